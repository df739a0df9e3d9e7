"""What stands in the form of a letter: read from a post, mended where it can be, given back whole.

Nothing of it is stored: it goes from page to page in the form itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.http import QueryDict

from answerable.actions import letters, proof_of_work, screening
from answerable.actions.answers import Letter, SignAs, Signature, Target
from answerable.actions.doors import Door
from answerable.actions.wording import number_words, say

BY_RISK: Mapping[str, SignAs] = {"low": "name", "raised": "initials", "high": "nobody"}
"""How a letter is signed unless its writer chooses."""
MUST_BE_ACKNOWLEDGED = frozenset({"raised", "high"})
MOST_LEFT = 200
"""Nobody types a longer place or address; what is longer is cut before it is looked at."""


@dataclass(frozen=True, slots=True)
class Form:
    """What was typed and chosen. `text` is the body; `section` the country from which somebody reads."""

    target: str = ""
    letter_language: str = ""
    subject: str = ""
    text: str = ""
    sign_as: SignAs = "name"
    name: str = ""
    place: str = ""
    section: str = ""
    update: int = -1
    given: str = ""
    proof: str = ""
    is_acknowledged: bool = False
    is_trapped: bool = False
    taken_out: int = 0

    @property
    def signature(self) -> Signature:
        """How the letter is signed."""
        return Signature(self.sign_as, self.name, self.place)

    @property
    def shown_name(self) -> str:
        """The name that stands before our own address in a mail."""
        if self.sign_as == "initials":
            return letters.initials_of(self.name)
        return self.name if self.sign_as == "name" else ""

    def hidden(self) -> list[tuple[str, str]]:
        """Return names and values of everything, for a page that passes it on."""
        told = {
            "target": self.target, "letter_language": self.letter_language, "subject": self.subject,
            "text": self.text, "sign_as": self.sign_as, "name": self.name, "place": self.place,
            "section": self.section, "update": str(self.update), "given": self.given,
            "acknowledged": "1" if self.is_acknowledged else "",
        }  # fmt: skip
        return list(told.items())


@dataclass(frozen=True, slots=True)
class Problem:
    """What needs mending: the field's id, and a sentence."""

    field: str
    words: str


def read_form(post: QueryDict) -> Form:
    """Read what was posted. Lines are made lines; the text is given back without what cannot be shown."""
    looked = screening.look_at(post.get("text", ""))
    sign_as = post.get("sign_as", "")
    update = post.get("update", "")
    return Form(
        target=post.get("target", "")[:60],
        letter_language=post.get("letter_language", "")[:12],
        subject=screening.line_of(post.get("subject", "")[:2000]),
        text=looked.text,
        sign_as=sign_as if sign_as in ("name", "initials", "nobody") else "nobody",  # type: ignore[arg-type]
        name=screening.line_of(post.get("name", "")[:MOST_LEFT], screening.LONGEST_NAME),
        place=screening.line_of(post.get("place", "")[:MOST_LEFT], screening.LONGEST_NAME),
        section=post.get("section", "")[:2].upper() if post.get("section", "")[:2].isalpha() else "",
        update=int(update) if update.isascii() and update.isdigit() and len(update) < 5 else -1,
        given=post.get("given", "")[:500],
        proof=post.get("proof", "")[:20],
        is_acknowledged=post.get("acknowledged") == "1",
        is_trapped=bool(post.get("website")),
        taken_out=looked.taken_out,
    )


def first_form(door: Door, now: datetime, language: str, section: str, target: str, given: str) -> Form:
    """Return the form as somebody finds it: the addressee asked for, or the first open one; the model letter."""
    may_be_written = [key for key in door.targets if not door.why_closed(key, "copied", now)]
    chosen = target if target in door.targets else next(iter([*may_be_written, *door.targets]), "")
    code = first_language(door, door.targets.get(chosen), language)
    model = model_of(door, chosen, code)
    return Form(
        target=chosen, letter_language=code,
        subject=model.subject if model else "", text=model.body if model else "",
        sign_as=BY_RISK.get(door.held.risk, "nobody"), section=section, update=door.issue.update, given=given,
    )  # fmt: skip


def languages_of(door: Door) -> tuple[str, ...]:
    """Return the languages in which there is a letter: first those to be sent."""
    parts = _parts(door)
    roles = {code: letters.role_of(parts, code) for code in door.held.languages}
    return tuple(sorted((code for code, role in roles.items() if role), key=lambda code: roles[code] != "to-send"))


def is_for_reading(door: Door, code: str) -> bool:
    """Say whether the letter in a language is a translation that is there to be read."""
    return letters.role_of(_parts(door), code) == "reading"


