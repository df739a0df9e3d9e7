"""The forms of what can be done with an issue: each act with its words and fields, for whoever may do it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext

from answerable.actions import life
from answerable.actions.life import KINDS, OUTCOMES
from answerable.actions.models import Mail
from answerable.actions.reads import HeldIssue, held_back, stale_of
from answerable.web.asking import Asked
from answerable.web.forms.fields import Field, options_of, picked_in, text_in
from answerable.web.forms.properties import language_name
from answerable.web.pages.rows_team_actions import kind_word

NEEDS: Mapping[str, str] = {
    "submit": "write", "approve": "review", "send_back": "review", "publish_issue": "publish",
    "correct_issue": "publish", "replan_issue": "write", "plan_issue": "write", "extend": "publish",
    "pause": "write", "resume": "publish", "end": "publish", "stop": "write", "import_count": "write",
    "set_picture": "write", "remove_picture": "write", "remove_target": "write",
}  # fmt: skip
"""Every act of the page with the right that it takes; `changes` asks for it once more."""
GRAVE = ("end", "publish_issue", "correct_issue")
APART = ("stop", "remove_target")
"""Acts that stand elsewhere on the page than in the list of what can be done."""


@dataclass(frozen=True, slots=True)
class ActForm:
    """One act as a form: its fields, its words, and whether it cannot be undone."""

    act: str
    title: str
    button: str
    help: str
    fields: tuple[Field, ...]
    is_grave: bool


def open_acts(asked: Asked, held: HeldIssue, day: date) -> tuple[str, ...]:
    """Return what this person may do with an issue now, the next step on its way first."""
    work, of_text = held.publication.life.work, held.publication.life.next_acts()
    first: list[str] = []
    if "submit" in of_text and not held.life.is_stopped:
        first.append("submit")
    if "review" in of_text:
        first += ["approve", "send_back"]
    elif "send_back" in of_text:
        first.append("send_back")
    later = list(life.next_acts(held.life, day))
    if "pause" in later and "resume" not in later and (held_back(held) or _has_waiting(held)):
        later.insert(0, "resume")
    is_ready = work in ("approved", "embargoed")
    out = [act for act in later if act in ("publish_issue", "correct_issue")]
    rest = [act for act in later if act not in out]
    is_quiet = held.is_public and not work and not stale_of(held)
    found = [*rest, *first] if is_quiet else [*(out if is_ready else ()), *first, *rest]
    return tuple(act for act in found if act in NEEDS and asked.actor.may(NEEDS[act]))


def _has_waiting(held: HeldIssue) -> bool:
    """Say whether letters of the issue wait for a decision: paused, or made from a text that was corrected."""
    return Mail.objects.filter(issue=held.issue, kind="letter", state="paused").exclude(problem="").exists()


def forms_of(asked: Asked, held: HeldIssue, day: date, typed: QueryDict, failed: str) -> list[ActForm]:
    """Return the forms of what can be done; what was typed stays in the one that failed."""
    found = []
    for act in open_acts(asked, held, day):
        if act not in APART:
            words = _words("submit-again" if act == "submit" and held.is_public else act)
            fields = _Fields(held, act, typed if act == failed else QueryDict()).all()
            found.append(ActForm(act, *words, tuple(fields), act in GRAVE))
    return found


def _words(act: str) -> tuple[str, str, str]:
    """Return title, button and help of an act."""
    return {
        "submit": (
            gettext("Submit for review"), gettext("Submit"),
            gettext("A second person reads it; until then text and targets stand still."),
        ),
        "submit-again": (
            gettext("Submit a correction for review"), gettext("Submit"),
            gettext("Of the text, of the targets, or of the values alone: they are taken anew from the dossier."),
        ),
        "approve": (
            gettext("Approve"), gettext("Approve"),
            gettext("You have read every language and every target. Whoever wrote or entered any of it cannot "
                    "approve it."),
        ),
        "send_back": (gettext("Send back"), gettext("Send back"), ""),
        "publish_issue": (
            gettext("Publish"), gettext("Publish now"),
            gettext("Text, values and targets are frozen as they are, and everybody can read them."),
        ),
        "correct_issue": (
            gettext("Publish the correction"), gettext("Publish the correction"),
            gettext("The note is public. Letters made from the text before wait until you decide on them."),
        ),
        "replan_issue": (gettext("Change days or kind"), gettext("Change"), ""),
        "plan_issue": (
            gettext("Plan an update or a closing"), gettext("Plan it"),
            gettext("It gets a text of its own, and replaces this issue once it is out."),
        ),
        "extend": (gettext("Extend"), gettext("Extend"), ""),
        "pause": (
            gettext("Pause the letters sent from here"), gettext("Pause"),
            gettext("Letters wait; what writers send themselves is not held back."),
        ),
        "resume": (gettext("Let letters leave again"), gettext("Let them leave"), ""),
        "end": (
            gettext("End it without a closing text"), gettext("End it"),
            gettext("Letters that wait are cancelled, and the keys that kept writers apart are destroyed. This "
                    "cannot be undone."),
        ),
        "import_count": (
            gettext("Add letters that others counted"), gettext("Add"),
            gettext("They stay a number of their own."),
        ),
    }[act]  # fmt: skip


class _Fields:
    """The fields of one act, with what was typed into them."""

    def __init__(self, held: HeldIssue, act: str, typed: QueryDict) -> None:
        self.held, self.act, self.typed = held, act, typed

    def all(self) -> list[Field]:
        """Return the fields, in order; none for an act that asks nothing."""
        make = {
            "approve": self._approve, "send_back": self._send_back, "correct_issue": self._correction,
            "replan_issue": self._plan, "plan_issue": self._plan, "extend": self._extend, "pause": self._language,
            "resume": self._resume, "end": self._reasons, "import_count": self._import,
        }.get(self.act)  # fmt: skip
        return make() if make else []

    def _text(self, name: str, label: str, *, code: str = "", is_optional: bool = True) -> Field:
        named = f"{self.act}.{name}"
        value = text_in(self.typed, named)
        return Field(named, "text", label, value=value, language=code, is_optional=is_optional)

    def _line(self, name: str, label: str, help_: str = "", value: str = "", kind: str = "line") -> Field:
        named = f"{self.act}.{name}"
        return Field(named, kind, label, help_, value=text_in(self.typed, named) if self.typed else value)

    def _in_each(self, label: str, *, is_optional: bool) -> list[Field]:
        codes = self.held.languages if is_optional else self.held.publication.life.texts
        return [
            self._text(
                f"words-{code}", label % {"language": language_name(code)}, code=code, is_optional=is_optional
            )
            for code in codes
        ]

    def _approve(self) -> list[Field]:
        return [self._text("words", gettext("A word to the writer"))]

    def _send_back(self) -> list[Field]:
        return [self._text("words", gettext("What is to be changed?"), is_optional=False)]

    def _correction(self) -> list[Field]:
        return self._in_each(gettext("What was corrected? (%(language)s)"), is_optional=False)

    def _reasons(self) -> list[Field]:
        return self._in_each(gettext("Why, for readers (%(language)s)"), is_optional=True)

    def _extend(self) -> list[Field]:
        until = self._line("until", gettext("New last day"), gettext("As 2027-03-07."), kind="day")
        return [until, *self._reasons()]

    def _import(self) -> list[Field]:
        return [
            self._line("count", gettext("How many?"), kind="short"),
            self._line("words", gettext("Who counted them, and how?")),
        ]

    def _plan(self) -> list[Field]:
        now = self.held.life if self.act == "replan_issue" else None
        is_first = now is not None and now.kind == "first"
        kinds = [each for each in KINDS if (each == "first") == is_first]
        kind = text_in(self.typed, f"{self.act}.kind") or (now.kind if now else "update")
        opens, until = (
            day.isoformat() if day else "" for day in ((now.opens, now.deadline) if now else (None, None))
        )
        found = [
            Field(f"{self.act}.kind", "choice", gettext("What is it?"), is_optional=False,
                  options=options_of([(each, kind_word(each)) for each in kinds], [kind])),
            self._line("until", gettext("Last day for letters"),
                       gettext("Empty: no deadline, or nothing to do."), until, "day"),
            self._line("opens", gettext("Opens on"),
                       gettext("Empty: on the day on which it is published."), opens, "day"),
        ]  # fmt: skip
        return found if is_first else [*found, *self._plan_of_later()]

    def _plan_of_later(self) -> list[Field]:
        """Return what only an update or a closing is asked: how it ends, and in which languages it is not."""
        now = self.held.life if self.act == "replan_issue" else None
        words = {"good-news": gettext("good news"), "ended": gettext("no further action is asked for")}
        outcome = text_in(self.typed, f"{self.act}.outcome") or (now.outcome if now else "")
        without = picked_in(self.typed, f"{self.act}.without") or list(now.without if now else ())
        languages = [(code, language_name(code)) for code in dict.fromkeys((*self.held.languages, *without))]
        return [
            Field(f"{self.act}.outcome", "list", gettext("How it ends, for a closing"),
                  options=options_of([(each, words[each]) for each in OUTCOMES], [outcome], none="–")),
            Field(f"{self.act}.without", "several", gettext("Languages that it does without"),
                  options=options_of(languages, without)),
        ]  # fmt: skip

    def _language(self) -> list[Field]:
        codes = [(code, language_name(code)) for code in self.held.languages]
        chosen = text_in(self.typed, f"{self.act}.language")
        return [
            Field(f"{self.act}.language", "list", gettext("In which language?"),
                  options=options_of(codes, [chosen], none=gettext("in all")))
        ]  # fmt: skip

    def _resume(self) -> list[Field]:
        ticks = {
            "looked": gettext("I have looked at the sentences that no longer hold: letters with the old values "
                              "may leave"),
            "older": gettext("Letters made from the text before the last correction may leave too"),
        }  # fmt: skip
        return self._language() + [
            Field(f"resume.{name}", "tick", "", options=options_of([("yes", label)], []))
            for name, label in ticks.items()
        ]
