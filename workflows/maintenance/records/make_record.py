"""Make a record of maintenance: by a person, or by a rule."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import TECHNICAL, User, UserStatus
from app.models.feedback.bug import BugReport
from app.models.maintenance.record import (
    KIND_OF,
    MaintenanceItem,
    MaintenanceRecord,
    MaintenanceTopic,
)
from app.models.releases.release import OWN_SYSTEM, Release
from app.policies.company_time import company_today
from workflows.numbering import next_number_of_year
from workflows.transitions import note

MOST_ITEMS = 50
LONGEST_ITEM = 200
TOO_MANY = N_("Paling banyak 50 butir, masing-masing 200 huruf.")


def make_record(
    session: Session,
    *,
    topic: MaintenanceTopic,
    title: str,
    owner_id: int,
    actor: User | None,
    now: datetime,
    description: str = "",
    due_date: date | None = None,
    available_date: date | None = None,
    figure_name: str = "",
    figure_before: float | None = None,
    bug_number: str = "",
    release: str = "",
    checklist: str = "",
    rule_id: int | None = None,
) -> MaintenanceRecord:
    """`release`: a version of Sigap itself, or `system version`. `checklist`: an item per line. Raises Invalid."""
    record = MaintenanceRecord(
        number=next_number_of_year(session, "PML", now),
        kind=KIND_OF[topic],
        topic=topic,
        title=title.strip(),
        description=description.strip(),
        owner_id=owner_id,
        due_date=due_date,
        available_date=_available(topic, available_date, company_today(session, now)),
        figure_name=figure_name.strip(),
        figure_before=figure_before,
        bug_id=_bug(session, bug_number),
        release_id=find_release(session, release),
        rule_id=rule_id,
        created_by_id=actor.id if actor else None,
        created_at=now,
    )
    _add(session, record, lines_of(checklist), now)
    note(session, "maintenance_records", record.id, "created", actor=actor, now=now, number=["", record.number])
    return record


def _add(session: Session, record: MaintenanceRecord, labels: Sequence[str], now: datetime) -> None:
    session.add(record)
    session.flush()
    session.add_all(MaintenanceItem(record_id=record.id, label=label, created_at=now) for label in labels)
    session.flush()


def _available(topic: MaintenanceTopic, given: date | None, today: date) -> date | None:
    """A security patch is available from today on unless said; nothing else has such a day."""
    if given is not None and given > today:
        raise Invalid(N_("Tambalan tidak bisa tersedia di masa depan."), field="available_date")
    return (given or today) if topic == MaintenanceTopic.SECURITY_PATCH else None


def lines_of(checklist: str) -> list[str]:
    """The items of a checklist as it is typed. Raises Invalid."""
    found = [line.strip() for line in checklist.splitlines() if line.strip()]
    if len(found) > MOST_ITEMS or any(len(one) > LONGEST_ITEM for one in found):
        raise Invalid(TOO_MANY, field="checklist")
    return found


def find_release(session: Session, words: str) -> int | None:
    """The release named so; None for no words. Raises Invalid."""
    if not words.strip():
        return None
    *system, version = words.split()
    wanted = select(Release.id).where(Release.system == " ".join(system or [OWN_SYSTEM]), Release.version == version)
    found = session.scalar(wanted)
    if found is None:
        raise Invalid(N_("Tidak ada rilis dengan versi itu."), field="release")
    return found


def require_owner(session: Session, username: str) -> int:
    """The id of an active technical person, who stays so until the caller has committed. Raises Invalid."""
    wanted = select(User.id).where(
        User.username == username.strip().lower(), User.status == UserStatus.ACTIVE, User.role.in_(TECHNICAL)
    )
    found = session.scalar(wanted.with_for_update(read=True))
    if found is None:
        raise Invalid(N_("Tidak ada orang teknis aktif dengan nama itu."), field="owner")
    return found


def _bug(session: Session, number: str) -> int | None:
    if not number.strip():
        return None
    found = session.scalar(select(BugReport.id).where(BugReport.number == number.strip().upper()))
    if found is None:
        raise Invalid(N_("Tidak ada laporan bug dengan nomor itu."), field="bug_number")
    return found
