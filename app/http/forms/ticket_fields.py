"""Inputs for the desk's own fields of tickets."""

from collections.abc import Sequence
from typing import Any

from wtforms import SelectField, StringField
from wtforms.fields.core import Field

from app.core.i18n import N_
from app.models.support.settings.fields import FieldType, SupportField

_HINTS = {FieldType.NUMBER: {"inputmode": "decimal"}, FieldType.DATE: {"data-pick": "date"}}


def field_inputs(fields: Sequence[SupportField], locale: str) -> dict[str, Field]:
    """By the name of the input. What must be filled depends on the kind, which the workflow knows."""
    return {f"field_{field.id}": _input(field, locale) for field in fields}


def _input(field: SupportField, locale: str) -> Any:
    values = {
        "label": field.name_in(locale),
        "description": N_("Harus diisi.") if field.is_required else "",
        "render_kw": {"autocomplete": "off", **_HINTS.get(field.value_type, {})},
    }
    if field.value_type == FieldType.CHOICE:
        choices = [("", "–"), *((one, field.value_in(one, locale)) for one in field.choices)]
        return SelectField(choices=choices, validate_choice=False, **values)
    return StringField(**values)
