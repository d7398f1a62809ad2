"""Say which heading of a file is which column."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotAvailable, NotFound
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.customers.customer_import import CustomerImport, ImportStatus
from workflows.customers.imports.get_import import ignored_columns
from workflows.customers.imports.import_columns import COLUMNS
from workflows.customers.rules import require_desk


def map_import(session: Session, *, import_id: int, mapping: Sequence[str], actor: User) -> CustomerImport:
    """Say which heading is which column ("" for none); raises Invalid when a column is chosen twice."""
    require_desk(actor)
    record = session.get(CustomerImport, import_id, with_for_update=True, populate_existing=True)
    if record is None or record.uploaded_by_id != actor.id:
        raise NotFound
    if record.status == ImportStatus.DONE:
        raise NotAvailable
    chosen = [name for name in mapping if name]
    if len(mapping) != len(record.headings) or not set(chosen) <= COLUMNS.keys():
        raise Invalid(N_("Pilihan kolom ini tidak dikenal."), field="mapping")
    if len(set(chosen)) != len(chosen):
        raise Invalid(N_("Satu kolom dipilih untuk dua judul."), field="mapping")
    record.mapping, record.ignored_columns = list(mapping), ignored_columns(record.headings, mapping)
    session.flush()
    return record
