"""What an import would make, and what is wrong with its rows."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_, Sentence
from app.core.phones import to_e164
from app.core.text.cleaning import clear
from app.models.customers.address import ADDRESS_PARTS
from app.models.customers.customer import Customer
from app.models.customers.customer_import import CustomerImport
from workflows.customers.address import clean_address
from workflows.customers.imports.get_import import missing_columns
from workflows.customers.imports.import_columns import COLUMNS, HALVES
from workflows.customers.rules import clean_email, clean_name, clean_npwp

LONGEST_NOTES = 2000
_AS_PEOPLE_WRITE = re.compile(r"\(?(?:\+|0|62)[^.']*(?:\.[0-9]{2,}[^.']*)*")  # a spreadsheet drops the 0 or adds a `.0`


@dataclass(slots=True)
class Preview:
    """`bad`: (row number, heading, sentence); `known`: rows whose phone somebody has already.

    A row's `written_phone` is what the file holds, where a spreadsheet had changed the number and it was mended.
    """

    good: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    known: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    bad: list[tuple[int, str, Sentence]] = field(default_factory=list[tuple[int, str, Sentence]])


def preview_import(session: Session, record: CustomerImport, *, rows: list[Any] | None = None) -> Preview:
    """Check every row (or these) by the rules a typed-in customer is held to, and against the phones known now."""
    preview, seen = Preview(), dict[str, int]()
    if missing_columns(record):
        return preview
    checked = [
        _checked(row["number"], _values(record.mapping, row["cells"]), preview, seen)
        for row in (record.rows if rows is None else rows)
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
            fault = cell.get("error")
            sentence = (
                N_("Sel ini berisi kesalahan %(error)s. Perbaiki di berkasnya.", error=fault)
                if fault
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


def _join_rt_rw(values: dict[str, str]) -> None:
    rt, rw = (values.get(name, "").strip().removesuffix(".0") for name in HALVES)
    if (rt or rw) and not values.get("rt_rw"):
        values["rt_rw"] = f"{rt}/{rw}"


def _checked(number: int, values: dict[str, Any], preview: Preview, seen: dict[str, int]) -> dict[str, Any] | None:
    """The row with its values in our form, or None when something is wrong with it."""
    before = len(preview.bad)
    _take_faults(number, values, preview)
    faulty = {column for _line, column, _ in preview.bad[before:]}
    _choose_phone(values)
    _join_rt_rw(values)
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
    written = values.get("phone_e164", "").strip()
    if written and not _AS_PEOPLE_WRITE.fullmatch(written):
        clean["written_phone"] = written
    attempt("email", clean_email)
    attempt("npwp", clean_npwp)
    try:
        clean |= clean_address({part: values.get(part, "") for part in ADDRESS_PARTS})
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
