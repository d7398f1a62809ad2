"""The desk's own fields of a ticket, as people read them."""

from collections.abc import Sequence
from datetime import date

from app.core.i18n import language
from app.models.support.settings.fields import FieldType, SupportField
from app.models.support.ticket import SupportTicket
from app.presenters.dates import day_short


def field_rows(fields: Sequence[SupportField], ticket: SupportTicket) -> list[tuple[str, str]]:
    """Name and value of those that are filled in, in the reader's language."""
    locale = language()
    return [
        (field.name_in(locale), field_text(field, ticket.fields[str(field.id)], locale))
        for field in fields
        if str(field.id) in ticket.fields
    ]


def field_text(field: SupportField, value: str, locale: str) -> str:
    if field.value_type == FieldType.DATE:
        return day_short(date.fromisoformat(value))
    return field.value_in(value, locale)
