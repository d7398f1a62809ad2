"""Keep the PDF of a ticket."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.support.prints import SupportPrint


def store_print(session: Session, *, print_id: int, file_id: int, now: datetime) -> None:
    drawn = update(SupportPrint).where(SupportPrint.id == print_id).values(file_id=file_id, drawn_at=now)
    session.execute(drawn.execution_options(synchronize_session="fetch", noted=True))
