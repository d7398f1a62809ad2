"""Rules every change of a customer is held to."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotAllowed, NotFound
from app.core.i18n import N_
from app.core.phones import to_e164_or_none
from app.core.text.cleaning import clear_line
from app.models.accounts.user import DESK, User
from app.models.customers.customer import Customer

_EMAIL = re.compile(r"[^@\s,;<>\"]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
NPWP_DIGITS = (15, 16, 22)  # the old number, the NIK-based one, and a branch's (NITKU)
LONGEST_NAME = 120
LONGEST_EMAIL = 254


class PhoneTaken(Invalid):
    """The number belongs to another customer; `facts["customer_id"]` says whose."""

    code = "phone_taken"


def find_customer_by_phone(session: Session, *, phone_e164: str) -> Customer | None:
    """The customer, active or not, who has this number now; deleted ones do not count."""
    mine = select(Customer).where(Customer.phone_e164 == phone_e164, Customer.deleted_at.is_(None))
    return session.scalars(mine).one_or_none()


def get_customer(session: Session, customer_id: int, *, lock: bool = True) -> Customer:
    wanted = select(Customer).where(Customer.id == customer_id)
    customer = session.scalars(wanted.with_for_update() if lock else wanted).one_or_none()
    if customer is None:
        raise NotFound
    return customer


def require_desk(actor: User) -> None:
    if actor.role not in DESK:
        raise NotAllowed


def require_free_phone(session: Session, phone_e164: str, *, besides: int | None = None) -> None:
    """The refusal names the customer who has the number."""
    owner = find_customer_by_phone(session, phone_e164=phone_e164)
    if owner is not None and owner.id != besides:
        raise PhoneTaken(
            N_("Nomor ini sudah dipakai %(name)s (%(code)s).", name=owner.name, code=owner.code),
            field="phone_e164",
            customer_id=owner.id,
        )


def clean_phone(session: Session, phone: str | None, *, besides: int | None = None) -> str | None:
    number = to_e164_or_none(phone)
    if number is not None:
        require_free_phone(session, number, besides=besides)
    return number


def clean_name(name: str) -> str:
    name = clear_line(name)
    if not name:
        raise Invalid(N_("Nama pelanggan harus diisi."), field="name")
    if len(name) > LONGEST_NAME:
        raise Invalid(N_("Nama terlalu panjang: paling banyak %(most)d huruf.", most=LONGEST_NAME), field="name")
    return name


def clean_email(email: str | None) -> str | None:
    email = (email or "").strip().lower()
    if not email:
        return None
    if len(email) > LONGEST_EMAIL or not _EMAIL.fullmatch(email):
        raise Invalid(N_("Alamat e-mail tidak sah. Contoh: nama@perusahaan.co.id."), field="email")
    return email


def clean_npwp(npwp: str | None) -> str:
    """Only its digits; 15 (old), 16 or 22 of them."""
    digits = re.sub(r"[\s.\-/]", "", npwp or "")
    if not digits:
        return ""
    if not (digits.isascii() and digits.isdecimal()) or len(digits) not in NPWP_DIGITS:
        raise Invalid(N_("NPWP terdiri dari 15, 16 atau 22 angka."), field="npwp")
    return digits
