"""The form that puts an allegation to the person whom it concerns: which claims, in which words, by when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.http import QueryDict
from django.utils.translation import gettext

from answerable.kernel.errors import DateUnclearError
from answerable.kernel.times import Time, parse_day
from answerable.ontology.schema import Property
from answerable.ontology.validation import check_properties
from answerable.publish.replies import LEAST_DAYS, MOST_DAYS, USUAL_DAYS, due_problem
from answerable.publish.unsaid import secrets_between
from answerable.record.drafts import ClaimDraft, SourceDraft
from answerable.record.view import View
from answerable.web.forms.fields import Field, Problems, options_of, picked_in, text_in, vocabulary
from answerable.web.forms.naming import new_id
from answerable.web.forms.properties import language_name

TEXTS = ("allegation", "evidence")
CORRESPONDENCE = "correspondence"
GRADE = 2


def correspondence_key(view: View) -> str:
    """Return the key of the source that the team's own letters are; empty when it is not there yet."""
    found = (card for card in view.sources() if card.key.startswith(CORRESPONDENCE) and not card.is_withheld)
    return next((card.key for card in found if card.is_analysis), "")


def correspondence_source(view: View) -> SourceDraft:
    """Return the source that the team's own letters are, to be added once; the public reads its attribution."""
    key, count = CORRESPONDENCE, 1
    while key in view.source_cards:
        count += 1
        key = f"{CORRESPONDENCE}-{count}"
    return SourceDraft(
        key, "analysis", "Right of reply: the letters that the team sent", visibility="team",
        attribution="The team's own correspondence", access="Kept by the team; a copy of every letter and answer",
    )  # fmt: skip


