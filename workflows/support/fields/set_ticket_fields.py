"""Fill in the desk's own fields of a ticket."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotFound
from app.core.i18n import N_
from app.core.identifiers import read_id
from app.models.accounts.user import User
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_flow import SUPPORT_FLOW
from app.policies.company_time import company_today
from workflows.support.fields.list_fields import list_fields
from workflows.support.fields.read_fields import read_fields
from workflows.transitions import transition


def set_ticket_fields(
    session: Session, *, ticket_id: int, actor: User, now: datetime, values: str | None = None
) -> SupportTicket:
    """`values`: a line for each field, its id, a tab, its text; what is left out is emptied.

    Values of fields that are not of the ticket's kind stay.
    """
    ticket = session.get(SupportTicket, ticket_id, with_for_update=True, populate_existing=True)
    if ticket is None:
        raise NotFound
    fields, given = list_fields(session, kind=ticket.kind), _lines(values or "")
    known = {field.id for field in fields}
    if set(given) - known:
        raise Invalid(N_("Isian ini tidak ada pada tiket jenis ini."), field="values")
    filled = read_fields(fields, given, today=company_today(session, now))
    others = {key: value for key, value in ticket.fields.items() if int(key) not in known}
    return transition(session, SUPPORT_FLOW, ticket_id, "set_fields", actor=actor, now=now, fields=others | filled)


def _lines(values: str) -> dict[int, str]:
    found = {}
    for line in values.splitlines():
        number, _, text = line.partition("\t")
        field_id = read_id(number.strip())
        if field_id is None:
            raise Invalid(N_("Tulis nomor isian, tab, lalu isinya."), field="values")
        found[field_id] = text
    return found
