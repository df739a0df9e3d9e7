"""Short ways to tell incidents with deaths in the invented force, and to ask for one pattern."""

from datetime import date

from answerable.conduct import PatternAnswer
from answerable.conduct.patterns import patterns_of
from answerable.record.drafts import ClaimDraft
from answerable.record.view import View
from tests.builders import a_claim
from tests.conduct.telling import BATTALION

RIVER, SQUARE, PROTESTS = "incident:river", "incident:square", "incident:protests"


def an_incident(name: str, when: str, *, deaths: int = 1, actor: str = BATTALION, tie: str = "Involvement",
                tied: str | None = None, **said: object) -> list[ClaimDraft]:  # fmt: skip
    """Return an incident, what ties somebody to it, and the deaths there; `tied` dates the tie, else as the incident."""
    entity, dead = f"incident:{name}", said.pop("dead", {})
    role = {"role": "fired"} if tie == "Involvement" else {}
    return [
        a_claim("Incident", entity, when, name=name.title(), source="C", **said),
        a_claim(tie, f"{tie.lower()}:{name}", when if tied is None else tied, actor=actor, incident=entity,
                source="C", **role),
        *(
            a_claim("Harm", f"harm:{name}-{number}", when, person=f"person:dead-{name}-{number}", incident=entity,
                    kind="killed", source="C", **dead)
            for number in range(deaths)
        ),
    ]  # fmt: skip


def told(person: str, incident: str, when: str, name: str = "n", **said: object) -> ClaimDraft:
    """Return a notice to a person."""
    return a_claim("Notice", f"notice:{name}", when, person=person, incident=incident,
                   **({"receipt": "read", "fact": "Deaths"} | said))  # fmt: skip


def pattern(view: View, person: str, code: str, day: date | None = None) -> PatternAnswer:
    """Return the answer of one pattern."""
    [found] = [one for one in patterns_of(view, person, day) if one.code == code]
    return found


def against(answer: PatternAnswer) -> list[str]:
    """Return the codes of what speaks against it."""
    return [one.why.code for one in answer.against]


def reasons(answer: PatternAnswer) -> list[str]:
    """Return the codes of the instances."""
    return [one.why.code for one in answer.instances]
