"""An import that waits for its confirmation, and its columns."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.models.accounts.user import User
from app.models.customers.customer_import import CustomerImport
from workflows.customers.imports.import_columns import COLUMNS

NEEDED = ("name", "phone_e164")


def ignored_columns(headings: Sequence[str], mapping: Sequence[str]) -> list[str]:
    return [heading for heading, name in zip(headings, mapping, strict=True) if heading and not name]


def missing_columns(record: CustomerImport) -> list[str]:
    """The headings of needed columns that no heading of the file was found to be."""
    return [COLUMNS[name][0] for name in NEEDED if name not in record.mapping]


def get_import(session: Session, *, import_id: int, actor: User) -> CustomerImport:
    """One's own; nobody else needs to see a file half done."""
    record = session.get(CustomerImport, import_id)
    if record is None or record.uploaded_by_id != actor.id:
        raise NotFound
    return record
