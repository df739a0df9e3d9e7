"""The forms for what happens to a letter: it goes out, arrives, gets more time, is answered. Each adds claims."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.http import QueryDict
from django.utils.translation import gettext

from answerable.kernel.times import Blur, Time
from answerable.ontology.validation import check_properties
from answerable.publish.replies import (
    USUAL_DAYS,
    PutReply,
    arrival_problem,
    due_problem,
    extension_problem,
    fair_days,
    sending_problem,
)
from answerable.record.actors import Actor
from answerable.record.drafts import ClaimDraft
from answerable.record.view import View
from answerable.web.forms.citing import citation_fields, read_locator
from answerable.web.forms.fields import Field, Problems, options_of, text_in
from answerable.web.forms.properties import language_name
from answerable.web.forms.reply_form import (
    GRADE,
    channel_field,
    correspondence_key,
    correspondence_source,
    problem_words,
    read_day,
)
from answerable.web.forms.weighing import visibilities

STEPS = ("sent", "delivered", "extended", "answered")


@dataclass(frozen=True)
class StepForm:
    """One step of a letter as typed. `letter`: every allegation that it puts; the answer is to the first alone."""

    view: View
    actor: Actor
    letter: Sequence[PutReply]
    step: str
    typed: QueryDict
    language: str
    today: date

    @cached_property
    def problems(self) -> Problems:
        """What is wrong with what was typed."""
        return Problems()

    def _name(self, part: str) -> str:
        return f"{self.step}.{part}"

    # what was typed

    @cached_property
    def drafts(self) -> tuple[ClaimDraft, ...]:
        """The claims that the step comes to; empty when something is wrong."""
        made = {"sent": self._sent, "delivered": self._delivered, "extended": self._extended,
                "answered": self._answered}[self.step]()  # fmt: skip
        return () if self.problems else made

    def _say(self, part: str, code: str) -> None:
        if code:
            self.problems.add(self._name(part), problem_words(code))

    def _day(self, part: str) -> date | None:
        return read_day(self.typed, self._name(part), self.problems)

    def _sent(self) -> tuple[ClaimDraft, ...]:
        sent, due = self._day("day"), self._day("due")
        if sent is None or due is None:
            return ()
        self._say("day", sending_problem(self.letter[0], sent, self.today))
        self._say("due", due_problem(sent, due))
        channel = text_in(self.typed, self._name("channel"))
        said = {"sent": (sent.isoformat(),), "due": (due.isoformat(),)}
        said |= {"channel": (channel,)} if channel else {}
        return self._for_letter(said, sent)

    def _delivered(self) -> tuple[ClaimDraft, ...]:
        day = self._day("day")
        if day is None:
            return ()
        self._say("day", arrival_problem(self.letter[0], day, self.today))
        return self._for_letter({"delivered": (day.isoformat(),)}, day)

    def _extended(self) -> tuple[ClaimDraft, ...]:
        due = self._day("due")
        if due is None:
            return ()
        self._say("due", extension_problem(self.letter[0], due))
        return self._for_letter({"due": (due.isoformat(),)}, self.today)

    def _answered(self) -> tuple[ClaimDraft, ...]:
        day, source = self._day("day"), text_in(self.typed, "source")
        known = self.view.source_cards.get(source)
        if known is None or known.is_withheld or known.is_analysis:
            self.problems.add("source", gettext(
                "Choose the source that the answer is: the letter or the call itself. Add it first if it is not "
                "listed."))  # fmt: skip
        gists = {}
        for step, code in enumerate(self.view.dossier.languages):
            if text := text_in(self.typed, self._name(f"gist-{code}")):
                gists["gist" if step == 0 else f"gist@{code}"] = (text,)
        if not gists:
            self.problems.add(self._name(f"gist-{self.view.dossier.languages[0]}"), gettext(
                "Say what the person answered, in full or fairly summed up."))  # fmt: skip
        for problem in check_properties("Reply", gists, whole=False, lang=self.language):
            self.problems.add("", problem.message, problem.remedy)
        locator = read_locator(self.typed, self.problems)
        if day is None:
            return ()
        self._say("day", arrival_problem(self.letter[0], day, self.today))
        said = {"received": (day.isoformat(),), **gists}
        return (self._draft(self.letter[0], said, source, day, locator),)

    def _for_letter(self, said: Mapping[str, tuple[str, ...]], day: date) -> tuple[ClaimDraft, ...]:
        source = correspondence_key(self.view) or correspondence_source(self.view).key
        return tuple(self._draft(put, said, source, day) for put in self.letter)

    def _draft(
        self, put: PutReply, said: Mapping[str, tuple[str, ...]], source: str, day: date, locator: str = ""
    ) -> ClaimDraft:
        # Person, subject and basis stand in each step again: the rule on what may be public reads them together.
        own = {"person": put.persons, "regarding": put.regarding}
        whole = {name: values for name, values in (*own.items(), *said.items()) if values}
        chosen = text_in(self.typed, self._name("visibility")) or "team"
        if chosen not in dict(visibilities(self.actor)):
            self.problems.add(self._name("visibility"), gettext("Choose who may see it."))
        basis = tuple(name for name in put.alleged if self.view.has_claim(name))
        return ClaimDraft(
            put.entity, "Reply", whole, source, locator, Time(Blur(day, day), Blur(day, day)), grade=GRADE,
            visibility=chosen, rests_on=basis,
        )  # fmt: skip

    # what is shown

    @property
    def fields(self) -> list[Field]:
        """The fields of the step."""
        made = {"sent": self._sent_fields, "delivered": self._delivered_fields, "extended": self._extended_fields,
                "answered": self._answered_fields}[self.step]()  # fmt: skip
        return [*made, self._visibility_field()]

    def _field(self, part: str, label: str, help_: str = "", value: str = "", kind: str = "day") -> Field:
        name = self._name(part)
        shown = text_in(self.typed, name) or value
        return Field(name, kind, label, help_, shown, error=self.problems.of(name), is_optional=False)

    def _sent_fields(self) -> list[Field]:
        planned = self.letter[0].due
        first, last = fair_days(self.today)
        due = planned if planned and first <= planned <= last else self.today + timedelta(days=USUAL_DAYS)
        return [
            self._field("day", gettext("On which day did it go out?"), value=self.today.isoformat()),
            self._field("due", gettext("By which day does it ask for the reply?"), gettext(
                "As it stands in the letter that was sent."), due.isoformat()),
            channel_field(self.view, self._channel_typed(), self._name("channel"), self.language),
        ]  # fmt: skip

    def _channel_typed(self) -> QueryDict:
        name, typed = self._name("channel"), self.typed.copy()
        if name not in typed and self.letter[0].channels:
            typed[name] = self.letter[0].channels[0]
        return typed

    def _delivered_fields(self) -> list[Field]:
        help_ = gettext("The day on the receipt or on the answer of the other side. Leave this until it is known.")
        return [self._field("day", gettext("On which day did it arrive?"), help_)]

    def _extended_fields(self) -> list[Field]:
        help_ = gettext("Later than the day that was asked for. Tell the person in writing.")
        return [self._field("due", gettext("Until which day is more time given?"), help_)]

    def _answered_fields(self) -> list[Field]:
        cited = citation_fields(self.view, self.typed, self.problems)
        cited = [field for field in cited if field.name in ("source", "page", "paragraph")]
        found = [self._field("day", gettext("On which day did the answer come?"))]
        for step, code in enumerate(self.view.dossier.languages):
            label = gettext("What the person answered, in %(language)s") % {"language": language_name(code)}
            name = self._name(f"gist-{code}")
            help_ = gettext(
                "In full, or fairly summed up in its whole sense. It is printed beside the allegation."
            )
            found.append(Field(name, "text", label, help_ if step == 0 else "", text_in(self.typed, name),
                               error=self.problems.of(name), language=code, is_optional=step > 0))  # fmt: skip
        return [*found, *cited]

    def _visibility_field(self) -> Field:
        name = self._name("visibility")
        help_ = gettext(
            "For the team, until the allegation itself is made public: only then, and once everybody may see that "
            "a reply was sought, can what the team itself alleges be published."
        )
        picked = text_in(self.typed, name) or "team"
        return Field(name, "choice", gettext("Who may see this step?"), help_,
                     options=options_of(visibilities(self.actor), [picked]), error=self.problems.of(name),
                     is_optional=False)  # fmt: skip
