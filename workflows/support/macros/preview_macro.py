"""What a macro would write in a ticket."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.support.settings.macros import SupportMacro
from app.models.support.ticket import SupportTicket
from app.policies.service_levels.reply_variables import fill_in
from workflows.support.macros.reply_values import reply_values


def list_macros(session: Session) -> list[tuple[int, str]]:
    """Id and name of those in use."""
    used = select(SupportMacro.id, SupportMacro.name).where(SupportMacro.is_active).order_by(SupportMacro.name)
    return [(macro_id, name) for macro_id, name in session.execute(used)]


def preview_macro(session: Session, macro: SupportMacro, ticket: SupportTicket, *, actor: User, now: datetime) -> str:
    """In the customer's language where it is written in it; a variable without a value stays as it is written."""
    text = macro.text_en if ticket.locale == "en" and macro.text_en.strip() else macro.text
    return fill_in(text, reply_values(session, ticket, actor=actor, now=now))[0]


def filled_text(session: Session, text: str, ticket: SupportTicket, *, actor: User, now: datetime) -> str:
    """Raises Invalid for a variable without a value, before anything is sent."""
    filled, empty = fill_in(text, reply_values(session, ticket, actor=actor, now=now))
    if empty:
        raise Invalid(N_("Belum ada isinya: %(names)s. Tulis sendiri.", names=", ".join(empty)), field="text")
    return filled
