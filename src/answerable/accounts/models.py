"""The tables of accounts: one row for each person's role in a dossier."""

from django.conf import settings
from django.db import models

from answerable.record.models import Dossier


class Membership(models.Model):
    """A person's role in a dossier, and the restricted circles that they belong to there."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=12)
    circles = models.TextField(blank=True)
    since = models.DateTimeField()
    admitted_by = models.CharField(max_length=150)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "dossier"], name="one_role_per_dossier")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.dossier_id} {self.role}"
