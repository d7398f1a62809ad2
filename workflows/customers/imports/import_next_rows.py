"""Make customers of the next rows of an import."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.customers.address import ADDRESS_PARTS
from app.models.customers.customer import Customer, CustomerSource, Site
from app.models.customers.customer_import import CustomerImport, ImportStatus
from workflows.customers.address import zone_of
from workflows.customers.imports.preview_import import preview_import
from workflows.numbering import next_numbers

AT_ONCE = 200  # rows per transaction: nobody else waits long for a customer number


def import_next_rows(session: Session, *, now: datetime) -> bool:
    """Make customers of the next rows of the oldest import under way; False when none is left to do.

    Rows are checked again: a phone that somebody got meanwhile is skipped.
    """
    record = lock_oldest(session)
    if record is None:
        return False
    rows = record.rows[record.rows_done : record.rows_done + AT_ONCE]
    preview = preview_import(session, record, rows=rows)
    _make_customers(session, preview.good, record.uploaded_by_id, now)
    record.rows_done += len(rows)
    record.created_count += len(preview.good)
    record.skipped_count += len(rows) - len(preview.good)
    if record.rows_done >= len(record.rows):
        record.status, record.done_at = ImportStatus.DONE, now
    session.flush()
    return True


def lock_oldest(session: Session) -> CustomerImport | None:
    running = select(CustomerImport).where(CustomerImport.status == ImportStatus.RUNNING)
    return session.scalars(running.order_by(CustomerImport.id).limit(1).with_for_update(skip_locked=True)).one_or_none()


def _make_customers(session: Session, rows: list[dict[str, Any]], made_by_id: int, now: datetime) -> None:
    if not rows:
        return
    customers = [_customer(row, made_by_id, now) for row in rows]
    # last: the series' row lock is held until the commit
    for customer, number in zip(customers, next_numbers(session, "customer", len(rows)), strict=True):
        customer.code = f"PLG-{number:06d}"
    session.add_all(customers)
    session.flush()
    parts = [{part: getattr(customer, part) for part in ADDRESS_PARTS} for customer in customers]
    session.add_all(
        Site(customer_id=customer.id, name="Alamat utama", time_zone=zone_of(where), **where)
        for customer, where in zip(customers, parts, strict=True)
        if any(where.values())
    )


def _customer(row: dict[str, Any], made_by_id: int, now: datetime) -> Customer:
    facts = {name: row[name] for name in ("name", "phone_e164", "email", "npwp", "notes", *ADDRESS_PARTS)}
    return Customer(source=CustomerSource.IMPORT, created_by_id=made_by_id, updated_at=now, locale="id", **facts)
