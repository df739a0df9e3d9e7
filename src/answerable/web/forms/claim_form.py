"""The form for one claim: from a source's passage to drafts. One page asks for everything, in reading order."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict
from django.utils.translation import gettext

from answerable.kernel.ids import is_entity_id
from answerable.kernel.times import Time
from answerable.ontology.schema import Schema
from answerable.record.actors import Actor
from answerable.record.claims import ReadableClaim
from answerable.record.drafts import ClaimDraft
from answerable.record.view import View
from answerable.web.forms.citing import Cited, citation_fields, read_citation, typed_place
from answerable.web.forms.fields import Field, Option, Problems, options_of, picked_in, text_in
from answerable.web.forms.naming import (
    called,
    holds_name,
    id_warning,
    is_without_name,
    new_id,
    same_named,
    told_apart,
)
from answerable.web.forms.properties import Asked, property_fields, read_properties, typed_properties
from answerable.web.forms.references import Made, Making, read_reference, reference_options
from answerable.web.forms.timing import read_time, time_fields, typed_time
from answerable.web.forms.weighing import Weight, read_weight, visibilities, weight_fields

STEPS = ("step", "csrfmiddlewaretoken")


@dataclass(frozen=True)
class ClaimForm:
    """One claim as typed. `read` gives the drafts and the problems; the fields show both.

    `corrects`: the claim that this one replaces; its entity stays, and it is not split in two.
    """

    view: View
    actor: Actor
    schema: Schema
    typed: QueryDict
    language: str
    corrects: ReadableClaim | None = None

    @cached_property
    def problems(self) -> Problems:
        """What is wrong with what was typed; empty until the form was sent."""
        return Problems()

    @property
    def asked(self) -> Asked:
        """Which properties the form asks for."""
        return Asked(self.view, self.schema, self.language)

    @property
    def is_new(self) -> bool:
        """Say whether the claim is about something that is not recorded yet."""
        return text_in(self.typed, "about_is") != "known" and self.corrects is None

    # what was typed

    @cached_property
    def drafts(self) -> tuple[ClaimDraft, ...]:
        """The claims that the form comes to, those of new entities first; empty when something is wrong."""
        problems, making = self.problems, Making(self.view)
        cited = read_citation(self.view, self.typed, problems)
        weight = read_weight(self.typed, self.actor, problems)
        when = read_time(self.typed, self.view.dossier.zone, problems)
        properties = read_properties(
            self.asked, self.typed, making, problems, whole=self.is_new, visibility=weight.visibility
        )
        if not properties and not problems:
            problems.add("", gettext("The claim says nothing yet: fill in at least one property."))
        self._check_names(properties, weight)
        about = self._about(properties, when, weight, making)
        if problems:
            return ()
        return (*self._made(making, cited, weight), *self._own(about, properties, cited, when, weight))

    def _name_visibility(self, weight: Weight) -> str:
        typed = text_in(self.typed, "name_visibility")
        known = dict(visibilities(self.actor))
        return typed if typed in known and self.has_names_apart else weight.visibility

    @property
    def has_names_apart(self) -> bool:
        """Say whether names are recorded apart from the rest, so that they can be shown to fewer readers."""
        return "Person" in self.schema.ancestors and self.corrects is None

    def _is_name(self, key: str) -> bool:
        return self.schema.properties[key.partition("@")[0]].type == "name"

    def _check_names(self, properties: Mapping[str, tuple[str, ...]], weight: Weight) -> None:
        is_person = "Person" in self.schema.ancestors
        named = [key for key in properties if self._is_name(key)] if is_person else []
        is_minor = "yes" in properties.get("minor", ())
        if named and is_minor and self._name_visibility(weight) == "public":
            said = gettext(
                "The name of somebody under 18 is not shown to everybody. Let only the team see the name, or give "
                "initials instead."
            )
            self.problems.add("name_visibility" if self.has_names_apart else f"p.{named[0]}", said)

    def _about(self, properties: Mapping[str, tuple[str, ...]], when: Time, weight: Weight, making: Making) -> str:
        if self.corrects:
            return self.corrects.about
        if not self.is_new:
            found = read_reference(self.view, self.typed, "about", self.schema.name, making, self.problems,
                                   label=self.schema.label(self.language))  # fmt: skip
            if not found:
                self.problems.add("about", gettext("Choose what the claim is about, or say that it is new."))
            return found[0] if found else ""
        numbered = is_without_name(self.schema, properties, weight.visibility, self._name_visibility(weight))
        own = text_in(self.typed, "new_id")
        if own:
            self._check_own_id(own, properties, numbered=numbered)
            return own
        if not text_in(self.typed, "is_apart") and self._twins(properties):
            self.problems.add("is_apart", self._twin_sentence())
        return new_id(self.view, self.schema, properties, when, taken=making.ids(), numbered=numbered)

    def _check_own_id(self, own: str, properties: Mapping[str, tuple[str, ...]], *, numbered: bool) -> None:
        names = [text for key, texts in properties.items() if self._is_name(key) for text in texts]
        if not is_entity_id(own):
            self.problems.add("new_id", gettext("Write a kind and a name in small letters, such as unit:alpha."))
        elif self.view.has(own):
            self.problems.add(
                "new_id", gettext("This id is taken. Choose another, or say that it is recorded already.")
            )
        elif numbered and holds_name(own, names):
            self.problems.add("new_id", gettext("This id holds the name."), id_warning())

    def _twins(self, properties: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
        """Return what is recorded already under the same name, or between the same two ends."""
        if self.schema.edge:
            first, second = self.schema.edge
            if not properties.get(first) or not properties.get(second):
                return ()
            at_first = self.view.pointing_at(properties[first][0], self.schema.name, first)
            at_second = set(self.view.pointing_at(properties[second][0], self.schema.name, second))
            return tuple(entity for entity in at_first if entity in at_second)
        named = self.schema.caption[0] if self.schema.caption else ""
        if not named or self.schema.properties[named].type != "name":
            return ()
        return tuple(
            dict.fromkeys(
                entity
                for text in properties.get(named, ())
                for entity in same_named(self.view, self.schema.name, text)
            )
        )

    def _twin_sentence(self) -> str:
        if self.schema.edge:
            return gettext("A link between the two is recorded already. Say whether this claim speaks of it.")
        return gettext("Something by this name is recorded already. Say whether this claim is about it.")

    def _made(self, making: Making, cited: Cited, weight: Weight) -> tuple[ClaimDraft, ...]:
        return tuple(draft_of_made(made, cited, weight) for made in making.made.values())

    def _own(
        self, about: str, properties: Mapping[str, tuple[str, ...]], cited: Cited, when: Time, weight: Weight
    ) -> tuple[ClaimDraft, ...]:
        rests_on = tuple(text_in(self.typed, "rests_on").replace(",", " ").split())

        def draft(part: Mapping[str, tuple[str, ...]], visibility: str) -> ClaimDraft:
            return ClaimDraft(
                about, self.schema.name, part, cited.source, cited.locator, when, weight.stance, weight.grade,
                visibility=visibility, attribution=weight.attribution, note=weight.note, rests_on=rests_on,
            )  # fmt: skip

        if not self.has_names_apart:
            return (draft(properties, weight.visibility),)
        names = {key: texts for key, texts in properties.items() if self._is_name(key)}
        rest = {key: texts for key, texts in properties.items() if key not in names}
        parts = ((names, self._name_visibility(weight)), (rest, weight.visibility))
        return tuple(draft(part, visibility) for part, visibility in parts if part)

    # what is shown

    @property
    def citation_fields(self) -> list[Field]:
        """The fields for the source and the place in it."""
        return citation_fields(self.view, self.typed, self.problems)

    @property
    def about_fields(self) -> list[Field]:
        """The fields for what the claim is about; none when it corrects another."""
        if self.corrects:
            return []
        label, picked = self.schema.label(self.language), picked_in(self.typed, "about")
        words, kind = text_in(self.typed, "about.search"), self.schema.name
        choices = [("new", gettext("Something that is not recorded yet")),
                   ("known", gettext("Something that is recorded already"))]  # fmt: skip
        shown = "new" if self.is_new else "known"
        options = reference_options(self.view, kind, words, picked, self.language)
        known = tuple(option for option in options if not option.value.startswith("+"))
        fields = [
            Field("about_is", "choice", gettext("What is the claim about?"), gettext(
                "One claim may add to what others say: another mention of the same appointment, another name."),
                options=options_of(choices, [shown]), is_optional=False),
            Field("about", "entity", gettext("Recorded already: which?"), value=words, options=known,
                error=self.problems.of("about"), leads_to=kind, is_several=False),
            Field("new_id", "line", gettext("Not recorded yet: its id"), gettext(
                "Leave it empty and it is made from the name, or is a number where the name is not for everybody.")
                + " " + id_warning(), text_in(self.typed, "new_id"), error=self.problems.of("new_id")),
        ]  # fmt: skip
        if self.problems.of("is_apart") or text_in(self.typed, "is_apart"):
            said = gettext("This one is another %(type)s") % {"type": label.lower()}
            fields.append(Field("is_apart", "tick", gettext("Is it another one?"), self._twin_words(),
                options=(Option("yes", said, bool(text_in(self.typed, "is_apart"))),),
                error=self.problems.of("is_apart")))  # fmt: skip
        return fields

    def _twin_words(self) -> str:
        making, quiet = Making(self.view), Problems()
        properties = read_properties(self.asked, self.typed, making, quiet, whole=False, visibility="team")
        twins = [f"{called(self.view, each, self.language)} ({told_apart(self.view, each, self.language)})"
                 for each in self._twins(properties)]  # fmt: skip
        said = gettext("Recorded already: %(which)s. If the claim is about it, choose “recorded already” above.")
        return said % {"which": "; ".join(twins)} if twins else ""

    @property
    def property_fields(self) -> list[Field]:
        """The fields that the type's YAML makes."""
        found = property_fields(self.asked, self.typed, self.problems)
        if not self.has_names_apart:
            return found
        picked = text_in(self.typed, "name_visibility") or text_in(self.typed, "visibility") or "public"
        apart = Field("name_visibility", "choice", gettext("Who may see the name?"), gettext(
            "The name is recorded as a claim of its own. Adults who died are named to everybody only where an "
            "ombudsman, a court or the family has published the name; minors, the injured and witnesses are not."),
            options=options_of(visibilities(self.actor), [picked]),
            error=self.problems.of("name_visibility"), is_optional=False)  # fmt: skip
        return [apart, *found]

    @property
    def time_fields(self) -> list[Field]:
        """The fields for when it held."""
        return time_fields(self.typed, self.problems)

    @property
    def weight_fields(self) -> list[Field]:
        """The fields for how the claim is to be taken, and what a finding rests on."""
        help_ = gettext(
            "For an analysis of the team's own: the ids of the claims that it rests on, with spaces between."
        )
        rests_on = Field("rests_on", "line", gettext("Rests on"), help_, text_in(self.typed, "rests_on"),
                         error=self.problems.of("rests_on"))  # fmt: skip
        return [*weight_fields(self.typed, self.actor, self.problems), rests_on]

    @property
    def carried(self) -> list[tuple[str, str]]:
        """Everything typed, as hidden fields for the next step."""
        return carried_of(self.typed)


