"""An import gives up."""

from sqlalchemy.orm import Session

from app.models.customers.customer_import import ImportStatus
from workflows.customers.imports.import_next_rows import lock_oldest


def fail_import(session: Session, *, error: str) -> None:
    """The oldest under way stops where it is, so that others have their turn; its owner may let it go on."""
    record = lock_oldest(session)
    if record is not None:
        record.status, record.error = ImportStatus.FAILED, error[:100]
