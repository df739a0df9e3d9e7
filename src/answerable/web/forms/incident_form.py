"""The form for a whole incident: from one document to many claims, all of them or none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.http import QueryDict
from django.utils.translation import gettext

from answerable.kernel.texts import fold
from answerable.kernel.times import Time
from answerable.ontology.validation import check_properties
from answerable.record.actors import Actor
from answerable.record.drafts import ClaimDraft
from answerable.record.view import View
from answerable.web.forms.citing import Cited, citation_fields, read_citation, read_locator
from answerable.web.forms.claim_form import carried_of
from answerable.web.forms.fields import Field, Problems, picked_in, text_in
from answerable.web.forms.incident_rows import (
    DEAD_OF_HARM,
    DEAD_OF_PERSON,
    Row,
    RowMaker,
    filled_rows,
    rows_asked,
    values_in,
)
from answerable.web.forms.naming import is_without_name, new_id, same_named
from answerable.web.forms.properties import Asked, property_fields, read_properties
from answerable.web.forms.references import Making, read_named, read_reference, reference_options
from answerable.web.forms.timing import read_time, time_fields
from answerable.web.forms.weighing import Weight, read_weight, visibilities, weight_fields

GROUPS = ("dead", "force", "post")
OF_INCIDENT = ("name", "kind", "place", "regionCode", "latitude", "longitude", "summary")


@dataclass
class _Claims:
    """The claims so far, and the ids given away in this form."""

    form: "IncidentForm"
    cited: Cited
    weight: Weight
    making: Making
    drafts: list[ClaimDraft] = field(default_factory=list)

    def add(
        self,
        about: str,
        schema: str,
        properties: Mapping[str, Sequence[str]],
        prefix: str,
        when: Time,
        visibility: str = "",
    ) -> None:
        """Add a claim; what the ontology refuses becomes a problem beside the row's field."""
        clean = {name: tuple(values) for name, values in properties.items() if values}
        if not clean:
            return
        self.making.given.add(about)
        problems = self.form.problems
        for problem in check_properties(schema, clean, whole=False, lang=self.form.language):
            problems.add(prefix + problem.property, problem.message, problem.remedy)
        self.drafts.append(
            ClaimDraft(
                about, schema, clean, self.cited.source, self.form.locator_of(prefix, self.cited), when,
                grade=self.weight.grade, visibility=visibility or self.weight.visibility,
                attribution=self.weight.attribution, note=self.weight.note,
            )
        )  # fmt: skip

    def id_for(self, schema: str, properties: Mapping[str, Sequence[str]], *visibilities: str) -> str:
        """Return a new id that nothing in the view or this form has."""
        kind = self.form.view.ontology.get(schema)
        numbered = is_without_name(kind, properties, *visibilities)
        return new_id(self.form.view, kind, properties, Time(), taken=self.making.ids(), numbered=numbered)


