"""What came from another section and what came back to one: kept whole, under the journal."""

from django.db import models

from answerable.actions.models.decided import Decided, Issue


class HandOver(Decided):
    """One package that was taken in. `act`: taken (an issue), returned (counts of an issue of ours).

    `digest` is the SHA-256 that the package bears, `section` who handed it over, `content` all that it says.
    """

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="hand_overs")
    act = models.CharField(max_length=10)
    section = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    content = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issue", "digest"], name="one_hand_over_per_package")]

    def __str__(self) -> str:
        return f"{self.issue_id} {self.act}"
