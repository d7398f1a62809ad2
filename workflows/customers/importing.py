"""Customers from a file: what would be made, what is wrong, and, after a yes, all good rows in one transaction."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotAllowed, NotAvailable, NotFound
from app.core.i18n import N_, Sentence
from app.core.phones import to_e164
from app.core.text_cleaning import clear, clear_line
from app.models.accounts.user import DESK, User
from app.models.customers.customer import Customer
from app.models.customers.customer_import import CustomerImport, ImportStatus
from workflows.customers.address import PARTS, clean_address
from workflows.customers.import_columns import COLUMNS
from workflows.customers.rules import clean_email, clean_name, clean_npwp
from workflows.customers.sheet import Sheet, find_table

LONGEST_NOTES = 2000
MOST_ROWS = 5_000


@dataclass(slots=True)
class Preview:
    """`bad`: (row number, heading, sentence); `known`: rows whose phone somebody has already."""

    good: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    known: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    bad: list[tuple[int, str, Sentence]] = field(default_factory=list[tuple[int, str, Sentence]])


NEEDED = ("name", "phone_e164")


def keep_import(session: Session, *, file_name: str, sheets: Sequence[Sheet], actor: User) -> CustomerImport:
    """Keep what was read until somebody says yes; raises Invalid for a file without a line of data."""
    require_desk(actor)
    table = find_table(sheets)
    if not table.rows:
        raise Invalid(N_("Berkas ini tidak berisi baris data di bawah judulnya."), field="file")
    if len(table.rows) > MOST_ROWS:
        raise Invalid(N_("Terlalu banyak baris: paling banyak %(most)s sekali impor.", most="5.000"), field="file")
    kept = CustomerImport(
        file_name=clear_line(file_name)[:200],
        headings=table.headings,
        mapping=table.mapping,
        ignored_columns=_ignored(table.headings, table.mapping),
        rows=[{"number": number, "cells": cells} for number, cells in table.rows],
        uploaded_by_id=actor.id,
    )
    session.add(kept)
    session.flush()
    return kept


def map_import(session: Session, *, import_id: int, mapping: Sequence[str], actor: User) -> CustomerImport:
    """Say which heading is which column ("" for none); raises Invalid when a column is chosen twice."""
    require_desk(actor)
    kept = session.get(CustomerImport, import_id, with_for_update=True)
    if kept is None or kept.uploaded_by_id != actor.id:
        raise NotFound
    if kept.status == ImportStatus.DONE:
        raise NotAvailable
    chosen = [name for name in mapping if name]
    if len(mapping) != len(kept.headings) or not set(chosen) <= COLUMNS.keys():
        raise Invalid(N_("Pilihan kolom ini tidak dikenal."), field="mapping")
    if len(set(chosen)) != len(chosen):
        raise Invalid(N_("Satu kolom dipilih untuk dua judul."), field="mapping")
    kept.mapping, kept.ignored_columns = list(mapping), _ignored(kept.headings, mapping)
    session.flush()
    return kept


def _ignored(headings: Sequence[str], mapping: Sequence[str]) -> list[str]:
    return [heading for heading, name in zip(headings, mapping, strict=True) if heading and not name]


def missing_columns(kept: CustomerImport) -> list[str]:
    """The headings of needed columns that no heading of the file was found to be."""
    return [COLUMNS[name][0] for name in NEEDED if name not in kept.mapping]


def get_import(session: Session, *, import_id: int, actor: User) -> CustomerImport:
    """One's own; nobody else needs to see a file half done."""
    kept = session.get(CustomerImport, import_id)
    if kept is None or kept.uploaded_by_id != actor.id:
        raise NotFound
    return kept


def preview_import(session: Session, kept: CustomerImport, *, rows: list[Any] | None = None) -> Preview:
    """Check every row (or these) by the rules a typed-in customer is held to, and against the phones known now."""
    preview, seen = Preview(), dict[str, int]()
    if missing_columns(kept):
        return preview
    checked = [
        _checked(row["number"], _values(kept.mapping, row["cells"]), preview, seen)
        for row in (kept.rows if rows is None else rows)
    ]
    good = [row for row in checked if row is not None]
    known = _known_phones(session, [row["phone_e164"] for row in good])
    for row in good:
        owner = known.get(row["phone_e164"])
        if owner:
            preview.known.append({**row, "owner": owner})
        else:
            preview.good.append(row)
    preview.bad.sort(key=lambda one: one[0])
    return preview


def _values(mapping: list[str], cells: list[Any]) -> dict[str, Any]:
    return {name: cells[at] for at, name in enumerate(mapping) if name and at < len(cells)}


def _take_faults(number: int, values: dict[str, Any], preview: Preview) -> None:
    """Name error cells and formulas without a value, and leave them out: neither is ever stored."""
    for name, cell in list(values.items()):
        if isinstance(cell, dict):
            said = cell.get("error")
            sentence = (
                N_("Sel ini berisi kesalahan %(error)s. Perbaiki di berkasnya.", error=said)
                if said
                else N_("Sel ini berisi rumus tanpa hasil. Buka dan simpan berkasnya di Excel dulu.")
            )
            preview.bad.append((number, COLUMNS[name][0], sentence))
            values[name] = ""


def _choose_phone(values: dict[str, str]) -> None:
    """The first number there is counts; another one is kept in the notes, where people see it."""
    other = values.get("other_phone", "")
    if other and not values.get("phone_e164"):
        values["phone_e164"] = other
    elif other and other != values["phone_e164"]:
        values["notes"] = f"{values.get('notes', '')}\nTelepon lain: {other}".strip()


def _checked(number: int, values: dict[str, Any], preview: Preview, seen: dict[str, int]) -> dict[str, Any] | None:
    """The row with its values in our form, or None when something is wrong with it."""
    before = len(preview.bad)
    _take_faults(number, values, preview)
    faulty = {column for _line, column, _ in preview.bad[before:]}
    _choose_phone(values)
    clean: dict[str, Any] = {"number": number, "notes": clear(values.get("notes", ""))[:LONGEST_NOTES]}

    def attempt(name: str, rule: Callable[[str], Any]) -> None:
        if COLUMNS[name][0] in faulty:
            return
        try:
            clean[name] = rule(values.get(name, ""))
        except Invalid as refusal:
            preview.bad.append((number, COLUMNS.get(refusal.field or name, (name,))[0], refusal.message))

    attempt("name", clean_name)
    attempt("phone_e164", _phone)
    attempt("email", clean_email)
    attempt("npwp", clean_npwp)
    try:
        clean |= clean_address({part: values.get(part, "") for part in PARTS})
    except Invalid as refusal:
        preview.bad.append((number, COLUMNS[refusal.field or "street"][0], refusal.message))
    phone = clean.get("phone_e164")
    if phone in seen:
        sentence = N_("Nomor ini sama dengan baris %(row)d.", row=seen[phone])
        preview.bad.append((number, COLUMNS["phone_e164"][0], sentence))
    elif phone:
        seen[phone] = number
    return clean if len(preview.bad) == before else None


def _phone(text: str) -> str:
    if not text:
        raise Invalid(N_("Nomor telepon harus diisi."), field="phone_e164")
    return to_e164(text)


def _known_phones(session: Session, phones: Iterable[str]) -> dict[str, str]:
    known = select(Customer.phone_e164, Customer.name, Customer.code).where(
        Customer.phone_e164.in_(list(phones)), Customer.deleted_at.is_(None)
    )
    return {phone: f"{name} ({code})" for phone, name, code in session.execute(known) if phone}


def require_desk(actor: User) -> None:
    if actor.role not in DESK:
        raise NotAllowed
