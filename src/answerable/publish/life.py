"""The life of a publication as rules: in which state it is, and what may be done with it next.

A publication has two sides. What the public has of it: nothing, published, corrected, withdrawn. And what is being
worked on: a draft, in review, approved, under embargo; after publishing this is a correction on its way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Outside = Literal["", "published", "corrected", "withdrawn"]
Work = Literal["", "draft", "in-review", "approved", "embargoed"]
SUBMITTED, APPROVED, SENT_BACK, EMBARGOED, WITHDRAWN = (
    "submitted",
    "approved",
    "sent-back",
    "embargoed",
    "withdrawn",
)


@dataclass(frozen=True, slots=True)
class Version:
    """One saved version of the text in one language."""

    language: str
    version: int
    markdown: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """One step; `saw` is the digest of what the texts said when they were approved, `until` the embargo's end."""

    step: str
    by: str
    at: datetime
    words: str = ""
    until: datetime | None = None
    saw: str = ""


@dataclass(frozen=True, slots=True)
class Life:
    """Everything that happened to one publication, each in order. `frozen`: when each snapshot was made."""

    versions: Sequence[Version] = ()
    steps: Sequence[Step] = ()
    frozen: Sequence[datetime] = ()

    @property
    def texts(self) -> Mapping[str, Version]:
        """The latest version in each language that has a text."""
        latest = {one.language: one for one in self.versions}
        return {language: one for language, one in latest.items() if one.markdown.strip()}

    @property
    def is_withdrawn(self) -> bool:
        """Say whether it was taken back for good."""
        return any(step.step == WITHDRAWN for step in self.steps)

    @property
    def outside(self) -> Outside:
        """What the public has of it."""
        if self.is_withdrawn and self.frozen:
            return "withdrawn"
        return ("", "published", "corrected")[min(len(self.frozen), 2)]

    @property
    def _since(self) -> list[Step]:
        """Steps since it was last frozen."""
        return [step for step in self.steps if not self.frozen or step.at > self.frozen[-1]]

    @property
    def work(self) -> Work:
        """What is being worked on; empty when nothing is."""
        if self.is_withdrawn:
            return ""
        found: Work = "draft" if self._has_new_text or not self.frozen else ""
        for step in self._since:
            if step.step == SUBMITTED:
                found = "in-review"
            elif step.step == SENT_BACK:
                found = "draft"
            elif step.step in (APPROVED, EMBARGOED):
                found = "approved" if step.step == APPROVED else "embargoed"
        return found

    @property
    def _has_new_text(self) -> bool:
        return any(one.at > self.frozen[-1] for one in self.versions) if self.frozen else True

    @property
    def state(self) -> str:
        """The one word for it: what the public has, or failing that what is being worked on."""
        return self.outside or ("withdrawn" if self.is_withdrawn else self.work)

    @property
    def writers(self) -> frozenset[str]:
        """Who wrote or submitted it since it was last frozen, and so cannot be the second person."""
        last = self.frozen[-1] if self.frozen else None
        wrote = {one.by for one in self.versions if last is None or one.at > last}
        latest = {one.by for one in self.texts.values()}
        return frozenset(wrote | latest | {step.by for step in self._since if step.step == SUBMITTED})

    @property
    def approval(self) -> Step | None:
        """The approval in force; None when there is none."""
        if self.work not in ("approved", "embargoed"):
            return None
        return next((step for step in reversed(self._since) if step.step == APPROVED), None)

    @property
    def embargo(self) -> datetime | None:
        """The moment before which it may not be published; None when there is none."""
        if self.work != "embargoed":
            return None
        return next(step.until for step in reversed(self._since) if step.step == EMBARGOED)

    @property
    def sent_back(self) -> Step | None:
        """Why it was last sent back, while nothing has been submitted since."""
        steps = [step for step in self._since if step.step in (SUBMITTED, SENT_BACK)]
        return steps[-1] if steps and steps[-1].step == SENT_BACK else None

    def next_acts(self) -> tuple[str, ...]:
        """Return what may be done with it next, as the words of `changes`."""
        if self.is_withdrawn:
            return ()
        let_out = "correct" if self.frozen else "publish"
        taken_back = ("withdraw",) if self.frozen else ()
        return {
            "draft": ("save_text", "submit"),
            "in-review": ("review",),
            "approved": ("send_back", "set_embargo", let_out),
            "embargoed": ("send_back", "set_embargo", let_out),
            "": ("save_text", "submit"),
        }[self.work] + taken_back
