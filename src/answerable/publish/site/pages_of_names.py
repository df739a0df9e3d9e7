"""Everything by name: the search, and the same without a script as lists from A to Z."""

from collections.abc import Iterable, Sequence

from answerable.kernel.texts import fold
from answerable.publish.site.addresses import way
from answerable.publish.site.edition import Edition
from answerable.publish.site.frame import Leaf
from answerable.publish.site.markup import NOTHING, Markup, entries, escaped, joined, link
from answerable.publish.site.pages_of_lists import chunks
from answerable.publish.site.search_index import Entry


def letters_leaves(edition: Edition, found: Iterable[Entry]) -> list[Leaf]:
    """Return everything by name: the search without a script; each letter of a large dossier on its own pages."""
    t = edition.t
    by_letter: dict[str, list[Entry]] = {}
    for entry in sorted(found, key=lambda one: (fold(one.name), one.path)):
        first = fold(entry.name)[:1]
        by_letter.setdefault(first.upper() if first.isalpha() else "0–9", []).append(entry)
    pages = {
        letter: [(f"{edition.language}/a-z/{_letter_file(letter)}{f'-{at + 1}' if at else ''}.html", chunk)
                 for at, chunk in enumerate(chunks(of))]
        for letter, of in by_letter.items()
    }  # fmt: skip
    home = f"{edition.language}/a-z.html"
    doors = [
        joined((Markup(f"<strong>{escaped(letter)}</strong>"),
                joined((link(way(home, path), _range(chunk)) for path, chunk in of), ", ")), " ")
        for letter, of in pages.items()
    ]  # fmt: skip
    data = {"@type": "CollectionPage", "name": t("a-z")}
    leaves = [Leaf(home, t("a-z"), entries(doors, "plain"), "", (), data)]
    for letter, of in pages.items():
        for at, (here, chunk) in enumerate(of):
            items = [joined((link(way(here, one.path), one.name), one.kind), ", ") for one in chunk]
            title = (
                t("letter", letter=letter) if at == 0 else t("page-of", name=t("letter", letter=letter), n=at + 1)
            )
            leaves.append(Leaf(here, title, entries(items, "plain"), "", ((t("a-z"), home),), data))
    return leaves


def _letter_file(letter: str) -> str:
    plain = fold(letter)
    return plain if plain.isascii() and plain.isalpha() else f"u{ord(letter[0]):x}"


def _range(chunk: Sequence[Entry]) -> str:
    first, last = chunk[0].name, chunk[-1].name
    return first if first == last else f"{first} – {last}"


def search_leaf(edition: Edition) -> Leaf:
    """Return the page of the search; without a script it says where the list by name is."""
    t, here = edition.t, f"{edition.language}/search.html"
    words = {"none": t("search-none"), "more": t("search-more"), "failed": t("search-failed")}
    attributes = " ".join(f'data-{name}="{escaped(text)}"' for name, text in words.items())
    a_to_z = link(way(here, f"{edition.language}/a-z.html"), t("a-z"))
    body = Markup(
        '<div class="with-script"><form class="row-form" id="search-form"><div class="grow">'
        f'<label for="q">{escaped(t("search-label"))}</label>'
        '<input id="q" type="search" autocomplete="off" aria-describedby="search-state"></div></form></div>'
        '<p id="search-state" role="status" class="small soft"></p>'
        f'<ul class="entries" id="search-found" {attributes}></ul>'
        f'<p class="without-script">{escaped(t("search-without"))} {a_to_z}</p>'
    )
    data = {"@type": "SearchResultsPage", "name": t("section-search")}
    return Leaf(here, t("section-search"), body, "search", (), data, NOTHING, has_search=True)