@dataclass(frozen=True)
class ReplyForm:
    """One allegation as typed. `drafts` gives the claim, or nothing when something is wrong.

    `public` is what everybody may know: the words typed are held against it. `today` is the dossier's day.
    """

    view: View
    public: View
    typed: QueryDict
    language: str
    person: str
    today: date

    @cached_property
    def problems(self) -> Problems:
        """What is wrong with what was typed; empty until the form was sent."""
        return Problems()

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which the allegation can be written, the dossier's first one first."""
        return self.view.dossier.languages

    @property
    def claims(self) -> list[str]:
        """The ids of the claims picked that the view holds."""
        return [name for name in picked_in(self.typed, "claim") if self.view.has_claim(name)]

    # what was typed

    @cached_property
    def drafts(self) -> tuple[ClaimDraft, ...]:
        """The claim that the allegation is to be put; empty when something is wrong."""
        if not self.claims:
            self.problems.add("claim", gettext("Choose at least one claim that the allegation rests on."))
        properties = self._texts()
        if not any(name.partition("@")[0] == "allegation" for name in properties):
            self.problems.add("allegation", gettext("Write the allegation as it will be put to the person."))
        due = self._due()
        self._check(properties)
        if self.problems or due is None:
            return ()
        channel = text_in(self.typed, "channel")
        whole = {"person": (self.person,), **properties, "due": (due.isoformat(),)}
        whole |= {"channel": (channel,)} if channel else {}
        if regarding := self._regarding():
            whole["regarding"] = regarding
        about = new_id(self.view, self.view.ontology.get("Reply"), whole, Time(), numbered=True)
        source = correspondence_key(self.view) or correspondence_source(self.view).key
        return (
            ClaimDraft(about, "Reply", whole, source, grade=GRADE, visibility="team", rests_on=tuple(self.claims)),
        )

    def _texts(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for name in TEXTS:
            for key, _ in self._keys(name):
                if text := text_in(self.typed, key):
                    found[key] = (text,)
        return found

    def _keys(self, name: str) -> list[tuple[str, str]]:
        """Return the name of the field and the property in each language: the first has no mark."""
        return [(name if step == 0 else f"{name}@{code}", code) for step, code in enumerate(self.languages)]

    def _due(self) -> date | None:
        due = read_day(self.typed, "due", self.problems)
        if due is not None and (problem := due_problem(self.today, due)):
            self.problems.add("due", problem_words(problem))
        return due

    def _check(self, properties: dict[str, tuple[str, ...]]) -> None:
        for problem in check_properties("Reply", properties, whole=False, lang=self.language):
            self.problems.add(problem.property or "", problem.message, problem.remedy)
        secrets = secrets_between(self.view, self.public)
        for name, texts in properties.items():
            if kinds := secrets.let_out_by(" ".join(texts)):
                self.problems.add(name, secret_words(kinds))

    def _regarding(self) -> tuple[str, ...]:
        """Return what the claims are about, as far as it is a thing that a right of reply can regard."""
        view = self.view
        abouts = dict.fromkeys(view.canonical(view.claim(name).about) for name in self.claims)
        return tuple(about for about in abouts if view.ontology.is_a(view.schema_of(about), "Thing"))

    # what is shown

    @property
    def text_fields(self) -> list[Field]:
        """The fields for the allegation and the evidence, in each language of the dossier."""
        reply = self.view.ontology.get("Reply")
        return [field for name in TEXTS for field in self._text_fields(reply.properties[name])]

    def _text_fields(self, one: Property) -> list[Field]:
        found = []
        for step, (key, code) in enumerate(self._keys(one.name)):
            label = one.label(self.language)
            said = gettext("%(label)s, in %(language)s") % {"label": label, "language": language_name(code)}
            found.append(Field(
                key, "text", said, _help(one.name) if step == 0 else "", text_in(self.typed, key),
                error=self.problems.of(key), language=code, is_optional=step > 0 or one.name != "allegation",
            ))  # fmt: skip
        return found

    @property
    def sending_fields(self) -> list[Field]:
        """The fields for when and how."""
        due = text_in(self.typed, "due") or (self.today + timedelta(days=USUAL_DAYS)).isoformat()
        help_ = gettext(
            "From %(least)s to %(most)s days after the letter goes out. It is asked again when it does."
        )
        return [
            Field("due", "day", gettext("By which day is the reply asked for?"),
                  help_ % {"least": LEAST_DAYS, "most": MOST_DAYS}, due, error=self.problems.of("due"),
                  is_optional=False),
            channel_field(self.view, self.typed, "channel", self.language),
        ]  # fmt: skip


def _help(name: str) -> str:
    if name == "allegation":
        return gettext(
            "As the person will read it: what is alleged, when and where. Write “according to”, “is said to "
            "have”, “could amount to”. It is printed as it stands here."
        )
    return gettext(
        "On what it rests, as far as it is safe to say. No name of a witness or a protected source; the list of "
        "public sources is added to the letter by itself."
    )


def channel_field(view: View, typed: QueryDict, name: str, language: str) -> Field:
    """Return the field for how a letter goes out."""
    one = view.ontology.property("Reply", "channel")
    options = options_of(vocabulary(one.enum, language), [text_in(typed, name)], none=gettext("Not decided yet"))
    return Field(name, "list", gettext("How is it sent?"), options=options)


def read_day(typed: QueryDict, name: str, problems: Problems) -> date | None:
    """Return the day typed; None, with the reason in the problems, when it is none."""
    text = text_in(typed, name)
    try:
        return parse_day(text)
    except DateUnclearError:
        problems.add(name, gettext("Write one day, such as 2026-12-15."))
        return None


def problem_words(code: str) -> str:
    """Return the sentence for a code of `publish.replies.PROBLEMS`."""
    return {
        "sent-already": gettext("The letter is recorded as sent already. Correct that claim if its day is wrong."),
        "not-sent": gettext("The letter is not recorded as sent yet. Record that first."),
        "not-yet": gettext("This day has not come yet."),
        "too-soon": gettext("That is too soon to be fair: give at least %(n)s days from the day of sending.")
        % {"n": LEAST_DAYS},
        "too-late": gettext("Ask for the reply within %(n)s days of sending. More time can be given later.")
        % {"n": MOST_DAYS},
        "before-sent": gettext("This day lies before the letter was sent."),
        "before-due": gettext("More time ends after the day that was asked for first."),
    }[code]


def secret_words(kinds: Sequence[str]) -> str:
    """Return the sentence for words that let out a secret; it never repeats which."""
    if "person" in kinds:
        return gettext("These words name a person whose name the public may not know. Word it without the name.")
    return gettext("These words tell of a source that the public may not know. Word it without them.")
