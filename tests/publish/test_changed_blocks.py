"""Two makings of one document, block by block."""

from answerable.publish.changed_blocks import blocks_of, changed_blocks


def test_blocks_are_read_as_a_reader_reads_them():
    assert blocks_of("<h2>The dead</h2><ul><li>18 <b>people</b><sup>3</sup></li></ul><p> In &amp; out </p>") == (
        "The dead",
        "18 people",
        "In & out",
    )


def test_a_changed_a_new_and_a_lost_block_are_told_apart():
    old = "<p>One.</p><p>Seventeen dead.</p><p>Last.</p><p>Gone.</p>"
    new = "<p>One.</p><p>Eighteen dead.</p><p>Also new.</p><p>Last.</p>"

    assert changed_blocks(old, new) == (
        ("Seventeen dead.", "Eighteen dead."),
        ("", "Also new."),
        ("Gone.", ""),
    )


def test_the_same_words_in_other_markup_are_no_change():
    assert changed_blocks("<p>The <b>same</b>.</p>", '<p class="x">The same.</p>') == ()
