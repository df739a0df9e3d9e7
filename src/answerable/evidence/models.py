"""The tables of evidence: files by hash, what was done with each, and its paragraphs.

A file's row and the entries of its custody are only ever added, and the journal covers both. Which source a file
is, and in which language, are entries of custody, so that a correction leaves what it corrects in place.
"""

from django.db import models

from answerable.record.models import Dossier, Source

RECEIVED, PLACED, WITHDRAWN, LANGUAGE = "received", "placed", "withdrawn", "language"


class EvidenceFile(models.Model):
    """One file in one dossier. `text_digest` stands for its paragraphs; `name_as_given` is for the team only."""

    number = models.BigAutoField(primary_key=True)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="files")
    sha256 = models.CharField(max_length=64)
    size_bytes = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    name_as_given = models.CharField(max_length=255, blank=True)
    text_state = models.CharField(max_length=20)
    text_digest = models.CharField(max_length=64)
    language_guess = models.CharField(max_length=12, blank=True)
    notes = models.JSONField(default=list)
    received_at = models.DateTimeField()
    received_by = models.CharField(max_length=150)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "sha256"], name="one_file_per_hash")]

    def __str__(self) -> str:
        return self.sha256[:12]


class Passage(models.Model):
    """One paragraph of a file. `start` and `end` are offsets into its whole text; `folded` is for searching."""

    file = models.ForeignKey(EvidenceFile, models.PROTECT, related_name="passages")
    number = models.IntegerField()
    page = models.IntegerField(null=True)
    text = models.TextField()
    folded = models.TextField()
    start = models.IntegerField()
    end = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="one_passage_per_number")]

    def __str__(self) -> str:
        return f"{self.file_id} {self.number}"


class CustodyEntry(models.Model):
    """What was done with a file, by whom, when: received, placed, withdrawn, its language."""

    number = models.BigAutoField(primary_key=True)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="custody")
    id = models.CharField(max_length=32)
    file = models.ForeignKey(EvidenceFile, models.PROTECT, related_name="custody")
    act = models.CharField(max_length=12)
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="custody")
    value = models.CharField(max_length=255, blank=True)
    why = models.TextField(blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "id"], name="one_custody_entry_per_content")]
        indexes = [models.Index(fields=["dossier", "act"], name="custody_act")]

    def __str__(self) -> str:
        return self.id
