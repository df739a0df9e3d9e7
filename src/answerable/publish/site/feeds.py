"""The feed of each language, the map of the site for search engines, and the rules for robots.

Days come from the sources; no clock is read.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_URL, uuid5

from answerable.kernel.errors import DateUnclearError
from answerable.kernel.times import parse_blur
from answerable.publish.site.addresses import page_of
from answerable.publish.site.edition import Edition
from answerable.publish.site.markup import escaped

NEWEST = 40
MOST_ADDRESSES = 40_000
EARLIEST = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class News:
    """One entry of the feed: what came out, on which day, and its page."""

    title: str
    day: date
    path: str
    words: str


def news_of(edition: Edition) -> list[News]:
    """Return the sources that came out last, newest first; one that is withheld is no news."""
    view, found = edition.view, []
    for source in view.sources():
        day = _day(source.published)
        if day and not source.is_withheld and view.claims_from(source.key):
            words = edition.t("claims-count", count=len(view.claims_from(source.key)))
            path = page_of(edition.language, "Source", source.key)
            publisher = "" if source.publisher in source.title else source.publisher
            title = ", ".join(text for text in (source.title or source.key, publisher) if text)
            found.append(News(title, day, path, words))
    return sorted(found, key=lambda one: (one.day, one.path), reverse=True)[:NEWEST]


def _day(text: str) -> date | None:
    try:
        return parse_blur(text).latest if text else None
    except DateUnclearError:
        return None


def feed(edition: Edition, news: Sequence[News]) -> str:
    """Return the feed of one language. Source: RFC 4287."""
    base = edition.base_url
    updated = max((one.day for one in news), default=EARLIEST)
    own = _id(edition, "feed")
    entries = "".join(_entry(edition, one) for one in news)
    myself = f'<link rel="self" href="{escaped(f"{base}{edition.language}/feed.xml")}"/>\n' if base else ""
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" '
        f'xml:lang="{edition.language}">\n<id>{own}</id>\n<title>{escaped(edition.title)}</title>\n'
        f"<updated>{_moment(updated)}</updated>\n<author><name>{escaped(edition.title)}</name></author>\n{myself}"
        f'<link rel="alternate" href="{escaped(_link(edition, "index.html"))}"/>\n{entries}</feed>\n'
    )


def _id(edition: Edition, what: str) -> str:
    where = edition.base_url or edition.view.dossier.id
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{where}|{edition.language}|{what}')}"


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _link(edition: Edition, path: str) -> str:
    """Return the address of a page; relative to the feed, which lies in the language's folder, if that is all."""
    return f"{edition.base_url}{edition.language}/{path}" if edition.base_url else path


def _entry(edition: Edition, one: News) -> str:
    path = one.path.removeprefix(f"{edition.language}/")
    return (
        f"<entry><id>{_id(edition, one.path)}</id><title>{escaped(one.title)}</title>"
        f'<updated>{_moment(one.day)}</updated><link href="{escaped(_link(edition, path))}"/>'
        f"<summary>{escaped(one.words)}</summary></entry>\n"
    )


def sitemaps(base_url: str, paths: Iterable[str], languages: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the maps of the site, by path; of a very large one an index of several. Needs the site's address.

    Source: the sitemap protocol 0.9, which takes whole addresses only, and not more than 50,000 in a file.
    """
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    every = sorted(paths)
    chunks = [every[at : at + MOST_ADDRESSES] for at in range(0, len(every), MOST_ADDRESSES)]
    names = ["sitemap.xml"] if len(chunks) < 2 else [f"sitemap-{at + 1}.xml" for at in range(len(chunks))]
    known = frozenset(every)
    for name, chunk in zip(names, chunks, strict=True):
        rows = "".join(_address(base_url, path, languages, known) for path in chunk)
        yield name, f"{head}<urlset {space}>\n{rows}</urlset>\n"
    if len(chunks) > 1:
        rows = "".join(f"<sitemap><loc>{escaped(base_url + name)}</loc></sitemap>\n" for name in names)
        yield (
            "sitemap.xml",
            f'{head}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</sitemapindex>\n',
        )


def _address(base_url: str, path: str, languages: Sequence[str], known: frozenset[str]) -> str:
    tail = path.partition("/")[2]
    twins = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{escaped(f"{base_url}{code}/{tail}")}"/>'
        for code in languages
        if f"{code}/{tail}" in known
    )
    return f"<url><loc>{escaped(base_url + path)}</loc>{twins}</url>\n"


def robots(base_url: str) -> str:
    """Return the rules for robots: everything here is public."""
    where = f"Sitemap: {base_url}sitemap.xml\n" if base_url else ""
    return f"User-agent: *\nAllow: /\n{where}"
