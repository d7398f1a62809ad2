"""What /metrics says about the database's rows: one statement each, over indexes, never over what is finished."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.feedback.bug import BugReport, BugStatus
from app.models.finance.invoice import Invoice, InvoiceStatus
from app.models.incidents.incident import ENDED, Incident, IncidentStatus
from app.models.messaging.outbox import Delivery, DeliveryStatus, OutboxMessage, OutboxStatus
from app.models.monitoring.alarm import Alarm, AlarmStatus, Severity
from app.models.monitoring.check import Check, CheckState
from app.models.monitoring.error_group import ErrorGroup, ErrorStatus
from app.models.support.ticket import SupportStatus, SupportTicket
from app.models.visits.assignment import ClaimAttempt, ClaimResult
from app.models.visits.visit import VisitTicket
from app.models.visits.visit_status import ACTIVE, DRAFTED

_S, _B, _I = SupportStatus, BugStatus, InvoiceStatus
TICKETS_AT_WORK = (_S.NEW, _S.ASSIGNED, _S.IN_PROGRESS, _S.WAITING)
BUGS_AT_WORK = (_B.NEW, _B.CONFIRMED, _B.IN_PROGRESS, _B.TESTING)
INVOICES_AT_WORK = (_I.DRAFT, _I.PENDING, _I.REVISION, _I.APPROVED, _I.SENT)


@dataclass(frozen=True, slots=True)
class Figure:
    """One gauge. `label`: by what it is divided, "" for a single value; `values`: every member there is, also at 0."""

    name: str
    help: str
    label: str
    values: dict[str, float]


def read_figures(session: Session, *, now: datetime) -> list[Figure]:
    """Every gauge of the database, in a fixed order."""
    hour = now - timedelta(hours=1)
    claims = _by(ClaimAttempt.result).where(ClaimAttempt.at >= hour)
    return [
        _single("sigap_outbox_due", "Events that wait for their deliveries.", _count(session, _due_events(now))),
        _single("sigap_deliveries_due", "Deliveries past their due moment.", _count(session, _due_deliveries(now))),
        _single("sigap_deliveries_oldest_seconds", "Age of the oldest due delivery.", _oldest(session, now)),
        _divided("sigap_outbox_parked", "What failed for good, by kind.", "kind", _parked(session)),
        _grouped(session, "sigap_claim_attempts_last_hour", "Claims of a place.", "result", ClaimResult, claims),
        _grouped(session, "sigap_checks", "Checks by state.", "state", CheckState, _by(Check.status)),
        _grouped(
            session, "sigap_alarms_open", "Open alarms.", "severity", Severity,
            _by(Alarm.severity).where(Alarm.status == AlarmStatus.OPEN),
        ),
        _single("sigap_errors_open", "Groups of errors that nobody has mended.", _count(session, _open_errors())),
        _at_work(session, "sigap_incidents", Incident.status, [one for one in IncidentStatus if one not in ENDED]),
        _at_work(session, "sigap_visits", VisitTicket.status, sorted(ACTIVE | DRAFTED)),
        _at_work(session, "sigap_support_tickets", SupportTicket.status, TICKETS_AT_WORK),
        _at_work(session, "sigap_bug_reports", BugReport.status, BUGS_AT_WORK),
        _at_work(session, "sigap_invoices", Invoice.status, INVOICES_AT_WORK),
    ]  # fmt: skip


def _single(name: str, about: str, value: float) -> Figure:
    return Figure(name, about, "", {"": value})


def _divided(name: str, about: str, label: str, values: dict[str, float]) -> Figure:
    return Figure(name, about, label, values)


def _by(column: Any) -> Any:
    return select(column, func.count()).group_by(column)


def _grouped(session: Session, name: str, about: str, label: str, members: Any, statement: Any) -> Figure:
    rows: Any = session.execute(statement)
    found = {str(member): float(count) for member, count in rows}
    return Figure(name, about, label, {str(one).lower(): found.get(str(one), 0.0) for one in members})


def _at_work(session: Session, name: str, column: Any, statuses: Sequence[Any]) -> Figure:
    return _grouped(
        session, name, "Records still worked on.", "status", statuses, _by(column).where(column.in_(statuses))
    )


def _count(session: Session, where: Any) -> float:
    return float(session.scalar(select(func.count()).where(where)) or 0)


def _open_errors() -> Any:
    return ErrorGroup.status == ErrorStatus.OPEN


def _due_events(now: datetime) -> Any:
    return (OutboxMessage.status == OutboxStatus.WAITING) & (OutboxMessage.due_at <= now)


def _due_deliveries(now: datetime) -> Any:
    return (Delivery.status == DeliveryStatus.QUEUED) & (Delivery.due_at <= now)


def _oldest(session: Session, now: datetime) -> float:
    oldest = session.scalar(select(func.min(Delivery.due_at)).where(_due_deliveries(now)))
    return max((now - oldest).total_seconds(), 0.0) if oldest is not None else 0.0


def _parked(session: Session) -> dict[str, float]:
    return {
        "event": _count(session, OutboxMessage.status == OutboxStatus.PARKED),
        "delivery": _count(session, Delivery.status == DeliveryStatus.PARKED),
    }
