"""What an action item is about, by the numbers that people write."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.feedback.bug import BugReport
from app.models.maintenance.record import MaintenanceRecord
from app.models.releases.release import OWN_SYSTEM, Release
from app.models.support.ticket import SupportTicket
from app.policies.visibility import support_visible_to


def find_subjects(session: Session, numbers: str, *, actor: User) -> dict[str, int]:
    """By the item's column; Raises Invalid for what is unknown or not theirs to see, and for two of one kind."""
    found: dict[str, int] = {}
    for word in numbers.replace(",", " ").split():
        known = _find(session, word, actor)
        if known is None:
            raise Invalid(N_("Nomor ini tidak ditemukan: %(numbers)s", numbers=word), field="about")
        column, subject_id = known
        if found.setdefault(column, subject_id) != subject_id:
            raise Invalid(N_("Paling banyak satu nomor dari tiap jenis: %(numbers)s", numbers=word), field="about")
    return found


def _find(session: Session, word: str, actor: User) -> tuple[str, int] | None:
    number = word.upper()
    wanted = {
        "bug_id": select(BugReport.id).where(BugReport.number == number, BugReport.deleted_at.is_(None)),
        "ticket_id": select(SupportTicket.id).where(SupportTicket.number == number, support_visible_to(actor)),
        "maintenance_id": select(MaintenanceRecord.id).where(MaintenanceRecord.number == number),
        "release_id": select(Release.id).where(Release.system == OWN_SYSTEM, Release.version == word),
    }
    for column, query in wanted.items():
        if (one := session.scalar(query)) is not None:
            return column, one
    return None
