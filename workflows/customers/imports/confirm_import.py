"""Confirm an import."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import NotAvailable, NotFound
from app.core.i18n import N_
from app.core.units import unit_of
from app.models.accounts.user import User
from app.models.customers.customer_import import CustomerImport, ImportStatus
from workflows.customers.imports.preview_import import preview_import
from workflows.customers.rules import require_desk

IMPORTER = "app.jobs.imports.import_customers"


def confirm_import(session: Session, *, import_id: int, actor: User, now: datetime) -> CustomerImport:
    """Only the good rows are kept for the job; a second yes changes nothing, one that failed goes on."""
    require_desk(actor)
    record = session.get(CustomerImport, import_id, with_for_update=True, populate_existing=True)
    if record is None or record.uploaded_by_id != actor.id:
        raise NotFound
    if record.status == ImportStatus.FAILED:
        record.status, record.error = ImportStatus.RUNNING, ""
        unit_of(session).wake.add(IMPORTER)
    if record.status != ImportStatus.PREVIEWED:
        return record
    preview = preview_import(session, record)
    if not preview.good:
        raise NotAvailable(N_("Tidak ada baris yang dapat diimpor."))
    chosen = {row["number"] for row in preview.good}
    record.rows = [row for row in record.rows if row["number"] in chosen]
    record.skipped_count, record.status, record.confirmed_at = len(preview.known), ImportStatus.RUNNING, now
    session.flush()
    unit_of(session).wake.add(IMPORTER)
    return record
