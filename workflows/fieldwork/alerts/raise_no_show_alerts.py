"""No-show alerts: run every half minute; running twice changes nothing."""

from datetime import datetime, timedelta

from sqlalchemy import exists, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.models.company import Company
from app.models.visits.assignment import Assignment
from app.models.visits.attendance import Attendance, AttendanceStatus
from app.models.visits.fieldwork import AlertStatus, EmergencyAlert
from app.models.visits.visit import ACTIVE, VisitTicket
from workflows.fieldwork.alerts.notify_of_alerts import notify_of_alerts
from workflows.transitions import note

LOOK_BACK = timedelta(hours=24)  # a start longer ago raises no alert


def raise_no_show_alerts(session: Session, *, now: datetime) -> int:
    """One alert per place whose holder is late, ever; returns how many were raised."""
    minutes = session.scalar(select(Company.late_after_minutes)) or 15
    # who took the place after the start is late only from then on
    expected_at = func.greatest(VisitTicket.planned_start, Assignment.claimed_at)
    late = (
        select(Assignment.id, Assignment.visit_id)
        .join(VisitTicket)
        .where(
            VisitTicket.status.in_(ACTIVE),
            VisitTicket.planned_start.between(now - LOOK_BACK, now - timedelta(minutes=minutes)),
            Assignment.released_at.is_(None),
            expected_at <= now - timedelta(minutes=minutes),
            ~exists().where(Attendance.assignment_id == Assignment.id, Attendance.status != AttendanceStatus.REJECTED),
            ~exists().where(EmergencyAlert.assignment_id == Assignment.id),
        )
        .order_by(Assignment.visit_id, Assignment.id)
    )
    raised = [_raise(session, visit_id, place_id, now) for place_id, visit_id in session.execute(late).all()]
    alerts = [alert for alert in raised if alert is not None]
    notify_of_alerts(session, alerts, now=now)
    return len(alerts)


def _raise(session: Session, visit_id: int, assignment_id: int, now: datetime) -> EmergencyAlert | None:
    row = insert(EmergencyAlert).values(
        visit_id=visit_id, assignment_id=assignment_id, status=AlertStatus.OPEN, raised_at=now, note=""
    )
    alert = session.scalar(row.on_conflict_do_nothing().returning(EmergencyAlert))
    if alert is not None:
        note(session, "emergency_alerts", alert.id, "created", actor=None, now=now)
    return alert
