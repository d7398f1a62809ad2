"""What somebody filled in, checked against the fields of the ticket's kind."""

from collections.abc import Mapping, Sequence
from datetime import date

from app.core.errors import Invalid
from app.core.i18n import N_
from app.core.money import plain_number, read_quantity
from app.core.text.cleaning import clear_line
from app.core.written_dates import read_day
from app.models.support.settings.fields import FieldType, SupportField

LONGEST_VALUE = 500


def field_key(field: SupportField) -> str:
    """The name of its input in a form, and of the field that a refusal points at."""
    return f"field_{field.id}"


def read_fields(fields: Sequence[SupportField], given: Mapping[int, str], *, today: date) -> dict[str, str]:
    """Values by the field's id, empty ones left out: numbers as 1,5, days as 2026-11-30. Raises Invalid."""
    found = {}
    for field in fields:
        value = clear_line(given.get(field.id) or "").strip()
        if value:
            found[str(field.id)] = _checked(field, value, today)
        elif field.is_required:
            raise Invalid(N_("%(name)s harus diisi.", name=field.name), field=field_key(field))
    return found


def _checked(field: SupportField, value: str, today: date) -> str:
    key = field_key(field)
    if len(value) > LONGEST_VALUE:
        raise Invalid(N_("Paling panjang %(n)d huruf.", n=LONGEST_VALUE), field=key)
    if field.value_type == FieldType.NUMBER:
        return plain_number(read_quantity(value, field=key))
    if field.value_type == FieldType.DATE:
        try:
            return read_day(value, today=today).isoformat()
        except (ValueError, OverflowError):
            raise Invalid(N_("Tulis tanggal, misalnya 30/11/2026 atau besok."), field=key) from None
    if field.value_type == FieldType.CHOICE and value not in field.choices:
        raise Invalid(N_("Pilih salah satu yang ada."), field=key)
    return value
