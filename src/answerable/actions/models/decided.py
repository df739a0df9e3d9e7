"""What the team decides: rows that are only ever added, under the journal."""

from django.db import models


class Decided(models.Model):
    """What every row of the team has: its dossier, the id that its content gives it, when, and by whom."""

    number = models.BigAutoField(primary_key=True)
    dossier = models.ForeignKey("record.Dossier", models.PROTECT, related_name="+")
    id = models.CharField(max_length=32)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)

    class Meta:
        abstract = True


class Action(Decided):
    """One case. `sequence` and `year` are of its first issue and stay; `slug` is its address.

    `country` is the receiving State (ISO 3166-1, two letters), `risk` of writing to it: low, raised or high.
    `themes` are words that writers can follow.
    """

    slug = models.SlugField(max_length=60)
    sequence = models.IntegerField()
    year = models.IntegerField()
    country = models.CharField(max_length=2)
    risk = models.CharField(max_length=6)
    themes = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "slug"], name="one_action_per_slug"),
            models.UniqueConstraint(fields=["dossier", "sequence", "year"], name="one_action_per_number"),
            models.UniqueConstraint(fields=["dossier", "id"], name="one_action_per_content"),
        ]

    def __str__(self) -> str:
        return self.slug


class Issue(Decided):
    """One issue of an action: `update` counts from 0. Its text is the publication, of kind urgent-action.

    `kind`: first, update (with something to do), information (nothing to do), closing. `outcome` of a closing:
    good-news, ended. `opens` and `until` are days, the last one included; without `until` it has no deadline.
    """

    action = models.ForeignKey(Action, models.PROTECT, related_name="issues")
    update = models.IntegerField()
    publication = models.OneToOneField("publish.Publication", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    outcome = models.CharField(max_length=10, blank=True)
    opens = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["action", "update"], name="one_issue_per_update")]

    def __str__(self) -> str:
        return f"{self.action_id} {self.update}"


class Step(Decided):
    """What was decided on an issue once it was out: extended, paused, resumed, stopped, ended, planned.

    `until` is the new deadline of an extension. `words` is the reason by language, which readers see. `language`
    is the one that a pause or its end is about; empty for all. `head` of the end of a pause stands for the
    stale sentences that were looked at (`reads.stale_mark`). A step `planned` puts other days or another kind in
    place of those of an issue that is not out: `until`, and `words` with opens, kind, outcome, without.
    """

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="steps")
    step = models.CharField(max_length=10)
    until = models.DateField(null=True)
    words = models.JSONField(default=dict)
    language = models.CharField(max_length=12, blank=True)
    head = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.issue_id} {self.step}"


class Target(Decided):
    """One version of an addressee or of who gets a copy; the latest of each `key` counts, an empty one is gone.

    What `content` holds is said in `targets`.
    """

    action = models.ForeignKey(Action, models.PROTECT, related_name="targets")
    key = models.SlugField(max_length=60)
    version = models.IntegerField()
    content = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["action", "key", "version"], name="one_target_per_version")]

    def __str__(self) -> str:
        return f"{self.action_id} {self.key} {self.version}"


class Picture(Decided):
    """One version of an action's picture; the latest counts, one without `sha256` is gone.

    `text` says by language what is to be seen on it, `credit` whose it is. The journal covers `content` by its
    hash.
    """

    action = models.ForeignKey(Action, models.PROTECT, related_name="pictures")
    version = models.IntegerField()
    media_type = models.CharField(max_length=20, blank=True)
    width = models.IntegerField(default=0)
    height = models.IntegerField(default=0)
    credit = models.CharField(max_length=300, blank=True)
    text = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64, blank=True)
    content = models.BinaryField(default=bytes)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["action", "version"], name="one_picture_per_version")]

    def __str__(self) -> str:
        return f"{self.action_id} {self.version}"


class Frozen(Decided):
    """What an issue said and to whom when it went out: by language each part as HTML and as plain text.

    `parts` is {language: {part: {"html": …, "text": …}}}; `targets` is {key: content} as they were then.
    """

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="frozen")
    snapshot = models.OneToOneField("publish.Snapshot", models.PROTECT, related_name="+")
    parts = models.JSONField()
    targets = models.JSONField()

    def __str__(self) -> str:
        return f"{self.issue_id} {self.snapshot_id}"


class Imported(Decided):
    """Letters that another section or an event counted. `words` says who counted them and how."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="imported")
    count = models.IntegerField()
    words = models.TextField()

    def __str__(self) -> str:
        return f"{self.issue_id} {self.count}"


class PostService(Decided):
    """Whether letters from one country reach another: running, limited, suspended. The latest `as_of` counts."""

    origin = models.CharField(max_length=2)
    destination = models.CharField(max_length=2)
    state = models.CharField(max_length=10)
    as_of = models.DateField()
    words = models.TextField(blank=True)
    postage = models.CharField(max_length=80, blank=True)
    source = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.origin} {self.destination} {self.state}"
