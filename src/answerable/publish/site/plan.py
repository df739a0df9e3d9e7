"""What there is to make of a view, and from what each part is made."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from hashlib import sha256
from pathlib import Path

import answerable
from answerable.casualties.victims import naming_of
from answerable.publish.site.addresses import FILES, LOOK, page_of
from answerable.publish.site.downloads import data_files
from answerable.publish.site.edition import Edition
from answerable.publish.site.feeds import feed, news_of
from answerable.publish.site.fingerprints import Fingerprints, digest, program_digest
from answerable.publish.site.frame import framed
from answerable.publish.site.incident_cards import cards, told_incidents
from answerable.publish.site.pages_of_answers import (
    downloads_leaf,
    figures_leaf,
    justice_leaf,
    source_leaf,
    sources_leaf,
    toll_leaf,
)
from answerable.publish.site.pages_of_command import chains_of, command_leaves
from answerable.publish.site.pages_of_incident import incident_leaf
from answerable.publish.site.pages_of_lists import (
    incidents_leaves,
    map_leaf,
    overview_leaf,
    people_leaves,
    timeline_leaf,
    victims_by_page,
)
from answerable.publish.site.pages_of_names import letters_leaves, search_leaf
from answerable.publish.site.pages_of_officials import official_leaf, officials, officials_leaf
from answerable.publish.site.proceedings import proceeding_mark
from answerable.publish.site.publications import Published, files_of, publications_leaf
from answerable.publish.site.search_index import Entry, index_files
from answerable.record.view import View

FORCE = ("Unit", "Post", "Subordination", "Appointment", "Membership", "Positioning")
TIES = ("Incident", "Harm", "Involvement", "Deployment")
Made = Iterator[tuple[str, str | bytes]]


@dataclass(frozen=True, slots=True)
class Work:
    """Some files that are made together, from the same. `inputs` is a digest of all that they are made from."""

    name: str
    inputs: str
    make: Callable[[], Made]


@dataclass(frozen=True)
class Plan:
    """What there is to make of a view, and from what each part is made."""

    view: View
    base_url: str
    languages: tuple[str, ...]
    publications: tuple[Published, ...]

    @cached_property
    def prints(self) -> Fingerprints:
        """The digests of what pages are made from."""
        return Fingerprints(self.view)

    @cached_property
    def incidents(self) -> tuple[str, ...]:
        """The incidents that have a page."""
        return told_incidents(self.view)

    @cached_property
    def people(self) -> tuple[str, ...]:
        """The officials who have a page."""
        return officials(self.view)

    @cached_property
    def pages(self) -> dict[str, str]:
        """The page of each entity that has one, without the language."""
        found = {each: page_of("", "Incident", each)[1:] for each in self.incidents}
        return found | {each: page_of("", "Person", each)[1:] for each in self.people}

    @cached_property
    def sections(self) -> tuple[str, ...]:
        """The sections, in the order in which they are shown."""
        figures = ("figures",) if self.view.entities("Figure") else ()
        publications = ("publications",) if self.publications else ()
        return ("index", "incidents", "people", "toll", *figures, "justice", "officials", *publications, "sources",
                "downloads", "search")  # fmt: skip

    @cached_property
    def editions(self) -> tuple[Edition, ...]:
        """The site in each language."""
        return tuple(
            Edition(self.view, code, self.languages, self.base_url, self.pages, self.sections)
            for code in self.languages
        )

    @cached_property
    def common(self) -> str:
        """What every page is made from: the program, the dossier's card, the conditions, which pages there are."""
        card = self.view.dossier
        return digest(
            program_digest(), self.view.spec, card.id, sorted(card.titles.items()), sorted(card.summaries.items()),
            card.zone, card.languages, card.country, self.base_url, self.languages, self.sections,
            sorted(self.pages.items()),
        )  # fmt: skip

    def works(self) -> list[Work]:
        """Return everything there is to make, in a fixed order."""
        prints, common = self.prints, self.common
        force, ties = prints.of_type(*FORCE), prints.of_type(*TIES)
        works = [Work("look", digest(common, _static_digest()), self._look)]
        for each in self.incidents:
            inputs = digest(common, force, prints.of_page(each))
            works.append(Work(f"incident {each}", inputs, partial(self._incident, each)))
        for each in self.people:
            inputs = digest(common, force, ties, prints.of_page(each), self._posts_of(each))
            works.append(Work(f"official {each}", inputs, partial(self._official, each)))
        for key in sorted(self.view.source_cards):
            inputs = digest(common, self._cards, prints.of_source(key))
            works.append(Work(f"source {key}", inputs, partial(self._source, key)))
        works.append(Work("files", digest(common, prints.whole), self._files))
        works.append(Work("lists", digest(common, prints.whole), self._lists))
        if self.publications:
            works.append(Work("publications", digest(common, repr(self.publications)), self._publications))
        return works

    @cached_property
    def _cards(self) -> str:
        return digest(*sorted(repr(card) for card in self.view.source_cards.values()))

    def _posts_of(self, person: str) -> int:
        """What is on record of the posts that somebody held, and of their units, may be on their page."""
        from answerable.conduct.index import index_of

        posts = [tenure.post for tenure in index_of(self.view).tenures_of(person)]
        units = [unit for post in posts if (unit := self.view.ref(post, "unit"))]
        return self.prints.of_near(dict.fromkeys((*posts, *units)))

    # what is made

    def _look(self) -> Made:
        for path in _static_files():
            folder = f"{LOOK}/fonts" if path.parent.name == "fonts" else LOOK
            yield f"{folder}/{path.name}", path.read_bytes()
        yield "index.html", _door(self.editions)

    def _incident(self, incident: str) -> Made:
        found = chains_of(self.view, incident)
        for edition in self.editions:
            for leaf in (incident_leaf(edition, incident), *command_leaves(edition, found)):
                yield leaf.path, framed(edition, leaf)

    def _official(self, person: str) -> Made:
        for edition in self.editions:
            leaf = official_leaf(edition, person)
            yield leaf.path, framed(edition, leaf)

    def _source(self, key: str) -> Made:
        for edition in self.editions:
            leaf = source_leaf(edition, key)
            yield leaf.path, framed(edition, leaf)

    def _files(self) -> Made:
        found = data_files(self.editions[0])
        for name, content in found.items():
            yield f"{FILES}/{name}", content
        sizes = [(name, len(content)) for name, content in found.items()]
        for edition in self.editions:
            leaf = downloads_leaf(edition, sizes)
            yield leaf.path, framed(edition, leaf)

    def _lists(self) -> Made:
        for edition in self.editions:
            entries = tuple(_entries(edition, self.people))
            figures = [figures_leaf(edition)] if "figures" in self.sections else []
            leaves = [
                overview_leaf(edition), *incidents_leaves(edition), map_leaf(edition), timeline_leaf(edition),
                *people_leaves(edition), toll_leaf(edition), *figures, justice_leaf(edition),
                officials_leaf(edition, self.people), sources_leaf(edition), search_leaf(edition),
                *letters_leaves(edition, entries),
            ]  # fmt: skip
            for leaf in leaves:
                yield leaf.path, framed(edition, leaf)
            yield from index_files(edition.language, entries)
            yield f"{edition.language}/feed.xml", feed(edition, news_of(edition))

    def _publications(self) -> Made:
        yield from files_of(self.publications).items()
        for edition in self.editions:
            leaf = publications_leaf(edition, self.publications)
            yield leaf.path, framed(edition, leaf)


