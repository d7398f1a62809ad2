"""Write one of the desk's own fields."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.support.settings.fields import FieldType, SupportField
from workflows.one_at_a_time import one_at_a_time

MOST_CHOICES = 50


def save_field(
    session: Session, field: SupportField, *, name: str, name_en: str, choices: str, **columns: Any
) -> SupportField:
    """`choices`: a line each, Indonesian | English; without the second the first serves both."""
    name, name_en = " ".join(name.split()), " ".join(name_en.split())
    one_at_a_time(session, "support_field_names")
    existing = select(SupportField.id).where(
        func.lower(SupportField.name) == name.lower(),
        SupportField.kind.is_not_distinct_from(columns["kind"]),
        SupportField.id != (field.id or 0),
    )
    if session.scalar(existing) is not None:
        raise Invalid(N_("Nama ini sudah dipakai."), field="name")
    pairs = _pairs(choices) if columns["value_type"] == FieldType.CHOICE else []
    field.name, field.name_en = name, name_en or name
    field.choices, field.choices_en = [one for one, _ in pairs], [english for _, english in pairs]
    for column, value in columns.items():
        setattr(field, column, value)
    session.add(field)
    session.flush()
    return field


def _pairs(text: str) -> list[tuple[str, str]]:
    lines = [[part.strip() for part in line.split("|", 1)] for line in text.splitlines() if line.strip()]
    pairs = [(parts[0], parts[-1] or parts[0]) for parts in lines]
    names = [one for one, _ in pairs]
    if not 0 < len(pairs) <= MOST_CHOICES or len(set(names)) != len(names) or not all(names):
        raise Invalid(N_("Tulis 1 sampai 50 pilihan yang berbeda, satu per baris."), field="choices")
    if any(len(word) > 80 for pair in pairs for word in pair):  # noqa: PLR2004
        raise Invalid(N_("Pilihan paling panjang 80 huruf."), field="choices")
    return pairs
