"""Reads the frameworks, and refuses by file and line what would only fail later, as an empty cell or a wrong sum.

Three folders, each read whole: `frameworks` with one file a framework, `leaves` with questions that several of
them share, `indicators` with queries that several questions share.
"""

import re
from functools import cache
from pathlib import Path
from typing import Literal, cast, get_args

from answerable.assess.answers import SUBJECTS, Dispute, Element, Framework, Mark, SourceText, Subject
from answerable.assess.marked_yaml import Part, read_parts
from answerable.assess.reading_elements import VOCABULARY, Shelf, read_elements, read_shelf
from answerable.assess.reading_queries import one_of, words_of
from answerable.assess.texts_in_force import Version, in_language, texts
from answerable.kernel.errors import NotFoundError, UserError
from answerable.kernel.times import Blur, parse_blur

HERE = Path(__file__).parent
ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
FRAMEWORK_KEYS = frozenset(
    {"id", "version", "about", "language", "jurisdiction", "titles", "summary", "excludes", "texts", "disputes"}
) | {"elements"}
TEXT_KEYS = frozenset({"key", "norm", "article", "valid_from", "valid_to", "mark", "note"})


def read_framework(path: Path, shelf: Shelf) -> Framework:
    """Return the framework that a file holds.

    Raises:
        ValueRefusedError: the file is wrong; the message gives the line and what to do.
    """
    part = read_parts(path)
    part.only(FRAMEWORK_KEYS)
    name = part.need("id")
    if not ID.fullmatch(name.text()) or name.text() != path.stem:
        raise name.refused(
            f"'{name.text()}' is no id for this file.", f"Write '{path.stem}', as the file is called."
        )
    sources = tuple(_source(one) for one in part.need("texts").each())
    elements = read_elements(part.need("elements"), shelf, tuple(source.key for source in sources))
    excludes = part.get("excludes")
    excluded = (
        tuple(one_of(one, shelf.mental, "level of knowledge") for one in excludes.each()) if excludes else ()
    )
    _refuse_excluded(part, elements, excluded)
    return Framework(
        id=name.text(),
        version=part.need("version").text(),
        about=_about(part.need("about")),
        language=part.need("language").text(),
        jurisdiction=words_of(part.get("jurisdiction"), part, "jurisdiction"),
        titles=words_of(part.get("titles"), part, "titles"),
        summary=words_of(part.get("summary"), part, "summary"),
        excludes=excluded,
        texts=sources,
        disputes=_disputes(part.get("disputes"), elements),
        elements=elements,
    )


def _about(part: Part) -> tuple[Subject, ...]:
    return tuple(cast(Subject, one_of(one, tuple(SUBJECTS), "kind of subject")) for one in part.each())


def _refuse_excluded(part: Part, elements: tuple[Element, ...], excluded: tuple[str, ...]) -> None:
    """Refuse a leaf that asks for a level of knowledge which the framework says it never asks for."""
    for element in elements:
        if element.mental in excluded:
            own = next(one for one in part.need("elements").each() if one.need("code").text() == element.code)
            raise own.refused(
                f"'{element.code}' asks for '{element.mental}', which this framework excludes.",
                "Take the leaf out; this test has a higher standard of knowledge.",
            )


def _source(part: Part) -> SourceText:
    """Return a text that the file describes, or one of texts.yaml by its id."""
    if not isinstance(part.value, dict):
        return _registered(part)
    part.only(TEXT_KEYS)
    dates = [part.get(key) for key in ("valid_from", "valid_to")]
    for each in dates:
        _check_date(each)
    article = part.get("article")
    return SourceText(
        key=part.need("key").text(),
        norm=words_of(part.get("norm"), part, "norm"),
        article=article.text() if article else "",
        valid_from=dates[0].text() if dates[0] else "",
        valid_to=dates[1].text() if dates[1] else "",
        mark=cast(Mark, one_of(part.need("mark"), get_args(Mark), "mark")),
        note=words_of(part.get("note"), part, "note", required=False),
    )


def _registered(part: Part) -> SourceText:
    known = texts()
    found = known[one_of(part, tuple(known), "text of texts.yaml")]
    last: Version = found.versions[-1]
    mark: Mark = "lawyer" if any(version.must_be_checked for version in found.versions) else "text"
    return SourceText(
        key=found.id,
        norm=found.title,
        article="",
        valid_from=_blur_text(found.versions[0].first),
        valid_to=_blur_text(last.last),
        mark=mark,
        note=last.note,
        registry=found.id,
    )


def _blur_text(blur: Blur | None) -> str:
    """Return a date text: a day, or the days between which it lies."""
    if blur is None or blur.earliest is None or blur.latest is None:
        return ""
    if blur.earliest == blur.latest:
        return blur.earliest.isoformat()
    return f"[{blur.earliest.isoformat()}..{blur.latest.isoformat()}]"


def _check_date(part: Part | None) -> None:
    try:
        if part:
            parse_blur(part.text())
    except UserError as error:
        raise part.refused(error.what, error.remedy) from None  # type: ignore[union-attr]


def _disputes(part: Part | None, elements: tuple[Element, ...]) -> tuple[Dispute, ...]:
    codes = tuple(element.code for element in elements)
    found = []
    for one in part.each() if part else ():
        one.only(frozenset({"element", "words"}))
        about = one.get("element")
        found.append(
            Dispute(
                one_of(about, codes, "element of this framework") if about else "",
                words_of(one.get("words"), one, "words"),
            )
        )
    return tuple(found)


def read_frameworks(folder: Path) -> dict[str, Framework]:
    """Return every framework of a folder that holds `frameworks`, `leaves` and `indicators`, by id.

    Raises:
        ValueRefusedError: a file is wrong.
    """
    shelf = read_shelf(folder)
    for name in shelf.indicators:
        shelf.indicators.query(name)
    found = (read_framework(path, shelf) for path in sorted((folder / "frameworks").glob("*.yaml")))
    return {each.id: each for each in found}


@cache
def _ours() -> dict[str, Framework]:
    return read_frameworks(HERE)


def frameworks() -> tuple[Framework, ...]:
    """Return every framework of this installation: those about people, about incidents, about proceedings."""
    order = tuple(SUBJECTS)
    return tuple(sorted(_ours().values(), key=lambda each: (order.index(each.about[0]), each.id)))


def framework(framework_id: str) -> Framework:
    """Return one framework.

    Raises:
        NotFoundError: there is none by this id.
    """
    found = _ours().get(framework_id)
    if found is None:
        raise NotFoundError(
            f"There is no framework '{framework_id[:60]}'.", remedy=f"Use one of: {', '.join(sorted(_ours()))}."
        )
    return found


@cache
def _vocabulary() -> Part:
    return read_parts(VOCABULARY)


def kinds() -> tuple[str, ...]:
    """Return the kinds of element, in the order in which a comparison shows them."""
    return _vocabulary().need("kinds").keys()


def label(group: Literal["kinds", "mental"], code: str, language: str) -> str:
    """Return the words for a kind of element or a level of knowledge; the code itself where there are none."""
    known = _vocabulary().need(group).get(code)
    return in_language(words_of(known, known, code), language) if known else code
