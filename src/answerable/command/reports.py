"""What a reader of a chain must be told beside it: loops, one person in two posts, an unexpected rank."""

from collections.abc import Iterable, Sequence

from answerable.command.answers import Branch, Holder, Link, Reason, Report, Rung
from answerable.command.cited import cited, each_once
from answerable.command.structure import Structure
from answerable.kernel.texts import fold
from answerable.record.view import View


def loop_report(link: Link, unit: str) -> Report:
    """Report the edge that closes a loop."""
    why = Reason("report-loop", {"unit": unit, "superior": link.superior})
    return Report("loop", (link.edge, unit, link.superior), link.claims, why)


def reports_on(structure: Structure, branches: Sequence[Branch]) -> tuple[Report, ...]:
    """Return the reports on the rungs of some branches, each once."""
    rungs = {rung.unit: rung for branch in branches for rung in branch.rungs}
    found = [
        *(report for branch in branches for report in _two_posts(branch)),
        *reports_on_rungs(structure, rungs.values()),
    ]
    return tuple({(report.code, report.entities): report for report in found}.values())


def reports_on_rungs(structure: Structure, rungs: Iterable[Rung]) -> list[Report]:
    """Return the reports that concern one rung at a time."""
    return [report for rung in rungs for report in (*_ranks(structure, rung), *_placeholder(structure, rung))]


def _two_posts(branch: Branch) -> list[Report]:
    seen: dict[str, list[tuple[Rung, Holder]]] = {}
    for rung in branch.rungs:
        for holder in rung.holders:
            if holder.person:
                seen.setdefault(holder.person, []).append((rung, holder))
    found = []
    for person, places in seen.items():
        posts = tuple(dict.fromkeys(rung.post for rung, _ in places if rung.post))
        if len(posts) > 1:
            why = Reason("report-two-posts", {"person": person, "post": posts[0], "other_post": posts[-1]})
            found.append(Report("two-posts", (person, *posts), each_once(held.claims for _, held in places), why))
    return found


def _rank_words(view: View, appointment: str) -> set[str]:
    """Return every wording of the rank in an appointment, translations included, folded."""
    return {
        fold(text)
        for claim in view.claims_about(appointment)
        if claim.is_counted
        for name, texts in claim.properties.items()
        if name.partition("@")[0] == "rank"
        for text in texts
    }


def _ranks(structure: Structure, rung: Rung) -> list[Report]:
    if rung.post is None:
        return []
    expected = structure.view.texts(rung.post, "rankExpected")
    folded = {fold(rank) for rank in expected}
    return [
        Report(
            "rank-unexpected",
            (holder.appointment, rung.post),
            holder.claims,
            Reason(
                "report-rank-unexpected",
                {"person": holder.person, "post": rung.post, "rank": holder.rank, "expected": ", ".join(expected)},
            ),
        )
        for holder in rung.holders
        if folded and holder.rank and not folded & _rank_words(structure.view, holder.appointment)
    ]


def _placeholder(structure: Structure, rung: Rung) -> list[Report]:
    """Report appointments claimed for an 'Unknown …' level, at which nobody can hold a post."""
    if rung.state != "placeholder":
        return []
    unit = structure.view.entity_codes[rung.unit]
    posts = [int(structure.posts.entity[place]) for place in structure.posts_of.of(unit)]
    names = [
        structure.name(int(structure.appointments.entity[place]))
        for post in posts
        for place in structure.appointments_of.of(post)
    ]
    claims = each_once(cited(structure.view, name).claims for name in names)
    why = Reason("report-holder-of-placeholder", {"unit": rung.unit})
    return [Report("holder-of-placeholder", (rung.unit, *names), claims, why)] if names else []
