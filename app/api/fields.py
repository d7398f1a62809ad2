"""The shapes of values on the wire: what a database column can hold, and nothing else."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from marshmallow import ValidationError, fields
from marshmallow.validate import Length, OneOf, Range, Regexp

from app.core.errors import Invalid
from app.core.flow import Ask
from app.core.i18n import N_
from app.core.money import read_quantity, read_rupiah

LARGEST_ID = 2**63 - 1
LARGEST_IDR = 10**12
LONGEST_LIST = 100
FIRST_YEAR, LAST_YEAR = 2000, 2200
_DIGITS = re.compile(r"[0-9]{1,19}", re.ASCII)
SAID = {
    "required": N_("Harus diisi."),
    "null": N_("Tidak boleh kosong."),
    "invalid": N_("Isian tidak sah."),
    "invalid_utf8": N_("Isian tidak sah."),
    "type": N_("Isian tidak sah."),
    "character": N_("Isian memuat karakter yang tidak diperbolehkan."),
    "too_large": N_("Angka ini terlalu besar."),
    "special": N_("Isian tidak sah."),
    "year": N_("Waktu ini di luar jangkauan."),
    "unknown": N_("Isian ini tidak dikenal."),
}


class Ours:
    """Mixed into every field: refusals in the reader's language."""

    default_error_messages = SAID


class Text(Ours, fields.String):
    """Characters PostgreSQL can keep: no NUL, no half of a surrogate pair."""

    def __init__(self, most: int = 500, *, least: int = 0, **more: Any) -> None:
        checks = [Length(min=least or None, max=most, error=_length(least, most)), *more.pop("checks", ())]
        super().__init__(validate=checks, **more)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> Any:
        text = super()._deserialize(value, attr, data, **more)
        if isinstance(text, str) and ("\x00" in text or any("\ud800" <= mark <= "\udfff" for mark in text)):
            raise self.make_error("character")
        return text


def _length(least: int, most: int) -> Any:
    if least:
        return N_("Antara %(least)d dan %(most)d huruf.", least=least, most=most)
    return N_("Paling banyak %(most)d huruf.", most=most)


class Whole(Ours, fields.Integer):
    """A JSON integer within bounds; in a query, plain digits."""

    def __init__(self, least: int | None = None, most: int | None = LARGEST_ID, **more: Any) -> None:
        error = N_("Angka ini di luar batas.")
        super().__init__(strict=True, validate=[Range(min=least, max=most, error=error)], **more)


class Label(Text):
    """The words for the record's value of `of` in the caller's language; only on the way out."""

    def __init__(self, of: str, labels: Mapping[Any, Any], **more: Any) -> None:
        super().__init__(200, **more)
        self.of, self.labels = of, labels

    def serialize(self, attr: str, obj: Any, accessor: Any = None, **more: Any) -> str:  # noqa: ARG002
        return str(self.labels[getattr(obj, self.of)])


