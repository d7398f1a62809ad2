"""Keep the rows of a file until they are confirmed."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.core.text.cleaning import clear_line
from app.models.accounts.user import User
from app.models.customers.customer_import import CustomerImport
from workflows.customers.imports.get_import import ignored_columns
from workflows.customers.imports.sheet import Sheet, find_table
from workflows.customers.rules import require_desk

MOST_ROWS = 5_000


def store_import(session: Session, *, file_name: str, sheets: Sequence[Sheet], actor: User) -> CustomerImport:
    """Keep what was read until somebody says yes; raises Invalid for a file without a line of data."""
    require_desk(actor)
    table = find_table(sheets)
    if not table.rows:
        raise Invalid(N_("Berkas ini tidak berisi baris data di bawah judulnya."), field="file")
    if len(table.rows) > MOST_ROWS:
        raise Invalid(N_("Terlalu banyak baris: paling banyak %(most)s sekali impor.", most="5.000"), field="file")
    record = CustomerImport(
        file_name=clear_line(file_name)[:200],
        headings=table.headings,
        mapping=table.mapping,
        ignored_columns=ignored_columns(table.headings, table.mapping),
        rows=[{"number": number, "cells": cells} for number, cells in table.rows],
        uploaded_by_id=actor.id,
    )
    session.add(record)
    session.flush()
    return record
