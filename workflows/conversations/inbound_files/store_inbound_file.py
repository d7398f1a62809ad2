"""Store a file that was fetched."""

from sqlalchemy.orm import Session

from app.core.files import StorageObject
from app.models.messaging.inbound_file import FetchStatus, InboundFile
from workflows.documents import store_file


def store_inbound_file(session: Session, *, inbound_file_id: int, kept: StorageObject) -> None:
    waiting = session.get_one(InboundFile, inbound_file_id, with_for_update=True, populate_existing=True)
    if waiting.status == FetchStatus.WAITING:
        waiting.file_id, waiting.status, waiting.error_code = (
            store_file(session, kept, actor=None).id,
            FetchStatus.STORED,
            "",
        )
