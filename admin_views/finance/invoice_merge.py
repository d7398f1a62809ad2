"""An invoice's content saved from a form drawn before somebody else's change: both are shown, neither is lost."""

import json
from typing import Any

from admin_views.finance.invoice_lines import SINGLE, ContentForm
from app.core.i18n import N_, Sentence, gettext
from app.http.forms.edit_version import ChangedMeanwhile

Row = dict[str, str]
LABELS: dict[str, Sentence] = {
    "description": N_("Uraian"),
    "item": N_("Dari daftar harga"),
    "quantity": N_("Qty"),
    "unit": N_("Satuan"),
    "price": N_("Harga"),
    "discount": N_("Diskon (Rp)"),
    "due_date": N_("Jatuh tempo"),
    "note": N_("Catatan pada invoice"),
}


def merge_content(mine: ContentForm, stored: ContentForm) -> ContentForm:
    """What this person changed stays as typed, what only the other changed is taken over; `errors` name both values.

    The result carries the stored version: saving again is a decision.
    """
    base = _read_base(mine.base)
    notes: list[Sentence] = [str(ChangedMeanwhile.sentence)]
    fields = {
        name: _merge_value(str(LABELS[name]), getattr(mine, name), getattr(stored, name), base.get(name), notes)
        for name in SINGLE
    }
    rows = _merge_rows(mine.rows, stored.rows, base["rows"], notes)
    return ContentForm(stored.version, rows=rows, errors=notes, base=stored.base, **fields)


def _merge_value(label: str, mine: str, stored: str, base: str | None, notes: list[Sentence]) -> str:
    """`base` None: what the form was drawn from is not known."""
    here, now = _plain(mine), _plain(stored)
    if here == now or now == _plain(base):
        return mine
    empty = gettext("kosong")
    facts = {"here": here or empty, "now": now or empty}
    if here == _plain(base):
        changed = gettext("Sementara itu diubah dari “%(here)s” menjadi “%(now)s”.", **facts)
        notes.append(f"{label}: {changed}")
        return stored
    both = gettext("Tersimpan sekarang: “%(now)s”. Isian Anda: “%(here)s”.", **facts)
    notes.append(f"{label}: {both}")
    return mine


def _merge_rows(mine: list[Row], stored: list[Row], base: list[Row], notes: list[Sentence]) -> list[Row]:
    now, before = {row["id"]: row for row in stored}, {row["id"]: row for row in base}
    rows = [row for own in mine if (row := _merge_row(own, now, before, notes)) is not None]
    kept = {row["id"] for row in mine}
    for row in stored:
        if row["id"] not in kept and row != before.get(row["id"]):
            notes.append(gettext("Ditambah atau diubah orang lain: “%(line)s”.", line=_describe_row(row)))
            rows.append(row)
    return rows


def _merge_row(own: Row, now: dict[str, Row], before: dict[str, Row], notes: list[Sentence]) -> Row | None:
    if own["id"] in now:
        was, line = before.get(own["id"], {}), own["description"] or now[own["id"]]["description"]
        merged = {
            name: _merge_value(f"“{line}” – {LABELS[name]}", own[name], now[own["id"]][name], was.get(name), notes)
            for name in own
            if name != "id"
        }
        return {"id": own["id"], **merged}
    if not own["id"]:
        return own
    if own == before.get(own["id"]):
        notes.append(gettext("Dihapus orang lain: “%(line)s”.", line=_describe_row(own)))
        return None
    notes.append(gettext("“%(line)s” dihapus orang lain; isian Anda akan menjadi baris baru.", line=own["description"]))
    return {**own, "id": ""}


def _describe_row(row: Row) -> str:
    return f"{row['description']}, {row['quantity']} {row['unit']} × {row['price']}"


def _plain(text: str | None) -> str | None:
    """A browser sends line breaks as CR LF."""
    return None if text is None else "\n".join(text.strip().splitlines())


def _read_base(text: str) -> dict[str, Any]:
    """What the hidden field holds; anybody may have changed it, and then only the notes are less exact."""
    try:
        base = json.loads(text)
        rows = [{name: str(value) for name, value in row.items()} for row in base["rows"]]
        singles = {name: str(base[name]) for name in SINGLE}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {"rows": []}
    return {**singles, "rows": [row for row in rows if "id" in row]}
