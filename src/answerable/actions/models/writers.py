"""Writers who want an account: their address, what they wish to hear, and what they did, if they want a list."""

from django.db import models


class Writer(models.Model):
    """Somebody who asked for an account. `address` as typed, `canonical` to find it again; both go with the row.

    `state`: unconfirmed, confirmed. `cases` and `themes` are what news is wanted of; `code` is in the links of
    news, so that one click ends them. `keeps_list`: they asked for a list of their own actions.
    """

    number = models.BigAutoField(primary_key=True)
    dossier = models.ForeignKey("record.Dossier", models.PROTECT, related_name="+")
    address = models.CharField(max_length=320)
    canonical = models.CharField(max_length=320)
    language = models.CharField(max_length=12)
    state = models.CharField(max_length=12)
    code = models.CharField(max_length=64, unique=True)
    cases = models.JSONField(default=list)
    themes = models.JSONField(default=list)
    keeps_list = models.BooleanField(default=False)
    since = models.DateField()
    last_seen = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "canonical"], name="one_writer_per_address")]

    def __str__(self) -> str:
        return f"{self.number}"


class WriterAction(models.Model):
    """One line of somebody's own list: which issue, by which channel, in which week. Expires after a year."""

    writer = models.ForeignKey(Writer, models.CASCADE, related_name="actions")
    issue = models.ForeignKey("actions.Issue", models.PROTECT, related_name="+")
    channel = models.CharField(max_length=12)
    week = models.DateField()
    until = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["writer", "issue", "channel"], name="one_line_per_own_action")
        ]

    def __str__(self) -> str:
        return f"{self.week}"
