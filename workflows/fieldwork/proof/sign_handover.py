"""BAST signed by the customer on the screen."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.files import StorageObject
from app.core.i18n import N_
from app.core.text.cleaning import clear_line
from app.models.accounts.user import User
from app.models.files.document import Document, DocumentKind
from app.models.visits.visit import VisitTicket
from workflows.documents import issue_document, store_file
from workflows.fieldwork.moment import Moment
from workflows.fieldwork.places import get_running_visit
from workflows.visits import list_team

LONGEST_NAME = 120


def sign_handover(
    session: Session,
    *,
    visit_id: int,
    technician: User,
    signer_name: str,
    signer_title: str = "",
    work_done: str = "",
    remarks: str = "",
    signature: StorageObject,
    technician_signature: StorageObject | None = None,
    now: datetime,
    pressed: Moment | None = None,
) -> Document:
    """Keep the drawn signatures and issue the numbered BAST they stand under; a former one is withdrawn.

    `pressed`: when the customer signed, where the request had to wait for signal.
    """
    moment = pressed or Moment(now)
    visit = get_running_visit(session, visit_id, technician, moment)
    name = clear_line(signer_name)
    if not name or len(name) > LONGEST_NAME:
        raise Invalid(N_("Tulis nama penanda tangan."), field="signer_name")
    values = {"signer_title": signer_title.strip()[:80], "work_done": work_done.strip()[:2000]}
    facts = {**_facts(session, visit, technician, signed_at=moment.at), **values, "remarks": remarks.strip()[:1000]}
    facts["signature_id"] = _store_signature(session, visit_id, technician, name, signature, now=now)
    if technician_signature is not None:
        drawn = _store_signature(session, visit_id, technician, technician.name, technician_signature, now=now)
        facts["technician_signature_id"] = drawn
    document = issue_document(
        session,
        kind=DocumentKind.HANDOVER_REPORT,
        visit_id=visit_id,
        actor=technician,
        now=now,
        signer_name=name,
        facts=facts,
    )
    visit.version += 1
    return document


def _store_signature(
    session: Session, visit_id: int, technician: User, name: str, signature: StorageObject, *, now: datetime
) -> int:
    """The id of the kept drawing; `name`: who drew it."""
    drawn = Document(
        kind=DocumentKind.SIGNATURE,
        visit_id=visit_id,
        file_id=store_file(session, signature, actor=technician).id,
        signer_name=name[:LONGEST_NAME],
        made_by_id=technician.id,
        issued_at=now,
    )
    session.add(drawn)
    session.flush()
    return drawn.id


def _facts(session: Session, visit: VisitTicket, technician: User, *, signed_at: datetime) -> dict[str, Any]:
    """What may change later and is true on the day of signing."""
    team = [{"name": person.name, "title": "Teknisi"} for person in list_team(session, visit_id=visit.id)]
    return {
        "team": team,
        "handed_by": technician.name,
        "zone": visit.site.time_zone,
        "signed_at": signed_at.isoformat(),
        "customer_name": visit.customer.name,
        "place": visit.site.address_line or visit.site.name,
    }
