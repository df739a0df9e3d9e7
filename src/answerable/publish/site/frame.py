"""What stands around the content of every page: head, sections, the way to the other language, foot."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from answerable.publish.site.addresses import LOOK, way
from answerable.publish.site.edition import Edition
from answerable.publish.site.markup import NOTHING, Markup, element, escaped, joined, link

POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; script-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
ENDONYMS = {"en": "English", "es": "Español"}


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page before it is framed. `path` is from the root; `data` is what programs read (schema.org).

    `section` is the name of the section that it belongs to; `above` the pages it lies under, as (name, path).
    `twin` is false for a page that only one language has. `has_search` asks for the script of the search.
    """

    path: str
    title: str
    body: Markup
    section: str = ""
    above: Sequence[tuple[str, str]] = ()
    data: Mapping[str, object] | None = None
    meta: Markup = NOTHING
    has_search: bool = False


def framed(edition: Edition, leaf: Leaf) -> str:
    """Return the whole page."""
    t, here = edition.t, leaf.path
    title = leaf.title if leaf.title == edition.title else f"{leaf.title} · {edition.title}"
    return (
        f'<!doctype html>\n<html lang="{edition.language}" dir="ltr">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escaped(title)}</title>\n{_head_links(edition, leaf)}{_data(edition, leaf)}</head>\n<body>\n"
        f'<a class="skip" href="#content">{escaped(t("skip"))}</a>\n'
        f'<header class="masthead"><a class="wordmark" href="{way(here, f"{edition.language}/index.html")}">'
        f"{escaped(t('wordmark'))}</a>\n"
        f'<nav class="sections" aria-label="{escaped(t("sections"))}"><ul>{_sections(edition, leaf)}</ul></nav>'
        f"</header>\n{_context(edition, leaf)}"
        f'<main class="page" id="content">\n{_above(edition, leaf)}<h1>{escaped(leaf.title)}</h1>\n{leaf.meta}'
        f"{leaf.body}\n</main>\n"
        f'<footer class="colophon"><p>{escaped(t("colophon"))}</p>'
        f"<p>{link(way(here, f'{edition.language}/downloads.html'), t('downloads'))} · "
        f"{link(way(here, f'{edition.language}/a-z.html'), t('a-z'))} · "
        f"{link(way(here, f'{edition.language}/feed.xml'), t('feed'))}</p></footer>\n</body>\n</html>\n"
    )


def twin(path: str, language: str) -> str:
    """Return the same page in another language."""
    return f"{language}/{path.partition('/')[2]}"


def _address(edition: Edition, here: str, there: str) -> str:
    """Return the whole address where the site's own is known; search engines want that of the other languages."""
    return f"{edition.base_url}{there}" if edition.base_url else way(here, there)


def _head_links(edition: Edition, leaf: Leaf) -> str:
    here = leaf.path
    parts = [
        f'<link rel="icon" href="{way(here, f"{LOOK}/icon.svg")}" type="image/svg+xml">',
        f'<link rel="stylesheet" href="{way(here, f"{LOOK}/answerable.css")}">',
        (
            f'<link rel="alternate" type="application/atom+xml" title="{escaped(edition.title)}" '
            f'href="{way(here, f"{edition.language}/feed.xml")}">'
        ),
    ]
    if edition.base_url:
        parts.append(f'<link rel="canonical" href="{escaped(edition.base_url + here)}">')
    parts += [
        f'<link rel="alternate" hreflang="{code}" href="{escaped(_address(edition, here, twin(here, code)))}">'
        for code in edition.languages
    ]
    if leaf.has_search:
        index = way(here, f"{edition.language}/search/index.js")
        parts += [f'<script src="{index}" defer></script>',
                  f'<script src="{way(here, f"{LOOK}/search.js")}" defer></script>']  # fmt: skip
    return "\n".join(parts) + "\n"


def _data(edition: Edition, leaf: Leaf) -> str:
    if not leaf.data:
        return ""
    whole = {"@context": "https://schema.org", **leaf.data, "inLanguage": edition.language}
    if edition.base_url:
        whole["url"] = edition.base_url + leaf.path
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>\n'


def _sections(edition: Edition, leaf: Leaf) -> str:
    parts = []
    for name in edition.sections:
        mark = ' aria-current="page"' if name == leaf.section else ""
        path = way(leaf.path, f"{edition.language}/{name}.html")
        parts.append(f'<li><a href="{path}"{mark}>{escaped(edition.t(f"section-{name}"))}</a></li>')
    return "".join(parts)


def _context(edition: Edition, leaf: Leaf) -> str:
    here, spec = leaf.path, edition.view.spec
    items = [link(way(here, f"{edition.language}/index.html"), edition.title)]
    if spec.published_by:
        items.append(Markup(escaped(edition.t("as-public", day=edition.day(spec.published_by)))))
    if spec.recorded_by:
        items.append(Markup(escaped(edition.t("as-recorded", day=edition.day(spec.recorded_by)))))
    others = [
        element("a", ENDONYMS.get(code, code), href=way(here, twin(here, code)), lang=code, hreflang=code)
        for code in edition.languages
        if code != edition.language
    ]
    spans = "".join(
        f'<span class="item {"dossier" if at == 0 else "meta"}">{item}</span>'
        for at, item in enumerate((*items, *others))
    )
    return f'<section class="context" aria-label="{escaped(edition.t("shown"))}"><p>{spans}</p></section>\n'


def _above(edition: Edition, leaf: Leaf) -> str:
    if not leaf.above:
        return ""
    items = [f"<li>{link(way(leaf.path, path), name)}</li>" for name, path in leaf.above]
    return (
        f'<nav class="breadcrumbs" aria-label="{escaped(edition.t("where-you-are"))}"><ol>{"".join(items)}'
        f'<li aria-current="page">{escaped(leaf.title)}</li></ol></nav>\n'
    )


def section_above(edition: Edition, section: str) -> tuple[tuple[str, str], ...]:
    """Return the section that a page lies under."""
    return ((edition.t(f"section-{section}"), f"{edition.language}/{section}.html"),)


def part(title: str, body: str, id_: str | None = None) -> Markup:
    """Return a part of a page under a heading; empty when nothing is in it."""
    mark = f' id="{id_}"' if id_ else ""
    return Markup(f"<h2{mark}>{escaped(title)}</h2>\n{escaped(body)}\n") if body else NOTHING


def paragraphs(texts: Sequence[str]) -> Markup:
    """Return each text as a paragraph."""
    return joined(element("p", text) for text in texts)
