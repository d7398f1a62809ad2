"""The company's logo and stamp, as its documents show them."""

from typing import Literal

from sqlalchemy.orm import Session

from app.core.errors import NotAllowed, NotFound
from app.core.files import StorageObject
from app.models.accounts.user import Role, User
from app.models.company import Company
from workflows.documents.store_file import store_file

Emblem = Literal["logo", "stamp"]


def set_emblem(session: Session, *, emblem: Emblem, kept: StorageObject | None, actor: User) -> Company:
    """Documents drawn from now on show it; None takes it away. The database's audit notes who changed it."""
    if actor.role != Role.ADMIN:
        raise NotAllowed
    company = session.get(Company, 1, with_for_update=True, populate_existing=True)
    if company is None:
        raise NotFound
    file_id = store_file(session, kept, actor=actor).id if kept else None
    if emblem == "logo":
        company.logo_file_id = file_id
    else:
        company.stamp_file_id = file_id
    session.flush()
    return company
