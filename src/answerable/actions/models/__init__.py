"""The tables of urgent actions: `decided` by the team and journaled; `counted`, `mailed` and `writers`."""

from answerable.actions.models.counted import ActionKey, Appeal, Confirmation, Consent, Count, Limit, LimitKey
from answerable.actions.models.decided import Action, Frozen, Imported, Issue, Picture, PostService, Step, Target
from answerable.actions.models.handed_over import HandOver
from answerable.actions.models.mailed import Mail, MailAddress
from answerable.actions.models.writers import Writer, WriterAction

__all__ = [
    "Action",
    "ActionKey",
    "Appeal",
    "Confirmation",
    "Consent",
    "Count",
    "Frozen",
    "HandOver",
    "Imported",
    "Issue",
    "Limit",
    "LimitKey",
    "Mail",
    "MailAddress",
    "Picture",
    "PostService",
    "Step",
    "Target",
    "Writer",
    "WriterAction",
]