class QueryWhole(Whole):
    """What stands in an address is text."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> Any:
        if not isinstance(value, str) or not _DIGITS.fullmatch(value):
            raise self.make_error("invalid")
        return super()._deserialize(int(value), attr, data, **more)


class Real(Ours, fields.Float):
    def __init__(self, least: float, most: float, **more: Any) -> None:
        error = N_("Angka ini di luar batas.")
        super().__init__(validate=[Range(min=least, max=most, error=error)], **more)

    def _validated(self, value: Any) -> Any:
        if isinstance(value, str):
            raise self.make_error("invalid")
        return super()._validated(value)


class Yes(Ours, fields.Boolean):
    """`true` or `false`; no other word for them."""

    truthy = {True}  # noqa: RUF012  marshmallow's own attributes
    falsy = {False}  # noqa: RUF012

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> Any:
        if not isinstance(value, bool):
            raise self.make_error("invalid")
        return super()._deserialize(value, attr, data, **more)


class Moment(Ours, fields.AwareDateTime):
    """RFC 3339 with a zone; kept in UTC."""

    def __init__(self, **more: Any) -> None:
        super().__init__(format="iso", **more)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> datetime:
        moment = super()._deserialize(value, attr, data, **more)
        if not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise self.make_error("year")
        return moment.astimezone(UTC)


class Day(Ours, fields.Date):
    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> date:
        day = super()._deserialize(value, attr, data, **more)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise self.make_error("year")
        return day


class Choice(Ours, fields.String):
    def __init__(self, values: Any, **more: Any) -> None:
        known = [value if value is None else str(value) for value in values]
        super().__init__(validate=[OneOf(known, error=N_("Pilihan ini tidak ada."))], **more)


class Amount(Ours, fields.Decimal):
    """A quantity with at most two decimals, as a string: no float ever rounds it."""

    FORM = re.compile(r"[0-9]{1,8}(\.[0-9]{1,2})?", re.ASCII)

    def __init__(self, **more: Any) -> None:
        shown = {"type": "string", "pattern": f"^{self.FORM.pattern}$", "examples": ["2.00"]}
        super().__init__(places=2, as_string=True, metadata=shown, **more)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> Any:
        if not isinstance(value, str) or not self.FORM.fullmatch(value):
            raise self.make_error("invalid")
        return super()._deserialize(value, attr, data, **more)


def _read(reader: Callable[[str], Any], text: str) -> Any:
    try:
        return reader(text)
    except Invalid as refusal:
        raise ValidationError(str(refusal)) from None


class Rupiah(Whole):
    """Whole rupiah: a JSON integer, or text as people and spreadsheets write it, read like a form's."""

    def __init__(self, least: int = 0, most: int = LARGEST_IDR, **more: Any) -> None:
        how = N_("Rupiah utuh, atau teks seperti ditulis orang: “1.250.000”, “1,5 juta”. Yang bisa dibaca dua ditolak.")
        shown = {"type": ["integer", "string"], "examples": [1_250_000], "description": how, **more.pop("metadata", {})}
        if more.get("allow_none"):
            shown["type"] = [*shown["type"], "null"]
        super().__init__(least, most, metadata=shown, **more)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> Any:
        amount = _read(read_rupiah, value) if isinstance(value, str) else value
        return super()._deserialize(amount, attr, data, **more)


class Quantity(Amount):
    """As it is sent: text, read like a form's; `1.500` can be read in two ways and is refused."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        how = N_("Teks seperti “2.00”, “0.500” atau “1,5”. Yang bisa dibaca dua ditolak.")
        self.metadata = {"type": "string", "examples": ["2.00"], "description": how}

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> Any:
        if not isinstance(value, str):
            raise self.make_error("invalid")
        return super()._deserialize(f"{_read(read_quantity, value):.2f}", attr, data, **more)


class Sentences(Ours, fields.Dict):
    """Sentences by the name of what they are about."""

    def __init__(self, **more: Any) -> None:
        super().__init__(keys=Text(), values=Items(Text(5000)), **more)


class Facts(Ours, fields.Dict):
    """Plain values by name."""


class Ids(Ours, fields.List):
    def __init__(self, **more: Any) -> None:
        super().__init__(Whole(1), validate=[Length(max=LONGEST_LIST, error=N_("Terlalu banyak."))], **more)


class Items(Ours, fields.List):
    def __init__(self, inner: Any, *, most: int = LONGEST_LIST, **more: Any) -> None:
        super().__init__(inner, validate=[Length(max=most, error=N_("Terlalu banyak."))], **more)


class Part(Ours, fields.Nested):
    """An object within an object."""


class Picture(Ours, fields.Raw):
    """A file in multipart/form-data."""


def pattern(regex: str) -> Regexp:
    return Regexp(regex, error=N_("Isian tidak sah."))


TEXTS = {"text", "long_text", "table"}


def field_of(ask: Ask) -> Any:
    """What a transition asks, as a field."""
    values = {"required": ask.required, "allow_none": not ask.required, "metadata": {"description": ask.label}}
    if not ask.required:
        values["load_default"] = "" if ask.kind in TEXTS else None
    if ask.kind in TEXTS:
        return Text(ask.max_length, least=int(ask.required), checks=[_not_blank] if ask.required else [], **values)
    if ask.kind == "money":
        return Rupiah(ask.minimum or 0, ask.maximum if ask.maximum is not None else LARGEST_IDR, **values)
    if ask.kind == "integer":
        most = ask.maximum if ask.maximum is not None else LARGEST_IDR
        return Whole(ask.minimum or 0, most, **values)
    if ask.kind in {"person", "pick"}:
        return Whole(1, **values)
    makers = {"day": Day, "moment": Moment, "people": Ids, "picks": Ids, "file": Picture}
    return Choice([value for value, _ in ask.choices], **values) if ask.kind == "choice" else makers[ask.kind](**values)


def _not_blank(text: str) -> None:
    if not text.strip():
        raise ValidationError(str(SAID["required"]))