def first_language(door: Door, target: Target | None, language: str) -> str:
    """Return the language to begin with: the addressee's, else the reader's, else the first there is."""
    offered = languages_of(door)
    to_send = [code for code in offered if not is_for_reading(door, code)] or list(offered)
    for code in (target.language if target else "", language):
        if code in to_send:
            return code
    return to_send[0] if to_send else language


def model_of(door: Door, target: str, code: str) -> Letter | None:
    """Return the model letter to a target in a language; None where there is no such target."""
    found = door.targets.get(target)
    return letters.letter_of(_parts(door), found, code) if found is not None else None


def _parts(door: Door) -> letters.PartsByLanguage:
    return door.held.frozen.parts if door.held.frozen is not None else {}


def letter_in(door: Door, form: Form) -> Letter:
    """Return the letter as it is to leave: one's own words inside its address, closing and signature."""
    made = letters.letter_of(
        _parts(door),
        door.targets[form.target],
        form.letter_language,
        own_words=form.text,
        signature=form.signature,
    )
    return replace(made, subject=form.subject or made.subject)


def likeness_of(door: Door, form: Form) -> float:
    """Return how alike the text is to the model letter of its language."""
    model = model_of(door, form.target, form.letter_language)
    return letters.likeness(form.text, model.body) if model is not None else 0.0


def changed(door: Door, form: Form) -> Form:
    """Return the form for another choice: what is still a model letter becomes the one of that choice.

    One's own words stay.
    """
    target = form.target if form.target in door.targets else next(iter(door.targets), "")
    offered = languages_of(door)
    code = form.letter_language if form.letter_language in offered else (offered[0] if offered else "en")
    model = model_of(door, target, code)
    if model is None:
        return form
    models = [each for other in offered if (each := model_of(door, target, other))]
    is_model = not form.text or form.text in {letters.cleaned(each.body) for each in models}
    is_subject = not form.subject or form.subject in {each.subject for each in models}
    return replace(
        form, target=target, letter_language=code, text=model.body if is_model else form.text,
        subject=model.subject if is_subject else form.subject, update=door.issue.update,
    )  # fmt: skip


def problems_in(door: Door, form: Form, language: str, now: datetime) -> tuple[Problem, ...]:
    """Return what keeps a letter from being ready, in the order of the form."""
    return (
        *_of_target(door, form, language, now),
        *_of_text(form, language),
        *_of_signature(door, form, language),
    )


def _of_target(door: Door, form: Form, language: str, now: datetime) -> Iterable[Problem]:
    if form.target not in door.targets:
        yield Problem("to", say("writing", "wrong-target", language))
    elif why := door.why_closed(form.target, "copied", now):
        yield Problem("to", say("writing", f"closed-{why}", language))


def _of_text(form: Form, language: str) -> Iterable[Problem]:
    if not form.text.strip():
        yield Problem("text", say("writing", "wrong-empty", language))
    elif len(form.text) > screening.LONGEST:
        told = {"count": number_words(len(form.text), language), "most": number_words(screening.LONGEST, language)}
        yield Problem("text", say("writing", "wrong-too-long", language, **told))
    elif form.taken_out:
        told = {"count": number_words(form.taken_out, language)}
        yield Problem("text", say("writing", "wrong-control", language, **told))


def _of_signature(door: Door, form: Form, language: str) -> Iterable[Problem]:
    if form.sign_as != "nobody" and not form.name:
        yield Problem("name", say("writing", "wrong-name", language))
    if form.sign_as == "initials" and form.name and not form.place:
        yield Problem("place", say("writing", "wrong-place", language))
    if door.held.risk in MUST_BE_ACKNOWLEDGED and not form.is_acknowledged:
        yield Problem("acknowledged", say("writing", "wrong-acknowledge", language))


def trust_in(form: Form, now: datetime) -> tuple[str, proof_of_work.Token | None]:
    """Return why a post is not taken as it is ('too-fast', 'old-form'), or '' with the form's token."""
    token, age = proof_of_work.read(form.given, now)
    if age == "too-fast":
        return "too-fast", token
    return ("old-form", None) if age != "good" or token is None else ("", token)


@dataclass(frozen=True, slots=True)
class Own:
    """What is typed only where a letter is sent from here."""

    address: str = ""
    agrees: bool = False
    wants_news: bool = False
    problems: tuple[Problem, ...] = field(default=())


def read_own(post: QueryDict) -> Own:
    """Read the fields of a letter that is sent from here."""
    return Own(post.get("address", "")[:400].strip(), post.get("agrees") == "1", post.get("news") == "1")
