"""Customers from a file: what would be made, what is wrong, and, after a yes, all good rows in one transaction."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotAllowed, NotAvailable, NotFound
from app.core.i18n import N_, Sentence
from app.core.phones import to_e164
from app.models.accounts.user import DESK, User
from app.models.customers.customer import Customer, CustomerSource, Site
from app.models.customers.customer_import import CustomerImport, ImportStatus
from workflows.customers.address import PARTS, clean_address, zone_of
from workflows.customers.rules import clean_email, clean_name, clean_npwp
from workflows.customers.sheet import Sheet
from workflows.numbering import next_numbers

# heading as we write it in the sample and the export, and what else people call it
COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("Nama", "nama pelanggan", "customer", "name"),
    "phone_e164": (
        "Telepon",
        "no telepon",
        "nomor telepon",
        "no hp",
        "hp",
        "whatsapp",
        "wa",
        "phone",
        "telp",
        "no telp",
    ),
    "email": ("E-mail", "email", "surel"),
    "npwp": ("NPWP", "no npwp"),
    "street": ("Jalan", "alamat", "jalan dan nomor", "address", "street"),
    "rt_rw": ("RT/RW", "rtrw"),
    "village": ("Kelurahan", "desa", "kelurahan / desa"),
    "district": ("Kecamatan",),
    "city": ("Kota", "kabupaten", "kota / kabupaten", "city"),
    "province": ("Provinsi", "province"),
    "postal_code": ("Kode pos", "kodepos", "postal code"),
    "landmark": ("Patokan", "landmark"),
    "notes": ("Catatan", "keterangan", "notes"),
}
SAMPLE = (
    ("Bu Ratna Dewi", "0812-3456-7890", "ratna@contoh.id", "", "Jl. Dago No. 12", "001/002", "Lebak Gede", "Coblong",
     "Kota Bandung", "Jawa Barat", "40132", "seberang masjid", ""),
    ("Hotel Losari Indah", "0811-4455-667", "", "0925429434070000", "Jl. Penghibur 3", "", "Losari", "Ujung Pandang",
     "Kota Makassar", "Sulawesi Selatan", "90111", "", "Masuk lewat pintu belakang"),
)  # fmt: skip
LONGEST_NOTES = 2000


@dataclass(slots=True)
class Preview:
    """`bad`: (row number, heading, sentence); `known`: rows whose phone somebody has already."""

    good: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    known: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    bad: list[tuple[int, str, Sentence]] = field(default_factory=list[tuple[int, str, Sentence]])


def keep_import(session: Session, *, file_name: str, sheet: Sheet, actor: User) -> CustomerImport:
    """Keep what was read until somebody says yes. Raises Invalid when the file has no name or phone column."""
    _require_desk(actor)
    places = {at: name for at, heading in enumerate(sheet.headings) if (name := _column_of(heading))}
    for needed in ("name", "phone_e164"):
        if needed not in places.values():
            raise Invalid(N_("Kolom “%(column)s” tidak ada di baris judul.", column=COLUMNS[needed][0]), field="file")
    rows = [
        {"number": number, "values": {name: cells[at] for at, name in places.items() if at < len(cells)}}
        for number, cells in sheet.rows
    ]
    ignored = [heading for at, heading in enumerate(sheet.headings) if at not in places and heading]
    kept = CustomerImport(file_name=file_name[:200], rows=rows, ignored_columns=ignored[:30], uploaded_by_id=actor.id)
    session.add(kept)
    session.flush()
    return kept


def get_import(session: Session, *, import_id: int, actor: User) -> CustomerImport:
    """One's own; nobody else needs to see a file half done."""
    kept = session.get(CustomerImport, import_id)
    if kept is None or kept.uploaded_by_id != actor.id:
        raise NotFound
    return kept


def preview_import(session: Session, kept: CustomerImport) -> Preview:
    """Check every row by the rules a typed-in customer is held to, and against the phones known now."""
    preview, seen = Preview(), dict[str, int]()
    checked = [_checked(row, preview, seen) for row in kept.rows]
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


def confirm_import(session: Session, *, import_id: int, actor: User, now: datetime) -> CustomerImport:
    """Make all good rows customers, once: a second yes changes nothing and returns the same."""
    _require_desk(actor)
    kept = session.get(CustomerImport, import_id, with_for_update=True)
    if kept is None or kept.uploaded_by_id != actor.id:
        raise NotFound
    if kept.status == ImportStatus.DONE:
        return kept
    preview = preview_import(session, kept)
    if not preview.good:
        raise NotAvailable(N_("Tidak ada baris yang dapat diimpor."))
    numbers = next_numbers(session, "customer", len(preview.good))
    customers = [_customer(row, number, actor, now) for row, number in zip(preview.good, numbers, strict=True)]
    session.add_all(customers)
    session.flush()
    parts = [{part: getattr(customer, part) for part in PARTS} for customer in customers]
    session.add_all(
        Site(customer_id=customer.id, name="Alamat utama", time_zone=zone_of(where), **where)
        for customer, where in zip(customers, parts, strict=True)
        if any(where.values())
    )
    kept.status, kept.done_at = ImportStatus.DONE, now
    kept.created_count, kept.skipped_count = len(customers), len(preview.known)
    session.flush()
    return kept


def _customer(row: dict[str, Any], number: int, actor: User, now: datetime) -> Customer:
    facts = {name: row[name] for name in ("name", "phone_e164", "email", "npwp", "notes", *PARTS)}
    code = f"PLG-{number:06d}"
    source = CustomerSource.IMPORT
    return Customer(code=code, source=source, created_by_id=actor.id, updated_at=now, locale="id", **facts)


def _checked(row: dict[str, Any], preview: Preview, seen: dict[str, int]) -> dict[str, Any] | None:
    """The row with its values in our form, or None when something is wrong with it."""
    values, number, before = row["values"], row["number"], len(preview.bad)
    clean: dict[str, Any] = {"number": number, "notes": values.get("notes", "")[:LONGEST_NOTES]}

    def attempt(name: str, rule: Callable[[str], Any]) -> None:
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


def _column_of(heading: str) -> str | None:
    wanted = _bare(heading)
    return next((name for name, names in COLUMNS.items() if wanted in {_bare(one) for one in names}), None)


def _bare(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.lower())


def _require_desk(actor: User) -> None:
    if actor.role not in DESK:
        raise NotAllowed
