"""Web forms, and the form of a transition drawn from what it asks."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, cast
from zoneinfo import ZoneInfo

from flask_babel import Domain
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    DateField,
    DateTimeField,
    Field,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget, TextInput

from app.core.clock import utc_now
from app.core.db import db
from app.core.errors import DomainError, Invalid
from app.core.flow import Ask, Transition
from app.core.i18n import N_
from app.core.identifiers import LONGEST_ID
from app.core.money import TwoReadings, plain_number, read_quantity, read_rupiah
from app.core.written_dates import read_day, read_moment, write_day_plain, write_moment_plain
from app.http.files.uploads import receive_document
from app.http.forms.table_field import TableField
from app.policies.company_time import company_today
from app.presenters.dates import shown_zone
from app.presenters.money import rupiah

_WHOLE = re.compile(rf"[+-]?[0-9]{{1,{LONGEST_ID}}}")
_WTFORMS_TEXTS = Domain(domain="wtforms")


class BaseForm(FlaskForm):
    """Every form of ours: messages in the reader's language, NUL refused."""

    class Meta(FlaskForm.Meta):
        def get_translations(self, form: Any) -> Any:  # noqa: ARG002
            return _WTFORMS_TEXTS.get_translations()

    def validate(self, extra_validators: Any = None) -> bool:
        fine = super().validate(extra_validators)
        for field in self:
            if isinstance(field.data, str) and "\x00" in field.data:
                field.errors = [*field.errors, N_("Isian memuat karakter yang tidak diperbolehkan.")]
                fine = False
        return fine


def place_refusal(refusal: DomainError, form: FlaskForm) -> None:
    """At its field when it names one of this form's, else over the form."""
    field = getattr(refusal, "field", None)
    if field is not None and field in form:
        form[field].errors = [*form[field].errors, str(refusal)]
    else:
        form.form_errors.append(str(refusal))


