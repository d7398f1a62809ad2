"""Lanjut: go on with the team that is there."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.visits.assignment import ReleaseReason
from app.models.visits.fieldwork import EmergencyAlert
from workflows.fieldwork.alerts.decide_alert import decide_alert
from workflows.fieldwork.events import PlaceClosed
from workflows.fieldwork.places import release_place
from workflows.outbox_events import emit


def continue_without(session: Session, *, alert_id: int, actor: User, now: datetime, note: str = "") -> EmergencyAlert:
    """Close the place: the visit needs one technician fewer from now on. Refused for the only one."""
    visit, alert, place = decide_alert(session, alert_id, "continue_without", actor=actor, now=now, note=note or "")
    if visit.places_taken <= 1:
        raise NotAvailable(
            N_("Tidak ada teknisi lain pada kunjungan ini. Pilih “Ganti TS”, atau tunggu beberapa menit lagi.")
        )
    if place.released_at is None:
        visit.places_offered -= 1
        release_place(session, visit, place, why=ReleaseReason.REPLACED, now=now, no_show=True)
        emit(session, PlaceClosed(visit_id=visit.id, technician_id=place.technician_id), now=now)
    return alert
