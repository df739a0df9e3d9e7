"""The tables of publications. Like everything in the record, rows are only ever added, under the journal.

What state a publication is in follows from its rows (see `life`); it is stored nowhere. The bytes of files stand
apart: the snapshot, which the journal covers, holds the hash of each.
"""

from django.db import models


class Publication(models.Model):
    """Something to be said: `slug` is its address, `kind` the form that it takes."""

    number = models.BigAutoField(primary_key=True)
    dossier = models.ForeignKey("record.Dossier", models.PROTECT, related_name="publications")
    id = models.CharField(max_length=32)
    slug = models.SlugField(max_length=60)
    kind = models.CharField(max_length=30)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "slug"], name="one_publication_per_slug"),
            models.UniqueConstraint(fields=["dossier", "id"], name="one_publication_per_content"),
        ]

    def __str__(self) -> str:
        return self.slug


class PublicationText(models.Model):
    """One version of its text in one language; the latest of each language counts. Empty: no longer in it."""

    number = models.BigAutoField(primary_key=True)
    dossier = models.ForeignKey("record.Dossier", models.PROTECT, related_name="+", db_index=False)
    publication = models.ForeignKey(Publication, models.PROTECT, related_name="texts")
    id = models.CharField(max_length=32)
    language = models.CharField(max_length=12)
    version = models.IntegerField()
    markdown = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["publication", "language", "version"], name="one_text_per_version")
        ]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.language} {self.version}"


class Approval(models.Model):
    """One step on the way out: submitted, approved, sent-back, embargoed, withdrawn.

    `versions` are the versions of the texts that it speaks of; `saw` is the digest of what they said then.
    """

    number = models.BigAutoField(primary_key=True)
    dossier = models.ForeignKey("record.Dossier", models.PROTECT, related_name="+", db_index=False)
    publication = models.ForeignKey(Publication, models.PROTECT, related_name="steps")
    id = models.CharField(max_length=32)
    step = models.CharField(max_length=12)
    versions = models.JSONField(default=dict)
    saw = models.CharField(max_length=64, blank=True)
    words = models.TextField(blank=True)
    until = models.DateTimeField(null=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)

    def __str__(self) -> str:
        return f"{self.publication_id} {self.step}"


class Snapshot(models.Model):
    """What was published, with the place in the journal, the view, every value, and the hash of every output.

    `number` counts the snapshots of one publication from 1. `texts`, `html` and `titles` are by language; `values`
    lists, by language, each reference in order with its value, claims and sentence; `outputs` gives the SHA-256 by
    language and form.
    """

    row = models.BigAutoField(primary_key=True)
    dossier = models.ForeignKey("record.Dossier", models.PROTECT, related_name="+", db_index=False)
    publication = models.ForeignKey(Publication, models.PROTECT, related_name="snapshots")
    id = models.CharField(max_length=32)
    number = models.IntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    head_number = models.BigIntegerField()
    head = models.CharField(max_length=64)
    spec = models.JSONField()
    versions = models.JSONField()
    titles = models.JSONField()
    texts = models.JSONField()
    html = models.JSONField()
    values = models.JSONField()
    outputs = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["publication", "number"], name="one_snapshot_per_number")]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.number}"


class SnapshotFile(models.Model):
    """The bytes of one output of a snapshot; good only while they hash to what the snapshot says."""

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="files")
    language = models.CharField(max_length=12)
    form = models.CharField(max_length=8)
    content = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "language", "form"], name="one_file_per_language_and_form")
        ]

    def __str__(self) -> str:
        return f"{self.snapshot_id} {self.language} {self.form}"


class Correction(models.Model):
    """The public note with which one snapshot replaced another; `words` by language."""

    number = models.BigAutoField(primary_key=True)
    dossier = models.ForeignKey("record.Dossier", models.PROTECT, related_name="+", db_index=False)
    publication = models.ForeignKey(Publication, models.PROTECT, related_name="corrections")
    id = models.CharField(max_length=32)
    replaced = models.IntegerField()
    replaced_by = models.IntegerField()
    words = models.JSONField()
    sentences = models.JSONField(default=list)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)

    def __str__(self) -> str:
        return f"{self.publication_id} {self.replaced} {self.replaced_by}"
