"""Which addresses are one mailbox, by a table; and what is no address."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.actions.mailboxes import canonical_address, read_address
from answerable.kernel.errors import ValueRefusedError

GOLDEN = Path(__file__).parents[1] / "golden" / "mailboxes.csv"
ROWS = list(csv.DictReader(GOLDEN.read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['one']} {row['other']}" for row in ROWS])
def test_two_addresses_are_one_mailbox_as_the_table_says(row) -> None:
    assert (canonical_address(row["one"]) == canonical_address(row["other"])) == (row["same"] == "yes")


@pytest.mark.parametrize(
    "text",
    ["", "@", "ana", "ana@", "@example.org", "ana@localhost", "ana@127.0.0.1", "a b@example.org", "a@b@",
     "ana@example.org\r\nBcc: x@y.org", "ana@exam\nple.org", "a@b.org,c@d.org", "Ana <ana@example.org>", ".a@b.org",
     "a..b@c.org", "a@-b.org", "a@b..org", "x" * 65 + "@example.org", "a@" + "b." * 130 + "org", "a\x00@b.org"],
)  # fmt: skip
def test_what_could_carry_more_than_one_address_is_refused(text) -> None:
    with pytest.raises(ValueRefusedError):
        read_address(text)


@given(st.text(max_size=40))
def test_a_canonical_address_is_its_own_or_is_refused(text) -> None:
    try:
        once = canonical_address(text)
    except ValueRefusedError:
        return
    assert canonical_address(once) == once
