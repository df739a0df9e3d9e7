"""What a recorded duty to report would have brought up to a person. It is never counted as known."""

from answerable.conduct.answers import Expected
from answerable.record.view import View


def expected_of(view: View, person: str) -> tuple[Expected, ...]:
    """Return what duties to report would have brought to a person from somebody below whom a claim says was told."""
    del view, person
    return ()
