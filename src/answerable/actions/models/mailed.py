"""What goes out by SMTP: letters, confirmations, news. Texts are deleted a set time after they left."""

from django.db import models


class Mail(models.Model):
    """One message on its way. `kind`: letter, confirm, updates, sign-in. `state`: words of `mail_queue`.

    `message_id` stays the same through every try. `leased_until`: a sender works on it until then; when that has
    passed without an end, another takes it. `text` and addresses are emptied at `purge_on`.
    """

    number = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=10)
    issue = models.ForeignKey("actions.Issue", models.PROTECT, null=True, related_name="mails", db_index=False)
    appeal = models.OneToOneField("actions.Appeal", models.CASCADE, null=True, related_name="mail")
    writer = models.ForeignKey("actions.Writer", models.CASCADE, null=True, related_name="mails")
    target = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=12)
    message_id = models.CharField(max_length=200, unique=True)
    addressee = models.CharField(max_length=320, blank=True)
    sender_name = models.CharField(max_length=200, blank=True)
    reply_to = models.CharField(max_length=320, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    state = models.CharField(max_length=12)
    tries = models.IntegerField(default=0)
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True)
    purge_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["kind", "state", "due_at"], name="mail_due"),
            models.Index(fields=["addressee", "state", "left_at"], name="mail_to_one_address"),
            models.Index(fields=["addressee", "kind", "state", "due_at"], name="mail_due_to_one_address"),
            models.Index(fields=["issue", "state"], name="mail_of_an_issue"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class MailAddress(models.Model):
    """How one e-mail address of a target does: active, bouncing, refused, blocked. `cap` letters an hour."""

    dossier = models.ForeignKey("record.Dossier", models.PROTECT, related_name="+")
    address = models.CharField(max_length=320)
    state = models.CharField(max_length=10)
    soft_bounces = models.IntegerField(default=0)
    cap = models.IntegerField(default=30)
    next_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "address"], name="one_state_per_address")]

    def __str__(self) -> str:
        return self.state
