"""The tables of the record. Claims, acts and judgements are only ever added.

A claim's row never changes: that it was verified, ruled on or retracted is an act of its own. So the record can
be read as of any moment, and two copies of a dossier merge as sets.
"""

from django.db import models


class Dossier(models.Model):
    """One investigation. `titles` and `summaries` map a language code to a text."""

    id = models.SlugField(primary_key=True, max_length=60)
    titles = models.JSONField()
    summaries = models.JSONField(default=dict)
    zone = models.CharField(max_length=64)
    languages = models.JSONField()
    country = models.CharField(max_length=2, blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.id


class Source(models.Model):
    """Anything that can be cited. `opaque` stands in for `key` where the source may not be named."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="sources")
    key = models.CharField(max_length=60)
    opaque = models.CharField(max_length=16)
    kind = models.CharField(max_length=24)
    title = models.CharField(max_length=400)
    publisher = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=1000, blank=True)
    created = models.CharField(max_length=60, blank=True)
    published = models.CharField(max_length=60, blank=True)
    obtained = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=12, blank=True)
    rights = models.CharField(max_length=300, blank=True)
    access = models.CharField(max_length=300, blank=True)
    reliability = models.CharField(max_length=1, blank=True)
    derives_from = models.JSONField(default=list)
    visibility = models.CharField(max_length=80, default="public")
    attribution = models.CharField(max_length=300, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    note = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "key"], name="one_source_per_key"),
            models.UniqueConstraint(fields=["dossier", "opaque"], name="one_source_per_opaque"),
        ]

    def __str__(self) -> str:
        return self.opaque


class Claim(models.Model):
    """One typed assertion by one citation. `number` is its place in the log; days are ordinals or null."""

    number = models.BigAutoField(primary_key=True)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="claims", db_index=False)
    id = models.CharField(max_length=32)
    ref = models.CharField(max_length=60, blank=True)
    about = models.CharField(max_length=160)
    schema = models.CharField(max_length=40)
    properties = models.TextField()
    source = models.ForeignKey(Source, models.PROTECT, related_name="claims")
    locator = models.TextField(blank=True)
    first_low = models.IntegerField(null=True)
    first_high = models.IntegerField(null=True)
    last_low = models.IntegerField(null=True)
    last_high = models.IntegerField(null=True)
    first_clock = models.SmallIntegerField(null=True)
    last_clock = models.SmallIntegerField(null=True)
    dated = models.BooleanField()
    starts = models.BooleanField()
    ends = models.BooleanField()
    ongoing = models.BooleanField()
    stance = models.CharField(max_length=8)
    grade = models.SmallIntegerField()
    status = models.CharField(max_length=10)
    visibility = models.CharField(max_length=80)
    attribution = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    rests_on = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "id"], name="one_claim_per_content"),
            models.UniqueConstraint(
                fields=["dossier", "ref"], condition=~models.Q(ref=""), name="one_claim_per_ref"
            ),
            models.CheckConstraint(condition=models.Q(stance__in=["asserts", "denies"]), name="stance_known"),
            models.CheckConstraint(condition=models.Q(grade__gte=1, grade__lte=6), name="grade_known"),
        ]
        indexes = [models.Index(fields=["dossier", "about"], name="claim_about")]

    def __str__(self) -> str:
        return self.id


class Act(models.Model):
    """What was done to a claim after it was recorded: retracted, verified, ruled on."""

    number = models.BigAutoField(primary_key=True)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="acts")
    id = models.CharField(max_length=32)
    claim = models.CharField(max_length=32)
    kind = models.CharField(max_length=12)
    value = models.CharField(max_length=40, blank=True)
    why = models.TextField(blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "id"], name="one_act_per_content")]

    def __str__(self) -> str:
        return self.id


class Judgement(models.Model):
    """That two entities are the same, different, or that one is not sure; the latest on a pair counts."""

    number = models.BigAutoField(primary_key=True)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="judgements")
    id = models.CharField(max_length=32)
    left = models.CharField(max_length=160)
    right = models.CharField(max_length=160)
    judgement = models.CharField(max_length=10)
    why = models.TextField(blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "id"], name="one_judgement_per_content")]

    def __str__(self) -> str:
        return self.id


class JournalEntry(models.Model):
    """One act on a dossier, hashing the entry before it. `rows` are the ids that it wrote, in order."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="journal")
    number = models.BigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=150)
    act = models.CharField(max_length=40)
    table = models.CharField(max_length=20)
    rows = models.TextField()
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "number"], name="one_entry_per_number")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.number}"
