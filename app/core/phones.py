"""Indonesian phone numbers as people write them, to E.164."""

import re

import phonenumbers

from app.core.errors import Invalid
from app.core.i18n import N_


def to_e164(text: str) -> str:
    """`0812-3456-789`, `62812…`, `+62 812…` or `812…` → `+62812…`; raises Invalid."""
    cleaned = re.sub(r"^\s*00", "+", text)
    try:
        number = phonenumbers.parse(cleaned, "ID")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        raise Invalid(N_("Nomor telepon tidak sah. Contoh yang benar: 0812-3456-7890."), field="phone_e164")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def masked(phone: str | None) -> str:
    """For logs: only the last four digits."""
    return f"…{phone[-4:]}" if phone else "-"
