"""Tickets, bug reports, suggestions and criticism in one list: read only, drawn from both tables as it is asked for.

PostgreSQL merges the two tables' indexes on (created_at, id), so that a page reads as many rows as it shows. That
holds as long as neither branch has a WHERE of its own: conditions stand outside, where they are pushed into both.
"""

from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Boolean,
    Integer,
    String,
    case,
    cast,
    false,
    func,
    literal,
    literal_column,
    null,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, deferred, foreign, relationship

from app.core.db import rank_of
from app.models.accounts.user import User
from app.models.feedback.user_report import PRIORITY_OF_URGENCY, REPORT_KIND_LABELS, ReportStatus, UserReport
from app.models.support.clocks import SupportClock
from app.models.support.ticket import KIND_LABELS, SupportTicket
from app.models.support.ticket_steps import OPEN
from app.models.visits.visit import Priority

OF_TICKETS = "support_tickets"


def _of_running_clocks(column: Any) -> Any:
    earliest = select(func.min(column)).where(SupportClock.ticket_id == SupportTicket.id)
    return earliest.where(SupportClock.stopped_at.is_(None)).correlate(SupportTicket).scalar_subquery()


_tickets = select(
    SupportTicket.id,
    SupportTicket.created_at,
    false().label("is_report"),  # a constant in each branch, so that a condition on it leaves the other out
    literal(OF_TICKETS).label("source"),
    SupportTicket.id.label("source_id"),
    SupportTicket.number,
    SupportTicket.subject.label("title"),
    SupportTicket.kind,
    SupportTicket.status,
    SupportTicket.status.label("state"),
    SupportTicket.priority,
    rank_of(SupportTicket.priority).label("priority_rank"),
    SupportTicket.source.label("channel"),
    SupportTicket.assignee_id.label("owner_id"),
    SupportTicket.unread_at,
    _of_running_clocks(SupportClock.due_at).label("due_at"),
    cast(null(), Boolean).label("settled"),
    false().label("gone"),
    SupportTicket.search,
)
_priority = case({rank: str(priority) for rank, priority in PRIORITY_OF_URGENCY.items()}, value=UserReport.urgency)
_reports = select(
    UserReport.desk_id,
    UserReport.created_at,
    true(),
    UserReport.source,
    UserReport.source_id,
    UserReport.number,
    UserReport.title,
    UserReport.kind,
    UserReport.status,
    UserReport.state,
    cast(func.coalesce(_priority, str(Priority.LOW)), String),
    func.greatest(UserReport.urgency, literal_column("1"), type_=Integer),
    cast(null(), String),
    UserReport.owner_id,
    UserReport.unread_at,
    UserReport.due_at,
    UserReport.settled,
    UserReport.gone,
    UserReport.search,
)
_all = union_all(_tickets, _reports).subquery("desk_items")


class _ReadOnly(DeclarativeBase):
    """Apart from `Base`: no table of its own."""


class DeskItem(_ReadOnly):
    """One line: a ticket, or a report of a user. `source` and `source_id` name the record behind it.

    `status`: of a ticket its own, of a report the mark WAITING or HANDLED; `state`: the record's own status.
    `due_at`: the earliest of a ticket's running clocks, or the promised reaction to a report.
    """

    __table__ = _all
    __mapper_args__ = {"primary_key": [_all.c.id]}  # noqa: RUF012  SQLAlchemy's own name
    __tablename__ = OF_TICKETS  # the larger table says how large the list is

    if TYPE_CHECKING:
        is_report: Mapped[bool]
        number: Mapped[str]
        owner_id: Mapped[int | None]
        priority_rank: Mapped[int]
        status: Mapped[str]

    search = deferred(_all.c.search)
    owner: Mapped[User | None] = relationship(
        User, primaryjoin=lambda: foreign(DeskItem.owner_id) == User.id, viewonly=True
    )

    def __str__(self) -> str:
        return self.number


DESK_KIND_LABELS = {**KIND_LABELS, **REPORT_KIND_LABELS}
OPEN_STATUSES = (*sorted(OPEN), ReportStatus.WAITING)
IS_OPEN = DeskItem.status.in_(sorted({str(one) for one in OPEN_STATUSES}))
