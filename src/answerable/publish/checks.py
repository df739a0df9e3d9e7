"""What stands between a publication and the public: what is wrong with its text, and what may not leave."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from answerable.kernel.errors import FileRefusedError
from answerable.publish.gate import Hindrance, hindrances_in, hindrances_of
from answerable.publish.outgoing import Outgoing, outgoing, said_digest
from answerable.publish.pictures import bare_pictures_in
from answerable.publish.problems import Problem
from answerable.publish.unsaid import Secrets, secrets_between
from answerable.record.audiences import PUBLIC, TEAM, Audience
from answerable.record.reads import circles_of, head_entry, view_of
from answerable.record.view import View, ViewSpec


@dataclass(frozen=True, slots=True)
class Checked:
    """What a publication says now, in each language, and what keeps it back.

    `head`: number and hash of the journal entry up to which the dossier was read. `problems` are to be mended in
    the text; `warnings` stop nothing; `hindrances` may not leave. `digest` stands for everything that is said.
    """

    head: tuple[int, str]
    said: tuple[Outgoing, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    hindrances: tuple[Hindrance, ...]

    @property
    def digest(self) -> str:
        """One hash of everything that is said."""
        return said_digest(self.said)

    @property
    def is_fit(self) -> bool:
        """Say whether nothing keeps it back."""
        return not self.problems and not self.hindrances


def public_view(dossier_id: str) -> View:
    """Return what everybody may know of a dossier now."""
    return view_of(dossier_id, ViewSpec(PUBLIC))


def secrets_of(dossier_id: str) -> Secrets:
    """Return what anybody in the team knows and the public may not, all restricted circles included."""
    circles = circles_of(dossier_id)
    widest = Audience("restricted", circles) if circles else TEAM
    return secrets_between(view_of(dossier_id, ViewSpec(widest)), public_view(dossier_id))


def look_over(dossier_id: str, slug: str, texts: Mapping[str, str]) -> Checked:
    """Return what a publication would say now, and everything that keeps it back."""
    head, view = head_entry(dossier_id), public_view(dossier_id)
    said = outgoing(view, slug, texts)
    told = [problem for one in said for problem in one.problems]
    claims = [claim for one in said for use in one.uses for claim in use.claims]
    # The text as it was typed is looked at too: a comment in it would be frozen with it.
    leaving = {one.language: f"{one.title}\n{one.html}\n{texts[one.language]}" for one in said}
    found = (*hindrances_of(view, claims), *hindrances_in(leaving, secrets_of(dossier_id)), *_pictures(said))
    return Checked(
        head,
        said,
        tuple(one for one in told if not one.is_warning),
        tuple(one for one in told if one.is_warning),
        found,
    )


def _pictures(said: tuple[Outgoing, ...]) -> list[Hindrance]:
    found = []
    for one in said:
        try:
            bare_pictures_in(one.html)
        except FileRefusedError:
            found.append(Hindrance("picture", one.language))
    return found


def hindrance_words(one: Hindrance) -> str:
    """Return why something may not leave, as a sentence. It never repeats the secret itself."""
    return {
        "person": gettext("The text names somebody whom the public may not know by name."),
        "source": gettext("The text says something that would tell of a protected source."),
        "unfair": gettext("A claim about a named person may not be public yet: something is still missing."),
        "not-public": gettext("A claim behind the text is not public."),
        "picture": gettext("A picture in the text cannot be read, so what its file tells cannot be taken out."),
    }[one.code]
