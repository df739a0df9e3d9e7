"""The tree of errors. A reader can mend a UserError; BrokenTrustError stops everything.

UserError
  NotAllowedError        NotFoundError (the same words for "no such" and "not yours")
  CitationMissingError   DateUnclearError   UnknownTypeError   ValueRefusedError
  PackageBrokenError     FileRefusedError   ActRefusedError    SettingsError
BrokenTrustError
  HashMismatchError      JournalGapError

Messages say what happened, where, and what to do. They never carry the name of a victim or a source.
"""


class UserError(Exception):
    """Something the person at the keyboard can mend.

    Args:
        what: what happened, a full sentence.
        where: the place of it (file, row, column, claim), or empty.
        remedy: what to do next, a full sentence, or empty.
    """

    code = "user-error"
    http_status = 400

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what, self.where, self.remedy = what, where, remedy
        super().__init__(" ".join(part for part in (f"{where}:" if where else "", what, remedy) if part))


class NotAllowedError(UserError):
    """The person's role in this dossier does not include this act."""

    code = "not-allowed"
    http_status = 403


class NotFoundError(UserError):
    """Nothing by this id is in the reader's view; the same answer whether it is absent or not theirs."""

    code = "not-found"
    http_status = 404


class CitationMissingError(UserError):
    """A claim without a source that can be cited."""

    code = "citation-missing"


class DateUnclearError(UserError):
    """A date that is no date, is reversed, or cannot be read in only one way."""

    code = "date-unclear"


class UnknownTypeError(UserError):
    """An entity type or property that the ontology does not have."""

    code = "unknown-type"


class ValueRefusedError(UserError):
    """A value that its property's type does not admit."""

    code = "value-refused"


class PackageBrokenError(UserError):
    """An exchange package that cannot be read whole."""

    code = "package-broken"


class FileRefusedError(UserError):
    """A file that is too large, of an unknown kind, or not what its name says."""

    code = "file-refused"


class ActRefusedError(UserError):
    """An act that the record's rules forbid: verifying one's own claim, retracting without a reason."""

    code = "act-refused"
    http_status = 409


class SettingsError(UserError):
    """The program's settings or its database do not give the promises that the record needs."""

    code = "settings-wrong"


class BrokenTrustError(Exception):
    """Stored evidence is not what was stored. Nothing repairs this silently."""

    code = "trust-broken"


class HashMismatchError(BrokenTrustError):
    """A claim or file does not hash to its own name."""

    code = "hash-mismatch"


class JournalGapError(BrokenTrustError):
    """The journal's chain is cut, reordered, or does not cover what is stored."""

    code = "journal-gap"
