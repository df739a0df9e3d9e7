"""Questions to evidence. Each takes a view first, or the actor where no view can know of it yet."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from answerable.evidence.models import CustodyEntry
from answerable.evidence.paragraphs import Paragraph
from answerable.evidence.passages import stored_paragraphs
from answerable.evidence.placements import cited_file, end_of_view, is_brought_by, language_of, unplaced_rows
from answerable.evidence.quotes import Span, find_quote
from answerable.evidence.reading import Note
from answerable.evidence.wording import sentence
from answerable.record.actors import Actor
from answerable.record.claims import ReadableClaim
from answerable.record.locators import Locator, parse_locator
from answerable.record.models import Dossier
from answerable.record.view import View


class Holding(StrEnum):
    """What a view can show of a source's own words."""

    TEXT = "text"
    FILE_ONLY = "file-only"
    NOT_HELD = "not-held"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class CitedHere:
    """A claim at its paragraph. `span` is where its quote stands; `is_missing`: it has a quote that does not."""

    claim: ReadableClaim
    span: Span | None
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class CitedParagraph:
    """One paragraph of a document with the claims that cite it, in the order of their quotes."""

    number: int
    page: int | None
    text: str
    cited: tuple[CitedHere, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """What a source says, with the claims beside it.

    `paragraphs` is empty when no text could be read; `messages` then say why. `elsewhere` holds the claims that
    name no paragraph which is here: without a locator, by page only, or with a wrong number.
    """

    source: str
    sha256: str
    media_type: str
    language: str
    paragraphs: tuple[CitedParagraph, ...]
    elsewhere: tuple[ReadableClaim, ...]
    messages: tuple[str, ...]

    def paragraph(self, number: int) -> CitedParagraph | None:
        """Return one paragraph by its number, or None when there is none."""
        return self.paragraphs[number - 1] if 1 <= number <= len(self.paragraphs) else None


def holding_of(view: View, source_key: str) -> Holding:
    """Say what the view can show of a source's own words.

    Raises:
        NotFoundError: the view holds no source by this key.
    """
    if view.source(source_key).is_withheld:
        return Holding.WITHHELD
    file = cited_file(view, source_key)
    if file is None:
        return Holding.NOT_HELD
    return Holding.TEXT if file.passages.exists() else Holding.FILE_ONLY


def document_of(view: View, source_key: str) -> Document | None:
    """Return what a source says, each paragraph with the claims that cite it.

    Returns:
        None when the view has no file of it; `holding_of` says whether it is withheld or not held.

    Raises:
        NotFoundError: the view holds no source by this key.
    """
    if view.source(source_key).is_withheld:
        return None
    file = cited_file(view, source_key)
    if file is None:
        return None
    paragraphs = stored_paragraphs(file)
    cited, elsewhere = _placed_claims(view.claims_from(source_key), paragraphs)
    return Document(
        source_key,
        file.sha256,
        file.media_type,
        language_of(file, view.source(source_key).language),
        tuple(
            CitedParagraph(each.number, each.page, each.text, _in_order(cited.get(each.number, [])))
            for each in paragraphs
        ),
        elsewhere,
        tuple(sentence(Note(code, detail)) for code, detail in file.notes),
    )


def _in_order(cited: list[CitedHere]) -> tuple[CitedHere, ...]:
    return tuple(sorted(cited, key=lambda here: (here.span is None, here.span or (0, 0))))


def _placed_claims(
    claims: tuple[ReadableClaim, ...], paragraphs: tuple[Paragraph, ...]
) -> tuple[dict[int, list[CitedHere]], tuple[ReadableClaim, ...]]:
    """Sort the claims from a source by the paragraph that each cites; the second part names none that is here."""
    cited: dict[int, list[CitedHere]] = defaultdict(list)
    elsewhere = []
    for claim in claims:
        locator = parse_locator(claim.locator)
        number = _paragraph_of(locator, paragraphs) if locator else None
        if locator is None or number is None:
            elsewhere.append(claim)
            continue
        span = find_quote(locator.quote, paragraphs[number - 1].text)
        cited[number].append(CitedHere(claim, span, bool(locator.quote) and span is None))
    return cited, tuple(elsewhere)


def _paragraph_of(locator: Locator, paragraphs: tuple[Paragraph, ...]) -> int | None:
    """Return the paragraph that a locator names, or in which alone its quote stands."""
    if locator.paragraph is not None:
        return locator.paragraph if 1 <= locator.paragraph <= len(paragraphs) else None
    if not locator.quote:
        return None
    within = [each for each in paragraphs if locator.page is None or each.page == locator.page]
    found = [each.number for each in within if find_quote(locator.quote, each.text)]
    return found[0] if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class Original:
    """The file behind a source, to be handed out by `storage`; `name_as_given` is empty for the public."""

    sha256: str
    size_bytes: int
    media_type: str
    name_as_given: str


def original_of(view: View, source_key: str) -> Original | None:
    """Return what the view may know of the file behind a source; None when it has none or it is withheld.

    Raises:
        NotFoundError: the view holds no source by this key.
    """
    file = None if view.source(source_key).is_withheld else cited_file(view, source_key)
    if file is None:
        return None
    name = "" if view.spec.audience.name == "public" else file.name_as_given
    return Original(file.sha256, file.size_bytes, file.media_type, name)


@dataclass(frozen=True, slots=True)
class CustodyLine:
    """One entry of a file's custody, as the team reads it; `at` is a moment in UTC."""

    at: datetime
    by: str
    act: str
    value: str
    why: str


def custody_of(view: View, source_key: str) -> tuple[CustodyLine, ...]:
    """Return what was done with the file behind a source, the oldest first; nothing for the public.

    What was done with the same file at sources that the view does not name is left out.

    Raises:
        NotFoundError: the view holds no source by this key.
    """
    if view.spec.audience.name == "public" or view.source(source_key).is_withheld:
        return ()
    file = cited_file(view, source_key)
    if file is None:
        return ()
    named = {card.key for card in view.sources() if not card.is_withheld}
    end = end_of_view(view)
    rows = CustodyEntry.objects.filter(file=file).select_related("source").order_by("number")
    return tuple(
        CustodyLine(row.at, row.by, row.act, row.value, row.why)
        for row in rows
        if (row.source is None or row.source.key in named) and (end is None or row.at <= end)
    )


@dataclass(frozen=True, slots=True)
class UnplacedFile:
    """A file of which nobody has said which source it is."""

    sha256: str
    name_as_given: str
    received_at: datetime
    received_by: str
    paragraphs: int


def unplaced_files(actor: Actor, dossier: Dossier) -> tuple[UnplacedFile, ...]:
    """Return the files that stand at no source, of those that the actor brought; an editor sees all of them.

    Raises:
        NotAllowedError: the actor may not take files in.
    """
    actor.require("ingest")
    return tuple(
        UnplacedFile(row.sha256, row.name_as_given, row.received_at, row.received_by, row.passages.count())
        for row in unplaced_rows(dossier)
        if actor.may("rule") or is_brought_by(actor, row)
    )
