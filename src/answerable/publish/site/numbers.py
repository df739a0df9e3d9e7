"""Numbers as each speaker stated them, who is counted, and as of when: never made into one."""

from collections.abc import Iterable

from answerable.casualties.tolls import StatedCount, series
from answerable.publish.site.edition import Edition
from answerable.publish.site.markup import NOTHING, Markup, element, entries, escaped, joined, table


def speaker_of(edition: Edition, here: str, count: StatedCount) -> Markup:
    """Return who states a number: the speaker that the claim names, else its source."""
    if count.speaker:
        return edition.link(here, count.speaker)
    claim = edition.view.claim(count.claims[0])
    return Markup(escaped(edition.source(claim)))


def number_of(edition: Edition, count: StatedCount) -> str:
    """Return a stated number with its bounds, or the words in which it was given."""
    if count.value is not None:
        return str(count.value)
    if count.at_least is not None and count.at_most is not None:
        return f"{count.at_least}–{count.at_most}"
    if count.at_least is not None:
        return edition.t("at-least", n=count.at_least)
    if count.at_most is not None:
        return edition.t("at-most", n=count.at_most)
    return edition.view.text(count.tally, "words", edition.language) or count.words


def count_table(edition: Edition, here: str, counts: Iterable[StatedCount], caption: str = "") -> Markup:
    """Return stated counts as a table, by day; empty when there are none."""
    t, found = edition.t, tuple(counts)
    shows_what = len({count.what for count in found}) > 1
    rows = []
    for count in found:
        definition = edition.view.text(count.tally, "definition", edition.language) or count.definition
        what = edition.choice("Tally", "what", count.what)
        rows.append(
            (
                edition.blur(count.as_of) if count.as_of else t("undated"),
                number_of(edition, count),
                *((what,) if shows_what else ()),
                speaker_of(edition, here, count),
                definition,
                edition.claim_cites(here, count.claims),
            )
        )
    whats = (t("what-counted"),) if shows_what else ()
    heads = (t("as-of"), t("number"), *whats, t("speaker"), t("who-counted"), t("source"))
    return table(caption or t("numbers-stated"), heads, rows, frozenset({1})) if rows else NOTHING


def step_list(edition: Edition, here: str, counts: Iterable[StatedCount]) -> Markup:
    """Return how the number of each speaker under one definition went from day to day, as lists of steps."""
    items = []
    for line in series(counts):
        if len(line.counts) < 2:
            continue
        first = line.counts[0]
        definition = edition.view.text(first.tally, "definition", edition.language) or line.definition
        head = joined((speaker_of(edition, here, first), definition), ": ")
        steps = "".join(
            f"<li>{escaped(edition.blur(one.as_of) if one.as_of else edition.t('undated'))}: "
            f"<strong>{escaped(number_of(edition, one))}</strong></li>"
            for one in line.counts
        )
        items.append(joined((element("h3", head), Markup(f"<ol>{steps}</ol>"))))
    return entries(items)
