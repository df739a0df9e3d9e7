"""What is counted: one row an appeal, held apart from who wrote it by a key that is destroyed at the close.

Nothing here enters the journal, for it must be possible to forget it. No address of a machine is kept, and of the
time no more than the day.
"""

from django.db import models


class ActionKey(models.Model):
    """The secret by which the writers of one action become keys. `secret` is gone once the action is closed."""

    action = models.OneToOneField("actions.Action", models.PROTECT, related_name="key")
    secret = models.BinaryField(null=True)
    destroyed_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.action_id}"


class Appeal(models.Model):
    """The ledger: what one writer did for one issue, towards one target, by one channel. Counted once.

    `writer_key` is an HMAC under the action's secret, of the writer's address or, where none was given, of the
    form's token; after the close a random value. `channel` and `state` are words of `counting`. `likeness` to the
    model letter runs from 0 to 1.
    """

    number = models.BigAutoField(primary_key=True)
    issue = models.ForeignKey("actions.Issue", models.PROTECT, related_name="appeals", db_index=False)
    writer_key = models.CharField(max_length=64)
    target = models.CharField(max_length=60, blank=True)
    channel = models.CharField(max_length=12)
    language = models.CharField(max_length=12)
    state = models.CharField(max_length=12)
    is_late = models.BooleanField(default=False)
    day = models.DateField()
    likeness = models.FloatField(null=True)
    held_for = models.CharField(max_length=20, blank=True)
    confirmation = models.ForeignKey("actions.Confirmation", models.SET_NULL, null=True, related_name="appeals")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "writer_key", "target", "channel"], name="one_appeal_per_writer_target_channel"
            )
        ]
        indexes = [models.Index(fields=["issue", "channel", "state", "is_late"], name="appeals_as_counted")]

    def __str__(self) -> str:
        return f"{self.number}"


class Confirmation(models.Model):
    """A link that was mailed, kept as a hash. `purpose`: letter, updates, sign-in. Used once."""

    digest = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=10)
    issue = models.ForeignKey("actions.Issue", models.PROTECT, null=True, related_name="+")
    writer = models.ForeignKey("actions.Writer", models.CASCADE, null=True, related_name="+")
    language = models.CharField(max_length=12)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.purpose}"


class Consent(models.Model):
    """What somebody agreed to: `kind` letter (names the receiver) or updates; the wording by its version."""

    appeal = models.ForeignKey(Appeal, models.CASCADE, null=True, related_name="consents")
    writer = models.ForeignKey("actions.Writer", models.CASCADE, null=True, related_name="consents")
    kind = models.CharField(max_length=10)
    wording = models.CharField(max_length=20)
    language = models.CharField(max_length=12)
    receiver = models.CharField(max_length=2, blank=True)
    day = models.DateField()
    withdrawn_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.wording}"


class Count(models.Model):
    """The projection of the ledger that pages show; `through` is the last appeal in it. Made anew on command."""

    issue = models.ForeignKey("actions.Issue", models.CASCADE, related_name="counts")
    channel = models.CharField(max_length=12)
    state = models.CharField(max_length=12)
    is_late = models.BooleanField(default=False)
    value = models.IntegerField()
    through = models.BigIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issue", "channel", "state", "is_late"], name="one_count_per_word")
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.state} {self.value}"


class LimitKey(models.Model):
    """The day's key for limits. Deleted after two days; what was hashed under it then says nothing."""

    day = models.DateField(unique=True)
    secret = models.BinaryField()

    def __str__(self) -> str:
        return self.day.isoformat()


class Limit(models.Model):
    """How often something was done in a window: `who` is a hash under the day's key."""

    what = models.CharField(max_length=20)
    who = models.CharField(max_length=64)
    window = models.DateTimeField()
    times = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["what", "who", "window"], name="one_limit_per_window")]

    def __str__(self) -> str:
        return f"{self.what} {self.times}"
