"""What the sender of a report says of its outcome."""

from app.core.i18n import gettext
from app.models.feedback.bug import BugReport
from app.models.feedback.feedback import Feedback
from app.presenters.dates import moment


def settled_words(report: BugReport | Feedback) -> str | None:
    """None while they have said nothing."""
    if report.settled is None or report.settled_at is None:
        return None
    text = gettext("Sudah beres") if report.settled else gettext("Belum beres")
    return f"{text}, {moment(report.settled_at)}"
