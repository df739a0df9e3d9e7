"""What the pages of writing show of addressees, languages and ways: values for the templates."""

from dataclasses import dataclass
from datetime import datetime

from answerable.actions import counting, mail_queue
from answerable.actions.addresses import country_name, known_countries
from answerable.actions.answers import Letter, Target
from answerable.actions.doors import Door
from answerable.actions.mailto import Mailto, mailto_of, subject_only
from answerable.actions.targets import channels_of, usable_emails
from answerable.actions.terms import term_words
from answerable.actions.wording import direction, language_name, number_words, say
from answerable.actions.writers import consent_wording
from answerable.web.pages.action_writing_form import (
    MUST_BE_ACKNOWLEDGED,
    Form,
    is_for_reading,
    languages_of,
    model_of,
)


@dataclass(frozen=True, slots=True)
class TargetChoice:
    """One addressee to choose; where `why` says something, they cannot be chosen."""

    key: str
    name: str
    title: str
    term: str
    why: str
    is_copy: bool
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class WriteRows:
    """What stands beside the form. `translation` is the model letter in the reader's language."""

    targets: tuple[TargetChoice, ...]
    languages: tuple[tuple[str, str, bool], ...]
    preferred: str
    salutation: str
    closing: str
    letter_dir: str
    points: tuple[str, ...]
    points_language: str
    translation: Letter | None
    country: str
    risk: str
    must_acknowledge: bool
    most: str


def write_rows(door: Door, form: Form, language: str, now: datetime) -> WriteRows:
    """Return what stands beside the form."""
    target = door.targets.get(form.target)
    model = model_of(door, form.target, form.letter_language)
    code = form.letter_language if form.letter_language in door.held.languages else language
    held = door.held
    points = held.part(language, "points")["text"] or held.part(code, "points")["text"]
    return WriteRows(
        tuple(_choice(door, form, one, language, now) for one in door.targets.values() if _is_offered(one, form)),
        tuple(
            (each, _language_words(door, each, language), each == form.letter_language)
            for each in languages_of(door)
        ),
        language_name(target.language, language) if target and target.language else "",
        model.salutation if model else "", model.closing if model else "",
        direction(form.letter_language),
        tuple(line for line in points.splitlines() if line.strip()),
        language if held.part(language, "points")["text"] else code,
        model_of(door, form.target, language) if language != form.letter_language else None,
        country_name(held.country, language), held.risk, held.risk in MUST_BE_ACKNOWLEDGED,
        number_words(20_000, language),
    )  # fmt: skip


def _is_offered(target: Target, form: Form) -> bool:
    """Say whether a target is shown: of copies, those for every reader and those of the reader's country."""
    is_for_here = not target.section or not form.section or target.section == form.section
    return target.role == "addressee" or target.key == form.target or is_for_here


def _choice(door: Door, form: Form, target: Target, language: str, now: datetime) -> TargetChoice:
    why = door.why_closed(target.key, "copied", now)
    term = door.term(target.key, door.day(now))
    title = (
        target.title.get(language) or target.title.get(target.language) or next(iter(target.title.values()), "")
    )
    return TargetChoice(
        target.key, target.name, title, "" if term.state == "office" else term_words(term, language),
        say("writing", f"closed-{why}", language) if why else "", target.role == "copy", target.key == form.target,
    )  # fmt: skip


def _language_words(door: Door, code: str, language: str) -> str:
    name = language_name(code, language)
    return say("writing", "for-reading", language, language=name) if is_for_reading(door, code) else name


@dataclass(frozen=True, slots=True)
class ReadyRows:
    """The ways that suit a letter. `consent` and `news` are the words agreed to; `reports` name a channel each."""

    addressee: str
    is_here: bool
    held_back: str
    consent: str
    news: str
    is_mail: bool
    is_paper: bool
    origins: tuple[tuple[str, str, bool], ...]
    reports: tuple[tuple[str, str], ...]
    letter_dir: str
    country: str
    risk: str


def ready_rows(door: Door, form: Form, language: str, now: datetime) -> ReadyRows:
    """Return the ways by which this letter can reach this addressee now."""
    target, held = door.targets[form.target], door.held
    emails = usable_emails(held.dossier_id, target)
    channels = channels_of(target, emails=emails, sends=mail_queue.is_offered())
    held_back = door.held_back.get(form.letter_language, "")
    is_open = not door.why_closed(form.target, counting.HERE, now)
    return ReadyRows(
        isolated(target.name, language), counting.HERE in channels and is_open and not held_back,
        say("writing", "here-held-back", language) if held_back and counting.HERE in channels else "",
        consent_wording("letter", held.country, language)[1],
        consent_wording("updates", held.country, language)[1],
        bool(emails), "paper" in channels, _origins(form, language), _reports(target, channels, language),
        direction(form.letter_language), country_name(held.country, language), held.risk,
    )  # fmt: skip


def _origins(form: Form, language: str) -> tuple[tuple[str, str, bool], ...]:
    named = sorted((country_name(code, language), code) for code in known_countries())
    return tuple((code, name, code == form.section) for name, code in named)


def _reports(target: Target, channels: tuple[str, ...], language: str) -> tuple[tuple[str, str], ...]:
    where = {"fax": target.fax, "phone": target.phone, "social": target.handle, "form": target.form}
    return tuple(
        (channel, say("writing", f"report-{channel}", language, where=isolated(where.get(channel, ""), language)))
        for channel in counting.REPORTED
        if channel in channels
    )


def isolated(text: str, language: str) -> str:
    """Return a name or an address so that a page written from right to left does not turn its signs around."""
    return f"\u2068{text}\u2069" if text and direction(language) == "rtl" else text


def mailto_for(door: Door, form: Form, letter: Letter) -> tuple[Mailto, bool] | None:
    """Return the link that opens a letter in a mail program, and whether it holds the letter; None without one."""
    emails = usable_emails(door.held.dossier_id, door.targets[form.target])
    if not emails:
        return None
    copies = [
        address
        for one in door.targets.values()
        if one.role == "copy" and one.key != form.target and form.section and one.section == form.section
        for address in usable_emails(door.held.dossier_id, one)[:1]
    ]
    whole = mailto_of(letter, emails[:1], copies)
    return (whole, True) if whole.fits else (subject_only(letter, emails[:1], copies), False)