class WholeNumberField(IntegerField):
    """Plain digits, no more of them than a BIGINT holds. WTForms' own takes the digits of every script."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist and str(valuelist[0]).strip() and not _WHOLE.fullmatch(str(valuelist[0]).strip()):
            self.data = None
            raise ValueError(str(N_("Isi dengan angka bulat.")))
        super().process_formdata(valuelist)


class RupiahField(StringField):
    """Whole rupiah, written as people write them: `1.250.000`, `Rp 500 rb`, `1,5 jt`."""

    def _value(self) -> str:
        if self.raw_data:
            return self.raw_data[0]
        return rupiah(self.data) if self.data is not None else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist or not valuelist[0].strip():
            self.data = None
            return
        self.data = None
        try:
            self.data = read_rupiah(valuelist[0])
        except TwoReadings as refusal:
            raise ValidationError(str(refusal)) from None
        except Invalid:
            raise ValidationError(N_("Tulis jumlah dalam rupiah, misalnya 1.250.000.")) from None


class QuantityField(StringField):
    """A number, written as people write it: `1,5`, `1.500,25`; what can be read in two ways is refused with both."""

    def _value(self) -> str:
        if self.raw_data:
            return self.raw_data[0]
        return plain_number(Decimal(str(self.data))) if self.data is not None else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        if not valuelist or not valuelist[0].strip():
            return
        try:
            self.data = read_quantity(valuelist[0])
        except Invalid as refusal:
            raise ValidationError(str(refusal)) from None


class MomentField(DateTimeField):
    """A moment shown and typed in a zone (the company's unless given), kept in UTC; read as people write it."""

    widget = TextInput()

    def __init__(self, *args: Any, zone: ZoneInfo | None = None, **kwargs: Any) -> None:
        self.zone = zone or shown_zone()
        super().__init__(*args, **kwargs)
        self.render_kw = {"data-pick": "datetime-local", "autocomplete": "off", **(self.render_kw or {})}

    def process_data(self, value: Any) -> None:
        self.data = value.astimezone(self.zone) if isinstance(value, datetime) and value.tzinfo else value

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist or not valuelist[0].strip():
            self.data = None
            return
        try:
            self.data = read_moment(valuelist[0], now=utc_now().astimezone(self.zone)).astimezone(UTC)
        except (ValueError, OverflowError):  # the first and the last hours of the calendar have no UTC
            self.data = None
            raise ValueError(N_("Tulis tanggal dan jam, misalnya 30/11/2026 08.00 atau besok 9.")) from None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return write_moment_plain(self.data.astimezone(self.zone)) if self.data else ""


class DayField(DateField):
    """A day, read as people write it."""

    widget = TextInput()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.render_kw = {"data-pick": "date", "autocomplete": "off", **(self.render_kw or {})}

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist or not valuelist[0].strip():
            self.data = None
            return
        try:
            self.data = read_day(valuelist[0], today=company_today(db.session(), utc_now()))
        except (ValueError, OverflowError):
            self.data = None
            raise ValueError(N_("Tulis tanggal, misalnya 30/11/2026 atau besok.")) from None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return write_day_plain(self.data) if self.data else ""


def transition_form(
    transition: Transition,
    *,
    people: Iterable[tuple[int, str]] = (),
    zone: ZoneInfo | None = None,
    given: Mapping[str, Any] | None = None,
    more: Mapping[str, Field] | None = None,
    **options: Any,
) -> BaseForm:
    """One field for each thing the transition asks, filled with what is `given`, and `more` fields of the screen's own.

    `people` are a `people` field's choices; `options` go to the form.
    """
    fields = {ask.name: _field(ask, list(people), zone) for ask in transition.asks} | dict(more or {})
    return cast("BaseForm", type("TransitionForm", (BaseForm,), fields)(data=dict(given or {}), **options))


def answers_of(form: BaseForm, transition: Transition) -> dict[str, Any]:
    """What the verb gets: one keyword per ask, empty optional ones as None (text: empty string)."""
    answers: dict[str, Any] = {}
    for ask in transition.asks:
        value = form[ask.name].data
        if ask.kind == "file":
            value = receive_document(value, field=ask.name) if value else None
        answers[ask.name] = value.strip() if isinstance(value, str) else value
    return answers


def optional_id(value: Any) -> int | None:
    """`coerce` of a select field whose empty choice is None. Raises ValueError, WTForms' refusal of a choice."""
    return int(value) if value else None


def _field(ask: Ask, people: list[tuple[int, str]], zone: ZoneInfo | None) -> Field:
    checks: list[Any] = [InputRequired() if ask.required else Optional()]
    if ask.kind in {"text", "long_text", "table"}:
        checks.append(Length(max=ask.max_length))
    if ask.kind in {"integer", "money"} and (ask.minimum is not None or ask.maximum is not None):
        checks.append(NumberRange(min=ask.minimum, max=ask.maximum))
    values = {"label": ask.label, "validators": checks, "description": ask.hint or ""}
    makers: dict[str, Callable[[], Field]] = {
        "text": lambda: StringField(**values),
        "long_text": lambda: TextAreaField(**values),
        "integer": lambda: WholeNumberField(**values),
        "money": lambda: RupiahField(**values),
        "day": lambda: DayField(**values),
        "moment": lambda: MomentField(zone=zone, **values),
        "choice": lambda: SelectField(choices=list(ask.choices), **values),
        "person": lambda: SelectField(choices=list(ask.choices), coerce=optional_id, **values),
        "people": lambda: SelectMultipleField(choices=people, coerce=int, **values),
        "pick": lambda: SelectField(choices=list(ask.choices), coerce=optional_id, **values),
        "picks": lambda: SelectMultipleField(
            choices=list(ask.choices),
            coerce=int,
            widget=ListWidget(prefix_label=False),
            option_widget=CheckboxInput(),
            **values,
        ),
        "file": lambda: FileField(**values),
        "table": lambda: TableField(columns=ask.columns, **values),
    }
    return makers[ask.kind]()
