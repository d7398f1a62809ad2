"""Searches, and the list of what they did not find."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.help.searches import HelpSearch


def note_ticket_after(session: Session, *, search_id: int, ticket_id: int) -> None:
    """A ticket was opened after this search."""
    session.execute(
        update(HelpSearch).where(HelpSearch.id == search_id).values(ticket_id=ticket_id).execution_options(noted=True)
    )
