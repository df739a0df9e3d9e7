"""HTML written piece by piece: text is escaped unless it is markup already.

Small and quick on purpose: a site has tens of thousands of pages, each of hundreds of pieces.
"""

from collections.abc import Iterable

VOID = frozenset({"meta", "link", "img", "input", "br", "hr"})


class Markup(str):
    """Text that is HTML already and is not escaped again."""

    __slots__ = ()


NOTHING = Markup("")


def escaped(text: str) -> str:
    """Return text as it may stand in HTML, also inside an attribute in double quotes."""
    if isinstance(text, Markup):
        return text
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;") if '"' in text else text


def element(name: str, *children: str, **attributes: str | float | None) -> Markup:
    """Return one element; `class_` gives the attribute class, `data_label` gives data-label.

    A child that is plain text is escaped. An attribute of None is left out.
    """
    head = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escaped(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in VOID:
        return Markup(f"<{name}{head}>")
    return Markup(f"<{name}{head}>{''.join(map(escaped, children))}</{name}>")


def joined(parts: Iterable[str], between: str = "") -> Markup:
    """Return parts one after another, each escaped unless it is markup, with `between` between those not empty."""
    return Markup(escaped(between).join(escaped(part) for part in parts if part))


def link(href: str, *children: str, class_: str | None = None) -> Markup:
    """Return a link."""
    css = f' class="{class_}"' if class_ else ""
    return Markup(f'<a href="{escaped(href)}"{css}>{"".join(map(escaped, children))}</a>')


def heading(level: int, text: str, id_: str | None = None) -> Markup:
    """Return a heading of a level, with a mark to lead to."""
    mark = f' id="{id_}"' if id_ else ""
    return Markup(f"<h{level}{mark}>{escaped(text)}</h{level}>")


def entries(items: Iterable[str], class_: str = "entries") -> Markup:
    """Return a list; empty when nothing is in it. A `plain` one has no class."""
    inside = "".join(f"<li>{escaped(item)}</li>" for item in items if item)
    css = f' class="{class_}"' if class_ != "plain" else ""
    return Markup(f"<ul{css}>{inside}</ul>") if inside else NOTHING


def facts(pairs: Iterable[tuple[str, str]]) -> Markup:
    """Return terms with what is known of each; those with nothing are left out."""
    inside = "".join(f"<dt>{escaped(term)}</dt><dd>{escaped(value)}</dd>" for term, value in pairs if value)
    return Markup(f'<dl class="facts">{inside}</dl>') if inside else NOTHING


def table(caption: str, heads: Iterable[str], rows: Iterable[Iterable[str]], numbers: frozenset[int] = frozenset()
          ) -> Markup:  # fmt: skip
    """Return a table that becomes a list of short blocks on a phone; the first column heads each row.

    Args:
        caption: what the table holds; also its name for those who cannot see it.
        heads: the columns' names.
        rows: the cells of each row, in the order of the heads.
        numbers: the places of the columns that hold numbers.
    """
    names = tuple(heads)
    css = dict.fromkeys(numbers, ' class="number"')
    head = "".join(f'<th scope="col"{css.get(at, "")}>{escaped(name)}</th>' for at, name in enumerate(names))
    labels = [f' data-label="{escaped(name)}"' for name in names]
    body = []
    for row in rows:
        cells = [
            f'<th scope="row">{escaped(cell)}</th>' if at == 0
            else f"<td{css.get(at, '')}{labels[at] if cell else ''}>{escaped(cell)}</td>"
            for at, cell in enumerate(row)
        ]  # fmt: skip
        body.append(f"<tr>{''.join(cells)}</tr>")
    said = escaped(caption)
    return Markup(
        f'<div class="table stack" role="region" aria-label="{said}" tabindex="0"><table><caption>{said}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )
