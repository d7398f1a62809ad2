"""The form of an invoice's content: rows of lines as a browser sends them, with or without a script."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict

from app.core.clock import utc_now
from app.core.db import db
from app.core.errors import Invalid
from app.core.i18n import Sentence, gettext
from app.core.identifiers import read_id
from app.core.money import TwoReadings, plain_number, read_quantity, read_rupiah
from app.core.written_dates import read_day, write_day_plain
from app.models.finance.invoice import Invoice, PriceItem
from app.policies.company_time import company_today
from app.presenters.finance.invoice_figures import plain_rupiah
from workflows.invoices import LineEdit

MOST_ROWS = 100
_ROW = re.compile(r"line-([0-9]{1,4})-description", re.ASCII)
SINGLE = ("discount", "due_date", "note")  # fields beside the rows
_NAMES = ("id", "item", "description", "unit", "quantity", "price")


@dataclass(slots=True)
class ContentForm:
    """What stands in the fields, as text, and what is wrong with it."""

    version: str
    discount: str
    due_date: str
    note: str
    rows: list[dict[str, str]]
    errors: list[Sentence]
    base: str = ""  # JSON of what the form was drawn from, to tell what its user changed

    def add_row(self) -> None:
        self.rows.append(dict.fromkeys(_NAMES, ""))

    def take_over(self, items: Sequence[PriceItem]) -> None:
        """A row with an item of the price list and nothing written yet is filled from it: no script needed."""
        known = {str(item.id): item for item in items}
        for row in self.rows:
            item = known.get(row["item"])
            if item is not None:
                row["description"] = row["description"] or item.name
                row["unit"] = row["unit"] or item.unit
                row["price"] = row["price"] or plain_rupiah(item.price_idr)
                row["quantity"] = row["quantity"] or "1"

    def drop_row(self, place: int) -> None:
        if 0 <= place < len(self.rows):
            del self.rows[place]


def content_of(invoice: Invoice) -> ContentForm:
    """The form as it opens."""
    rows = [
        {
            "id": str(line.id),
            "item": str(line.price_item_id or ""),
            "description": line.description,
            "unit": line.unit,
            "quantity": plain_number(line.quantity),
            "price": plain_rupiah(line.price_idr),
        }
        for line in invoice.lines
    ]
    discount = plain_rupiah(invoice.discount_idr)
    content = ContentForm(str(invoice.version), discount, write_day_plain(invoice.due_date), invoice.note, rows, [])
    content.base = base_of(content)
    return content


def base_of(content: ContentForm) -> str:
    fields = {name: getattr(content, name) for name in SINGLE}
    return json.dumps({**fields, "rows": content.rows}, ensure_ascii=False)


def content_sent(form: MultiDict[str, str]) -> ContentForm:
    """The form as it came; rows in the order of their numbers."""
    places = sorted({int(found[1]) for name in form if (found := _ROW.fullmatch(name))})[:MOST_ROWS]
    clean = {name: value.replace("\x00", "") for name, value in form.items()}
    rows = [{name: clean.get(f"line-{place}-{name}", "").strip() for name in _NAMES} for place in places]
    values = (clean.get(name, "").strip() for name in ("version", "discount", "due_date", "note"))
    return ContentForm(*values, rows, [], clean.get("base", ""))


def read_content(content: ContentForm) -> dict[str, Any] | None:
    """The verb's keywords, or None with `content.errors` filled. Rows with nothing in them are left out."""
    lines = [_line(content, number, row) for number, row in enumerate(_filled(content.rows), 1)]
    no_discount = gettext("Diskon: tulis jumlah dalam rupiah, misalnya 50.000.")
    discount = _read(content, read_rupiah, content.discount or "0", no_discount)
    due = _day(content.due_date)
    if due is None:
        content.errors.append(gettext("Jatuh tempo: pilih tanggalnya."))
    if content.errors:
        return None
    version = read_id(content.version) or 0
    return {
        "version": version,
        "lines": lines,
        "discount_idr": discount,
        "note": content.note,
        "due_date": due,
    }


def _filled(rows: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    return [row for row in rows if row["description"] or row["item"] or row["price"]]


def _line(content: ContentForm, number: int, row: dict[str, str]) -> LineEdit | None:
    if not row["description"]:
        content.errors.append(gettext("Baris %(number)s: uraian belum diisi.", number=number))
    no_quantity = gettext("Baris %(number)s: qty harus angka lebih dari nol.", number=number)
    amount = _read(content, read_quantity, row["quantity"], no_quantity)
    if amount == 0:
        content.errors.append(no_quantity)
    no_price = gettext("Baris %(number)s: harga harus jumlah rupiah.", number=number)
    price = _read(content, read_rupiah, row["price"], no_price)
    if amount is None or price is None:
        return None
    return LineEdit(read_id(row["id"]), read_id(row["item"]), row["description"], row["unit"], amount, price)


def _read(content: ContentForm, read: Callable[[str], Any], text: str, refused: str) -> Any:
    """The number in a field, or None with the reason among the form's errors."""
    try:
        return read(text)
    except TwoReadings as refusal:
        content.errors.append(f"{refused} {refusal}")
    except Invalid:
        content.errors.append(refused)
    return None


def _day(text: str) -> date | None:
    try:
        return read_day(text, today=company_today(db.session(), utc_now()))
    except ValueError:
        return None
