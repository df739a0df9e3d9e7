"""One official's whole file, for a prosecutor: what sources say, where, what is denied, and what is missing.

It is HTML for `documents`. From the public view it holds only what everybody may read; from the team's it says so
on its first page.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from answerable.conduct import account_of
from answerable.publish.filling import filled
from answerable.publish.person_parts import (
    WORDS,
    Setting,
    asked,
    cases,
    facts,
    incidents,
    lanes,
    of_item,
    posts,
    setting_of,
    shown,
)
from answerable.publish.person_tests import gaps, patterns, tests
from answerable.publish.wording import date_text_words, day_words, made_language, read_words, word
from answerable.record.claims import ReadableSource
from answerable.record.view import View

TEMPLATE = "person_dossier.html"
SOURCES = "person_sources.html"


def person_title(view: View, person: str, language: str) -> str:
    """Return the title of an official's file."""
    own = setting_of(view, view.require(person, "Person"), made_language(language), date.min)
    return own.said("title", name=own.named(own.person))


def person_dossier(view: View, person: str, language: str, day: date, *, framework_ids: Sequence[str] = ()) -> str:
    """Return an official's file as HTML.

    Args:
        view: the reader's; a public one gives a file that everybody may read.
        person: the id of the official.
        language: of the file.
        day: on which it is made, in the dossier's zone; what is due and stages are told as of it.
        framework_ids: the legal tests to hold against the record; all that are about people if none is named.

    Raises:
        NotFoundError: the view holds no such person.
    """
    own = setting_of(view, view.require(person, "Person"), made_language(language), day)
    account = account_of(view, own.person)
    answered = list({item.entity: item for item in account.replies}.values())
    values: dict[str, Any] = {
        "title": own.said("title", name=own.named(own.person)),
        "conditions": _conditions(own),
        "is_for_team": not own.is_public,
        "facts": list(facts(own)),
        "posts": posts(own, account.tenures),
        "incidents": incidents(own, account.incidents),
        "answers": [of_item(own, item) for item in answered],
        "asked": asked(own),
        "lanes": lanes(own, account, frozenset(item.entity for item in answered)),
        "patterns": patterns(own),
        "tests": tests(own, framework_ids),
        "proceedings": cases(own),
        "gaps": gaps(own, framework_ids),
    }
    values["others"] = [{"html": shown(own, record)} for record in own.records.others()]
    values["words"] = _words(own)
    body = own.notes.numbered(filled(TEMPLATE, values))
    tail = {"words": values["words"], "sources": source_rows(own), "notes": own.notes.listed()}
    return body + filled(SOURCES, tail)


def _words(own: Setting) -> dict[str, str]:
    """Return every sentence of the file that needs nothing filled in, and those that need the same everywhere."""
    dossier = own.view.dossier.title(own.language)
    audience = own.said("audience-public" if own.is_public else "audience-team")
    filled_in = {
        "standfirst": own.said("standfirst", name=own.named(own.person)),
        "made": own.said("made", day=day_words(own.day, own.language), dossier=dossier, audience=audience),
        "others": own.said("lane-others"),
    }  # fmt: skip
    plain = {
        name.replace("-", "_"): told[own.language]
        for name, told in read_words(WORDS).items()
        if isinstance(told[own.language], str) and "{" not in told[own.language]
    }
    return plain | filled_in


def _conditions(own: Setting) -> list[str]:
    """Return what narrows the view, in sentences."""
    spec, said = own.view.spec, []
    if spec.published_by:
        said.append(own.said("as-published", day=day_words(spec.published_by, own.language)))
    if spec.recorded_by:
        said.append(own.said("as-recorded", day=day_words(spec.recorded_by, own.language)))
    if spec.without:
        said.append(own.said("without", names=", ".join(sorted(spec.without))))
    return said


def source_rows(own: Setting) -> list[dict[str, str]]:
    """Return each source that the notes cite, for the list at the end."""
    return [_source(own, source, numbers) for source, numbers in own.notes.sources()]


def _source(own: Setting, source: ReadableSource, numbers: Sequence[int]) -> dict[str, str]:
    if source.is_withheld:
        told = source.attribution or word("withheld-source", own.language)
        return {"key": "", "title": told, "more": own.said("withheld"), "published": "", "reliability": "",
                "cited": _runs(numbers)}  # fmt: skip
    more = [source.publisher, source.url, f"SHA-256 {source.sha256}" if source.sha256 else ""]
    return {
        "key": f"{source.key}: ",
        "title": source.title,
        "more": " · ".join(part for part in more if part),
        "published": date_text_words(source.published or source.created, own.language),
        "reliability": source.reliability,
        "cited": _runs(numbers),
    }


def _runs(numbers: Sequence[int]) -> str:
    """Return numbers in order, runs of three and more as '3–7'."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)
