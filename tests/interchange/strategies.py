"""Random dossiers: awkward texts, every kind of time, findings that rest on other claims."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from answerable.kernel.errors import DateUnclearError
from answerable.kernel.times import Blur, Time
from answerable.ontology.validation import clean_properties
from answerable.record.drafts import ClaimDraft, DossierDraft, SourceDraft, claim_id
from answerable.record.holdings import HeldAct, HeldJudgement, Holdings

AWKWARD = st.sampled_from(
    ["a|b", r"C:\new|x\\", '"quoted", he said', "=1+1", "-5", "+x", "@x", "'=x", "''-", "شرطة مكافحة الشغب",
     "Añu 🙂", "משטרה", "a,b", "\\", "\\|", "|", " | ", "yes", "é", "e\u0301", "…", "0", "NULL", "#N/A"]
)  # fmt: skip
LETTERS = st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co", "Cf", "Zl", "Zp"))
LINES = st.one_of(AWKWARD, st.text(LETTERS, min_size=1, max_size=12))
TEXTS = st.one_of(LINES, st.builds("{}\n{}".format, LINES, LINES), st.builds("{}\r\n\t{}".format, LINES, LINES))
NOTES = st.one_of(st.just(""), TEXTS, st.just("  spaces kept  "), st.just("\nfirst line empty"))
DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))
ZONES = st.sampled_from(["America/Lima", "Europe/Madrid", "Africa/Lagos", "UTC"])
FIRST_MOMENT = datetime(2020, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 10**14).map(lambda step: FIRST_MOMENT + timedelta(microseconds=step))
SOURCES = (
    SourceDraft(
        "S1", "report", 'A "report", with | and\nlines', "Publisher", published="2023-05", reliability="B"
    ),
    SourceDraft("S2", "interview", "An interview", visibility="team", attribution="interview with a witness"),
    SourceDraft("S3", "analysis", "=Ours", derives_from=("S1", "S2"), note="ملاحظة"),
)


@st.composite
def blurs(draw: st.DrawFn) -> Blur:
    low = draw(DAYS)
    high = draw(st.sampled_from([low, low + timedelta(days=draw(st.integers(0, 500))), None]))
    return Blur(draw(st.sampled_from([low, low, None])) if high else low, high)


@st.composite
def times(draw: st.DrawFn) -> Time:
    if draw(st.booleans()) and draw(st.booleans()):
        return Time(ongoing=draw(st.booleans()))
    first, flags = draw(blurs()), [draw(st.booleans()) for _ in range(3)]
    last = draw(st.sampled_from([first, draw(blurs())]))
    if draw(st.booleans()):
        day = draw(DAYS)
        first, last = Blur(day, day), draw(st.sampled_from([Blur(day, day), Blur(day, day + timedelta(days=3))]))
        minutes = sorted(draw(st.lists(st.integers(0, 1439), min_size=2, max_size=2)))
        return Time(first, last, *flags, minutes[0], minutes[1] if last == Blur(day, day) else None)
    try:
        return Time(first, last, *flags) if not _is_reversed(first, last) else Time(first, first, *flags)
    except DateUnclearError:
        return Time(first, first, *flags)


def _is_reversed(first: Blur, last: Blur) -> bool:
    return bool(first.earliest and last.latest and first.earliest > last.latest)


def _clean(schema: str, properties: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return clean_properties(schema, properties, whole=False)


@st.composite
def properties(draw: st.DrawFn) -> tuple[str, str, dict[str, tuple[str, ...]]]:
    number = draw(st.integers(1, 3))
    if draw(st.booleans()):
        given = {"name": [draw(LINES)], "alias": draw(st.lists(LINES, max_size=3)), "name@es": [draw(LINES)]}
        given["status"] = draw(st.lists(LINES, max_size=1))
        return "Unit", f"unit:u-{number}", _clean("Unit", given)
    given = {"speaker": ["unit:u-1"], "gist": [draw(TEXTS)], "gist@ar": draw(st.lists(TEXTS, max_size=2))}
    return "Remark", f"remark:r-{number}", _clean("Remark", given)


@st.composite
def claims(draw: st.DrawFn, earlier: tuple[ClaimDraft, ...], ref: str) -> ClaimDraft:
    schema, about, given = draw(properties())
    basis = draw(st.lists(st.sampled_from(earlier), max_size=2, unique_by=id)) if earlier else []
    return ClaimDraft(
        about=about,
        schema=schema,
        properties=given,
        source=draw(st.sampled_from(["S1", "S2", "S3"])),
        locator=draw(st.sampled_from(["", "page:3 paragraph:2", 'quote:he "said" | so, then'])),
        time=draw(times()),
        stance=draw(st.sampled_from(["asserts", "denies"])),
        grade=draw(st.integers(1, 6)),
        status=draw(st.sampled_from(["recorded", "accepted", "conflict", "rejected"])),
        visibility=draw(st.sampled_from(["public", "team", "restricted:inner"])),
        attribution=draw(NOTES),
        note=draw(NOTES),
        rests_on=tuple(dict.fromkeys(claim_id(other, other.rests_on) for other in basis)),
        ref=draw(st.sampled_from(["", ref])),
        recorded_at=draw(MOMENTS),
        recorded_by=draw(st.sampled_from(["Ana", "=Luis", "Ñusta"])),
    )


@st.composite
def dossiers(draw: st.DrawFn) -> Holdings:
    """Return holdings whose entities are whole: every unit has a name, every remark a speaker and a gist."""
    found: dict[str, ClaimDraft] = {}
    for number in range(draw(st.integers(1, 7))):
        one = draw(claims(tuple(found.values()), f"ref-{number}"))
        found.setdefault(claim_id(one, one.rests_on), one)
    whole = {one.about for one in found.values() if {"name", "gist"} & one.properties.keys()}
    kept = {name: one for name, one in found.items() if one.about in whole}
    kept = {name: one for name, one in kept.items() if all(other in kept for other in one.rests_on)}
    acts = [
        HeldAct(name, "rule", "accepted", draw(NOTES), "Ana", draw(MOMENTS))
        for name in draw(st.lists(st.sampled_from(list(kept)), max_size=2))
    ] if kept else []  # fmt: skip
    same = HeldJudgement("unit:u-1", "unit:u-2", "same", draw(TEXTS), "Luis", draw(MOMENTS))
    zone = draw(ZONES)
    ZoneInfo(zone)
    card = DossierDraft("trial", {"en": "Trial | one", "es": "Ensayo"}, zone, ("en", "es"), "pe", {"en": "…"})
    return Holdings(card, SOURCES, tuple(kept.values()), tuple(dict.fromkeys(acts)), (same,))
