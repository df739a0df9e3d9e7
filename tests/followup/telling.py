"""Says in one line what a source says of a case, and in one word where the case stands.

`A says charged 2024-01-10 for ana, luis` is a claim about the case; `A step charged 2024-01-10 as hearing` one about
a step of it. A standing is written `charged`, `charged + suspended` for different people, `charged ≠ preliminary` when
sources disagree, `? charged` when the dates leave it open, `-` when nothing is on record.
"""

import re
from collections.abc import Iterable

from answerable.followup.answers import Ladder
from answerable.record.drafts import ClaimDraft, SourceDraft
from answerable.record.view import View
from tests.builders import a_claim, a_view

CASE = "proceeding:case"
SOURCES = tuple(
    SourceDraft(key, "news", f"Source {key}", published=published)
    for key, published in (("A", "2024-12-01"), ("B", "2024-12-01"), ("C", "2024-12-01"), ("undated", ""))
)
FORM = re.compile(
    r"(?P<source>\w+) (?P<how>says|step|denies|accepts) (?P<stage>[\w-]+)(?: (?P<when>(?:\[\S+\]|\d\S*)(?: / \S+)?(?: starts)?))?"
    r"(?: for (?P<persons>[\w, ]+?))?(?: as (?P<step>[\w-]+))?"
)


def told(line: str, number: int = 0, case: str = CASE) -> ClaimDraft:
    """Return the claim that a line says; `number` keeps steps without a name apart."""
    found = FORM.fullmatch(line)
    assert found, line
    persons = [f"person:{name.strip()}" for name in (found["persons"] or "").split(",") if name.strip()]
    said = {"person": persons} if persons else {}
    fields = {"stance": "denies"} if found["how"] == "denies" else {}
    fields |= {"status": "accepted"} if found["how"] == "accepts" else {}
    stage = {} if found["stage"] == "nothing" else {"stage": found["stage"]}
    if found["how"] == "step":
        about = f"step:{found['step'] or number}"
        return a_claim("Step", about, found["when"] or "", source=found["source"], proceeding=case, gist="A step.",
                       **stage, **said, **fields)  # fmt: skip
    return a_claim("Proceeding", case, found["when"] or "", source=found["source"], name="Case", kind="criminal",
                   **stage, **said, **fields)  # fmt: skip


def a_case(lines: Iterable[str], *more: ClaimDraft) -> View:
    """Return the view of one case of which these things are said."""
    said = tuple(lines)
    people = {name for line in said for name in re.findall(r"\w+", (FORM.fullmatch(line) or {})["persons"] or "")}
    persons = [a_claim("Person", f"person:{name}", name=name.title()) for name in sorted(people)]
    known = a_claim("Proceeding", CASE, name="Case", kind="criminal")
    return a_view([known, *persons, *(told(line, number) for number, line in enumerate(said)), *more], SOURCES)


def standing(ladder: Ladder) -> str:
    """Return where a case stands, as the module's docstring says."""
    if not ladder.stands:
        return f"? {ladder.may[0].stage}" if ladder.may else "-"
    return (" ≠ " if ladder.is_contested else " + ").join(each.stage for each in ladder.stands)