def _entries(edition: Edition, people: Iterable[str]) -> Iterator[Entry]:
    """Yield everything that can be found by name."""
    view, language = edition.view, edition.language
    for card in cards(view):
        kind = edition.t("search-incident")
        when = edition.when_of(card.entity)
        place = view.text(card.entity, "place", language)
        meta = ", ".join(text for text in (kind, when, place) if text)
        yield Entry(
            edition.name(card.entity), meta, edition.path_of(card.entity), f"{place} {edition.region(card.region)}"
        )
    for person in people:
        also = " ".join(view.texts(person, "alias"))
        yield Entry(edition.name(person), edition.t("search-official"), edition.path_of(person), also)
    for victim, path in victims_by_page(edition):
        if victim.person and naming_of(view, victim.person) == "name":
            yield Entry(edition.name(victim.person), edition.t("search-harmed"), path)
    for source in view.sources():
        if not source.is_withheld and source.title:
            yield Entry(
                source.title, edition.t("search-source"), page_of(language, "Source", source.key), source.publisher
            )
    for case in view.entities("Proceeding"):
        path = f"{language}/justice.html#{proceeding_mark(case)}"
        yield Entry(edition.name(case), edition.t("search-proceeding"), path)


def _static_digest() -> str:
    return digest(*(sha256(path.read_bytes()).hexdigest() for path in _static_files()))


def _static_files() -> list[Path]:
    """Return the stylesheet, the typefaces and the icon of the installed program, and the site's script."""
    static = Path(answerable.__file__).parent / "web" / "static" / "answerable"
    fonts = sorted(path for path in (static / "fonts").iterdir() if path.suffix in (".woff2", ".txt"))
    return [static / "answerable.css", static / "icon.svg", Path(__file__).parent / "search.js", *fonts]


def _door(editions: Sequence[Edition]) -> str:
    """Return the page at the root: it leads to the languages."""
    from answerable.publish.site.frame import ENDONYMS, POLICY
    from answerable.publish.site.markup import element, entries, escaped

    first = editions[0]
    doors = [
        element("a", f"{one.title} ({ENDONYMS[one.language]})", href=f"{one.language}/index.html",
                lang=one.language, hreflang=one.language)
        for one in editions
    ]  # fmt: skip
    return (
        f'<!doctype html>\n<html lang="{first.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escaped(first.title)}</title>\n"
        f'<link rel="icon" href="{LOOK}/icon.svg" type="image/svg+xml">\n'
        f'<link rel="stylesheet" href="{LOOK}/answerable.css">\n</head>\n<body>\n'
        f'<main class="page"><h1>{escaped(first.title)}</h1>{entries(doors, "plain")}</main>\n</body>\n</html>\n'
    )