def carried_of(typed: QueryDict) -> list[tuple[str, str]]:
    """Return every typed value by its field, but for the step and the token."""
    return [(name, value) for name, values in typed.lists() if name not in STEPS for value in values]


def draft_of_made(made: Made, cited: Cited, weight: Weight) -> ClaimDraft:
    """Return the claim that gives a new entity its name."""
    return ClaimDraft(
        made.entity, made.schema.name, {made.schema.caption[0]: (made.name,)}, cited.source, cited.locator,
        grade=weight.grade, visibility=made.visibility, attribution=weight.attribution,
    )  # fmt: skip


def typed_of(view: View, claim: ReadableClaim) -> QueryDict:
    """Return what would have to be typed for a claim: the start of its correction."""
    typed = QueryDict(mutable=True)
    plain = {
        "source": claim.source,
        **typed_place(claim.locator),
        **typed_time(claim.time, view.dossier.zone),
        "stance": claim.stance,
        "grade": str(claim.grade),
        "visibility": claim.visibility,
        "attribution": claim.attribution,
        "note": claim.note,
        "rests_on": " ".join(claim.rests_on),
    }
    typed.update({name: value for name, value in plain.items() if value})
    for name, values in typed_properties(view.ontology.get(claim.schema), claim.properties).items():
        typed.setlist(name, values)
    return typed
