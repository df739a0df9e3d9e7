"""What the team published, with its files as they were frozen, its corrections, and what was withdrawn and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from answerable.publish.site.addresses import FILES, way
from answerable.publish.site.edition import Edition
from answerable.publish.site.frame import Leaf
from answerable.publish.site.markup import NOTHING, Markup, element, entries, joined, link


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction: the day, and its words by language."""

    day: date
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Published:
    """One publication as it stands in public. `files` by (language, form), none when it was withdrawn.

    `withdrawn` says why by language, None when it was not withdrawn.
    """

    slug: str
    titles: Mapping[str, str]
    day: date
    files: Mapping[tuple[str, str], bytes]
    corrections: Sequence[Correction] = ()
    withdrawn: Mapping[str, str] | None = None


def file_of(one: Published, language: str, form: str) -> str:
    """Return the path of one file of a publication."""
    return f"{FILES}/publications/{one.slug}.{language}.{form}"


def files_of(found: Iterable[Published]) -> dict[str, bytes]:
    """Return all files of publications by path."""
    return {
        file_of(one, language, form): content
        for one in found
        for (language, form), content in sorted(one.files.items())
    }


def publications_leaf(edition: Edition, found: Sequence[Published]) -> Leaf:
    """Return the list of publications, the latest first."""
    t, here = edition.t, f"{edition.language}/publications.html"
    items = [_item(edition, here, one) for one in sorted(found, key=lambda one: (one.day, one.slug), reverse=True)]
    data = {"@type": "CollectionPage", "name": t("section-publications")}
    return Leaf(here, t("section-publications"), entries(items), "publications", (), data)


def _in(edition: Edition, words: Mapping[str, str]) -> str:
    return words.get(edition.language) or next(iter(words.values()), "")


def _item(edition: Edition, here: str, one: Published) -> Markup:
    t = edition.t
    doors = [
        link(way(here, file_of(one, language, form)), f"{form.upper()}, {t(f'in-{language}')}")
        for language, form in sorted(one.files, key=lambda each: (each[0] != edition.language, each))
    ]
    notes = [
        element("p", t("corrected", day=edition.day(each.day), words=_in(edition, each.words)), class_="small")
        for each in one.corrections
    ]
    gone = NOTHING
    if one.withdrawn is not None:
        gone = element("p", t("withdrawn", words=_in(edition, one.withdrawn)), class_="standing denied")
    return joined((
        element("h2", _in(edition, one.titles) or one.slug),
        element("p", edition.day(one.day), class_="meta"),
        element("p", joined(doors, " · ")) if doors else NOTHING,
        *notes,
        gone,
    ))  # fmt: skip