@dataclass(frozen=True)
class IncidentForm:
    """A whole incident as typed."""

    view: View
    actor: Actor
    typed: QueryDict
    language: str

    @cached_property
    def problems(self) -> Problems:
        """What is wrong with what was typed; empty until the form was sent."""
        return Problems()

    @property
    def asked(self) -> Asked:
        """The properties of the incident itself."""
        return Asked(self.view, self.view.ontology.get("Incident"), self.language)

    def locator_of(self, prefix: str, cited: Cited) -> str:
        """Return the place that a row cites: its own paragraph, or the place given for all."""
        if not text_in(self.typed, f"{prefix}paragraph") or not prefix.startswith(GROUPS):
            return cited.locator
        return read_locator(self.typed, self.problems, prefix)

    @cached_property
    def drafts(self) -> tuple[ClaimDraft, ...]:
        """Every claim that the form comes to, in the order of the page; empty when something is wrong."""
        problems, making = self.problems, Making(self.view)
        cited = read_citation(self.view, self.typed, problems)
        weight = replace(read_weight(self.typed, self.actor, problems), stance="asserts")
        when = read_time(self.typed, self.view.dossier.zone, problems)
        claims = _Claims(self, cited, weight, making)
        incident = self._incident(claims, when)
        mention = replace(when, starts=False, ends=False, ongoing=False)
        for prefix in filled_rows(self.typed, "dead"):
            self._death(claims, prefix, incident, mention)
        for prefix in filled_rows(self.typed, "force"):
            self._deployment(claims, prefix, incident, mention)
        for prefix in filled_rows(self.typed, "post"):
            self._holding(claims, prefix, mention)
        return () if problems else tuple(self._with_names(claims))

    def _incident(self, claims: _Claims, when: Time) -> str:
        known = read_reference(self.view, self.typed, "incident", "Incident", claims.making, self.problems,
                               label=gettext("Incident"))  # fmt: skip
        properties = read_properties(
            self.asked,
            self.typed,
            claims.making,
            self.problems,
            whole=not known,
            visibility=claims.weight.visibility,
        )
        named = properties.get("name", ())
        if not known and any(same_named(self.view, "Incident", name) for name in named):
            said = gettext("An incident by this name is recorded already. Choose it above, or give another name.")
            self.problems.add("p.name", said)
        if not when.is_dated and not known and not self.problems.of("t.from"):
            self.problems.add("t.from", gettext("Say when it happened, as far as the source says."))
        about = known[0] if known else claims.id_for("Incident", properties, claims.weight.visibility)
        claims.add(about, "Incident", properties, "p.", when)
        return about

    def _death(self, claims: _Claims, prefix: str, incident: str, when: Time) -> None:
        name = text_in(self.typed, f"{prefix}name")
        name_visibility = self._visibility(prefix, "team")
        of_person = values_in(self.typed, prefix, DEAD_OF_PERSON)
        of_harm = values_in(self.typed, prefix, DEAD_OF_HARM)
        if not name and not of_person:
            said = gettext("Say who it was, as far as the source says: a name, initials, an age, an occupation.")
            self.problems.add(f"{prefix}name", said)
            return
        is_minor = of_person.get("minor") == ("yes",)
        if name and is_minor and name_visibility == "public":
            said = gettext("The name of somebody under 18 is not shown to everybody: let only the team see it.")
            self.problems.add(f"{prefix}name_visibility", said)
        names = {"name": (name,)} if name else {}
        hidden = name_visibility if name else "team"
        person = claims.id_for("Person", names | dict(of_person), hidden)
        claims.add(person, "Person", names, prefix, Time(), name_visibility)
        claims.add(person, "Person", of_person, prefix, Time())
        harm = {"person": (person,), "incident": (incident,), "kind": ("killed",)} | dict(of_harm)
        claims.add(claims.id_for("Harm", harm), "Harm", harm, prefix, when)

    def _deployment(self, claims: _Claims, prefix: str, incident: str, when: Time) -> None:
        unit = self._named(claims, prefix, "unit", "Unit", gettext("Unit"))
        superior = self._named(claims, prefix, "superior", "Unit", gettext("Unit above it"))
        if not unit:
            if not self.problems.of(f"{prefix}unit"):
                self.problems.add(f"{prefix}unit", gettext("Say which unit it was."))
            return
        claims.add(unit, "Unit", values_in(self.typed, prefix, ("force", "level")), prefix, Time())
        sent = {"actor": (unit,), "incident": (incident,)} | dict(
            values_in(self.typed, prefix, ("task", "weapon"))
        )
        claims.add(claims.id_for("Deployment", sent), "Deployment", sent, prefix, when)
        if superior == unit:
            self.problems.add(f"{prefix}superior", gettext("A unit is not above itself."))
        elif superior:
            rank = values_in(self.typed, prefix, ("class",))
            if not rank:
                self.problems.add(f"{prefix}class", gettext("Say what kind of subordination it is."))
            link = {"subordinate": (unit,), "superior": (superior,)} | dict(rank)
            claims.add(claims.id_for("Subordination", link), "Subordination", link, prefix, when)

    def _holding(self, claims: _Claims, prefix: str, mention: Time) -> None:
        unit = self._named(claims, prefix, "unit", "Unit", gettext("Unit"))
        title = text_in(self.typed, f"{prefix}title")
        if not unit and not self.problems.of(f"{prefix}unit"):
            self.problems.add(f"{prefix}unit", gettext("Say in which unit the post is."))
        if not title:
            self.problems.add(f"{prefix}title", gettext("Give the post's title."))
        kind = values_in(self.typed, prefix, ("kind",))
        person = self._named(
            claims, prefix, "person", "Person", gettext("Who held it"), self._visibility(prefix, "public")
        )
        when = read_time(self.typed, self.view.dossier.zone, self.problems, f"{prefix}t.")
        when = when if when.is_dated else mention
        if not unit or not title:
            return
        post = self._post_of(claims, unit, title)
        described = {"title": (title,), "unit": (unit,)} | dict(values_in(self.typed, prefix, ("function",)))
        post = post or claims.id_for("Post", described)
        claims.add(post, "Post", described, prefix, Time())
        if not person and kind.get("kind") != ("vacant",):
            return
        held = {"person": (person,) if person else (), "post": (post,)} | dict(kind)
        held |= dict(values_in(self.typed, prefix, ("rank",)))
        claims.add(claims.id_for("Appointment", held), "Appointment", held, prefix, when)

    def _post_of(self, claims: _Claims, unit: str, title: str) -> str:
        """Return the post of this title in the unit: recorded, or of a row above; empty when there is none."""
        for draft in claims.drafts:
            if (
                draft.schema == "Post"
                and draft.properties["unit"] == (unit,)
                and fold(draft.properties["title"][0]) == fold(title)
            ):
                return draft.about
        return next(
            (post for post in same_named(self.view, "Post", title) if self.view.ref(post, "unit") == unit), ""
        )

    def _named(
        self, claims: _Claims, prefix: str, name: str, schema: str, label: str, visibility: str = ""
    ) -> str:
        return read_named(
            self.view, self.typed, prefix + name, schema, claims.making, self.problems, label=label,
            visibility=visibility or claims.weight.visibility,
        )  # fmt: skip

    def _visibility(self, prefix: str, default: str) -> str:
        typed = text_in(self.typed, f"{prefix}name_visibility")
        return typed if typed in dict(visibilities(self.actor)) else default

    def _with_names(self, claims: _Claims) -> list[ClaimDraft]:
        """Return the claims, with the name of each new unit or person put before the first claim that needs it."""
        named = [
            ClaimDraft(
                made.entity, made.schema.name, {made.schema.caption[0]: (made.name,)}, claims.cited.source,
                claims.cited.locator, grade=claims.weight.grade, visibility=made.visibility,
                attribution=claims.weight.attribution,
            )
            for made in claims.making.made.values()
        ]  # fmt: skip
        return [*claims.drafts[:1], *named, *claims.drafts[1:]]

    # what is shown

    @property
    def citation_fields(self) -> list[Field]:
        """The fields for the source and the place in it."""
        return citation_fields(self.view, self.typed, self.problems)

    @property
    def incident_fields(self) -> list[Field]:
        """The field for an incident that is recorded already, and those for its properties."""
        words, picked = text_in(self.typed, "incident.search"), picked_in(self.typed, "incident")
        options = reference_options(self.view, "Incident", words, picked, self.language)
        known = Field("incident", "entity", gettext("Is the incident recorded already?"), gettext(
            "Then look for it here, and fill in below only what the source adds."), words,
            tuple(option for option in options if not option.value.startswith("+")),
            self.problems.of("incident"), leads_to="Incident")  # fmt: skip
        wanted = {f"p.{name}" for name in OF_INCIDENT}
        fields = property_fields(self.asked, self.typed, self.problems)
        return [known, *(one for one in fields if one.name.partition("@")[0] in wanted)]

    @property
    def time_fields(self) -> list[Field]:
        """The fields for when it happened."""
        return [one for one in time_fields(self.typed, self.problems) if one.name != "t.ongoing"]

    @property
    def weight_fields(self) -> list[Field]:
        """The fields for how the claims are to be taken."""
        return [one for one in weight_fields(self.typed, self.actor, self.problems) if one.name != "stance"]

    @property
    def groups(self) -> list[tuple[str, int, list[Row]]]:
        """Each group's name, how many rows it has, and the rows."""
        maker = RowMaker(self.view, self.actor, self.typed, self.problems, self.language)
        return [(group, rows_asked(self.typed, group), maker.rows(group)) for group in GROUPS]

    @property
    def carried(self) -> list[tuple[str, str]]:
        """Everything typed, as hidden fields for the next step."""
        return carried_of(self.typed)
