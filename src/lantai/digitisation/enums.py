"""The states of a batch and of the reading of a page, the severities of findings and defects, and verdicts."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BatchState(TextChoices):
    """received → checked → stored → described → accepted | rolled back (model.md, 10)."""

    RECEIVED = "received", _("received")
    CHECKED = "checked", _("checked")
    STORED = "stored", _("stored")
    DESCRIBED = "described", _("described")
    ACCEPTED = "accepted", _("accepted")
    ROLLED_BACK = "rolled_back", _("rolled back")
    REFUSED = "refused", _("refused")


class BatchPurpose(TextChoices):
    """What a delivery is for: new items, or items in the archive described or scanned anew (model.md, 14)."""

    ADDITION = "addition", _("new items")
    REVISION = "revision", _("revision of what is in the archive")


class Decision(TextChoices):
    """How a batch is to end."""

    ACCEPT = "accept", _("accept into the archive")
    ROLL_BACK = "roll back", _("roll back")


class ItemOutcome(TextChoices):
    """What became of an item of a delivery; of one that is still on its way, nothing yet."""

    CREATED = "created", _("added")
    CHANGED = "changed", pgettext_lazy("item of a delivery", "changed")
    UNCHANGED = "unchanged", _("unchanged")
    MISSING = "missing", pgettext_lazy("item of a delivery", "missing")
    REFUSED = "refused", pgettext_lazy("item of a delivery", "refused")


class Severity(TextChoices):
    ERROR = "error", _("error")
    WARNING = "warning", _("warning")
    INFO = "info", pgettext_lazy("severity of a finding", "note")


class RowMatch(TextChoices):
    """Whether the row of a sampled item says what its scan shows."""

    MATCH = "match", pgettext_lazy("row and scan", "agree")
    MISMATCH = "mismatch", pgettext_lazy("row and scan", "differ")


class DefectSeverity(TextChoices):
    """A major defect counts against its aspect; a minor one is noted only."""

    MAJOR = "major", pgettext_lazy("defect", "major")
    MINOR = "minor", pgettext_lazy("defect", "minor")


class SampleVerdict(TextChoices):
    PASSED = "passed", pgettext_lazy("sample", "passed")
    FAILED = "failed", pgettext_lazy("sample", "failed")


class ReadState(TextChoices):
    """Whether a page's text is there.

    DELIVERED: the sender gave it, and where it stands on the image is not looked for yet; LOCATING: it is;
    LOCATED: it was. AGAIN: a machine read it, and somebody asked for another reading; REREADING: it is made.
    NONE: nothing to read.
    """

    NONE = "none", _("nothing to read")
    DELIVERED = "delivered", _("text delivered")
    LOCATING = "locating", _("text delivered, being found on the image")
    LOCATED = "located", _("text delivered, looked for on the image")
    QUEUED = "queued", _("waiting to be read")
    READING = "reading", _("being read")
    READ = "read", _("read by machine")
    AGAIN = "again", _("read by machine, to be read again")
    REREADING = "rereading", _("read by machine, being read again")
    FAILED = "failed", _("could not be read")

    @classmethod
    def with_text(cls) -> tuple[ReadState, ...]:
        """The states of a page that can be searched."""
        return cls.DELIVERED, cls.LOCATING, cls.LOCATED, *cls.read_by_machine()

    @classmethod
    def read_by_machine(cls) -> tuple[ReadState, ...]:
        """The states of a page whose text is a machine's, whether or not another reading of it is wished."""
        return cls.READ, cls.AGAIN, cls.REREADING


class TextKind(TextChoices):
    """Where a transcription comes from."""

    DELIVERED = "delivered", _("delivered text")
    OCR = "ocr", _("read by machine, not corrected")
    HUMAN = "human", _("corrected by a person")


class ProposalState(TextChoices):
    """What became of a reader's proposal."""

    OPEN = "open", pgettext_lazy("proposal of a reader", "open")
    ACCEPTED = "accepted", pgettext_lazy("proposal of a reader", "accepted")
    REFUSED = "refused", pgettext_lazy("proposal of a reader", "refused")


class Direction(TextChoices):
    VERTICAL = "vertical", _("vertical, right to left")
    HORIZONTAL = "horizontal", _("horizontal")
