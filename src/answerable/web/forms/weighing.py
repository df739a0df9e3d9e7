"""The part of a form that says how a claim is to be taken: for or against, how sure, who may see it."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext

from answerable.record.actors import Actor
from answerable.record.drafts import STANCES
from answerable.web.forms.fields import Field, Problems, options_of, text_in
from answerable.web.pages.words import grade_word

GRADES = range(1, 7)


@dataclass(frozen=True, slots=True)
class Weight:
    """How a claim is to be taken; see record.drafts.ClaimDraft."""

    stance: str
    grade: int
    visibility: str
    attribution: str
    note: str


def visibilities(actor: Actor) -> list[tuple[str, str]]:
    """Return who may be allowed to see a claim, in words: everybody, the team, and the actor's own circles."""
    circles = [
        (f"restricted:{name}", gettext("Only the circle “%(name)s”") % {"name": name})
        for name in sorted(actor.groups)
    ]
    return [("public", gettext("Everybody")), ("team", gettext("The team of this dossier")), *circles]


def read_weight(typed: QueryDict, actor: Actor, problems: Problems) -> Weight:
    """Return the weight typed; what is wrong is added to the problems."""
    stance = text_in(typed, "stance") or "asserts"
    grade = text_in(typed, "grade")
    visibility = text_in(typed, "visibility") or "public"
    attribution = text_in(typed, "attribution")
    if stance not in STANCES:
        problems.add("stance", gettext("Say whether the source asserts or denies it."))
    if grade not in {str(each) for each in GRADES}:
        problems.add("grade", gettext("Say how credible it is; choose “cannot be judged” if you cannot say."))
    if visibility not in dict(visibilities(actor)):
        problems.add("visibility", gettext("Choose who may see it."))
    return Weight(stance, int(grade) if grade.isdigit() else 6, visibility, attribution, text_in(typed, "note"))


def weight_fields(typed: QueryDict, actor: Actor, problems: Problems) -> list[Field]:
    """Return the fields for how the claim is to be taken."""
    stances = [("asserts", gettext("It asserts this")), ("denies", gettext("It denies this"))]
    grades = [(str(each), f"{each}, {grade_word(each)}") for each in GRADES]
    stance = text_in(typed, "stance") or "asserts"
    visibility = text_in(typed, "visibility") or "public"
    return [
        Field("stance", "choice", gettext("What does the source do?"), gettext(
            "A denial is a claim of the same rank and is shown beside what it denies."),
            options=options_of(stances, [stance]), error=problems.of("stance"), is_optional=False),
        Field("grade", "list", gettext("How credible is this information?"), gettext(
            "The Admiralty scale: of the information itself, whoever says it."),
            options=options_of(grades, [text_in(typed, "grade")], none=gettext("Choose a grade")),
            error=problems.of("grade"), is_optional=False),
        Field("visibility", "choice", gettext("Who may see this claim?"),
            options=options_of(visibilities(actor), [visibility]), error=problems.of("visibility"),
            is_optional=False),
        Field("attribution", "line", gettext("What may readers be told of its origin?"), gettext(
            "Only where the source may not be named, such as “interview with a former police officer”."),
            text_in(typed, "attribution"), error=problems.of("attribution")),
        Field("note", "text", gettext("Note"), gettext(
            "What a reader needs to judge the claim: how it was read, what is unclear."),
            text_in(typed, "note"), error=problems.of("note")),
    ]  # fmt: skip
