"""Proceedings on their ladder: where each stands by what sources say, who is named in it, and what they answer."""

from datetime import date

from answerable.followup.answers import Ladder, PersonStanding
from answerable.followup.proceedings import ladder_of
from answerable.followup.wording import reason_of_standing, say, standing_reason
from answerable.publish.site.addresses import way
from answerable.publish.site.edition import Edition
from answerable.publish.site.markup import NOTHING, Markup, element, entries, joined, link
from answerable.publish.site.statements import statements


def proceeding_mark(entity: str) -> str:
    """Return the mark of a proceeding inside the page of justice."""
    return entity.replace(":", "-").replace(".", "-")


def proceeding_item(edition: Edition, here: str, entity: str) -> Markup:
    """Return a proceeding in brief, with the way to where it is set out in full."""
    path = f"{edition.language}/justice.html"
    head = link(way(here, f"{path}#{proceeding_mark(entity)}"), edition.name(entity))
    standing = say(standing_reason(ladder_of(edition.view, entity)), edition.view, edition.language)
    return joined((element("h3", head), element("p", standing)))


def proceeding_full(edition: Edition, here: str, entity: str) -> Markup:
    """Return a proceeding with its stages, steps, people and their answers."""
    view, language = edition.view, edition.language
    ladder = ladder_of(view, entity)
    people = entries((_person(edition, here, one) for one in ladder.people), "plain")
    return joined((
        element("h3", edition.name(entity), id=proceeding_mark(entity)),
        element("p", joined(_meta(edition, here, ladder), " · "), class_="meta"),
        element("p", say(standing_reason(ladder), view, language)),
        _stages(edition, here, ladder),
        joined((element("h4", edition.t("people-named")), people)) if people else NOTHING,
        statements(edition, here, [step.entity for step in ladder.steps]),
    ))  # fmt: skip


def _meta(edition: Edition, here: str, ladder: Ladder) -> list[str]:
    kind = edition.choice("Proceeding", "kind", ladder.kind)
    authorities = edition.names(here, (one.authority for one in ladder.authorities))
    first = edition.day(ladder.first_day) if ladder.first_day and ladder.first_day != date.max else ""
    since = edition.t("on-record-since", day=first) if first else ""
    return [kind, authorities, ", ".join(ladder.file_numbers), edition.names(here, ladder.incidents), since]


def _stages(edition: Edition, here: str, ladder: Ladder) -> Markup:
    items = []
    for standing in ladder.stands:
        cites = edition.claim_cites(here, standing.claims)
        reached = say(reason_of_standing(standing), edition.view, edition.language)
        said = f"{edition.choice('Proceeding', 'stage', standing.stage)}: {_lowered(reached)}"
        denied = edition.denied(here, [edition.view.claim(each) for each in standing.denials])
        items.append(joined((said, Markup(f'<span class="where small soft">{cites}</span>'), denied), " "))
    return entries(items, "plain")


def _person(edition: Edition, here: str, one: PersonStanding) -> Markup:
    view, language = edition.view, edition.language
    stands = "; ".join(
        joined(
            (
                edition.choice("Proceeding", "stage", each.stage),
                _lowered(say(reason_of_standing(each), view, language)),
            ),
            ", ",
        )
        for each in one.stands
    )
    cites = edition.claim_cites(here, one.claims)
    answers = statements(edition, here, [each.entity for each in one.current_answers])
    answered = (
        joined((element("p", edition.t("denies-or-answers"), class_="small"), answers)) if answers else NOTHING
    )
    heard = edition.t("only-heard") if one.is_only_heard else ""
    line = joined((edition.link(here, one.person), stands or heard,
                   Markup(f'<span class="where small soft">{cites}</span>')), " · ")  # fmt: skip
    return joined((element("div", line), answered))


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
