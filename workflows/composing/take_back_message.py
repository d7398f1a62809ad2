"""Take back an answer before it has left."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.core.errors import DomainError
from app.core.i18n import N_
from app.models.composing import HeldMessage
from workflows.composing.store_draft import put_back


class AlreadySent(DomainError):
    code = "already_sent"
    sentence = N_("Sudah terkirim: tidak dapat diurungkan lagi.")


def take_back_message(session: Session, *, held_id: int, user_id: int) -> None:
    """Its words are its writer's draft again. The row's lock decides between this and the sending."""
    gone = delete(HeldMessage).where(HeldMessage.id == held_id, HeldMessage.author_id == user_id)
    held = session.execute(gone.returning(HeldMessage.thing, HeldMessage.thing_id, HeldMessage.text)).one_or_none()
    if held is None:
        raise AlreadySent
    put_back(session, thing=held.thing, thing_id=held.thing_id, user_id=user_id, text=held.text)
