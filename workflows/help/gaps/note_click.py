"""Searches, and the list of what they did not find."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.help.searches import HelpSearch


def note_click(session: Session, *, search_id: int, article_id: int) -> None:
    """Which article a reader took of what was found."""
    session.execute(
        update(HelpSearch).where(HelpSearch.id == search_id).values(clicked_id=article_id).execution_options(noted=True)
    )
