"""A mail of the queue as the message that leaves: whose it is, who answers, where it bounces to.

The sender is always an address of ours, for a writer's own domain would disown it (DMARC); the writer's name stands
before it and answers go to the writer. Nothing in a message tells whether it was opened.
"""

from email.message import EmailMessage

from answerable.actions.models import Mail


def message_of(mail: Mail) -> EmailMessage:
    """Return the message; the same mail gives the same Message-ID each time."""
    raise NotImplementedError
