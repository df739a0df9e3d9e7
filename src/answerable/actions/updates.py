"""News by mail: who hears of an issue that went out, and how it ends with one click."""

from answerable.actions.models import Issue


def tell(issue: Issue) -> int:
    """Queue one mail for each writer who follows the case or one of its themes; return how many.

    Call it after publishing an update or closing, and after a stop, once the transaction is through. A second call
    for the same event queues nothing.
    """
    raise NotImplementedError
