"""The tables of accounts. Like everything in the record, rows are only ever added.

So it can be read who had which role in a dossier on any day, and the journal covers it.
"""

from django.conf import settings
from django.db import models

from answerable.record.models import Dossier


class Admission(models.Model):
    """That a person was given a role in a dossier, or lost it (`role` empty); the latest one counts.

    `circles` are the restricted circles that the person belongs to there, joined by commas.
    """

    number = models.BigAutoField(primary_key=True)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="admissions", db_index=False)
    id = models.CharField(max_length=32)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="admissions", db_index=False)
    role = models.CharField(max_length=12, blank=True)
    circles = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "id"], name="one_admission_per_content")]
        indexes = [models.Index(fields=["user", "dossier"], name="admission_of")]

    def __str__(self) -> str:
        return self.id
