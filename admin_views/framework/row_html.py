"""The rows of a list as HTML: what a page repeats is made once, so that a row costs its values and nothing else.

A template would look up, translate and escape the same column names for every cell; here that is half the page's time.
"""

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape


@dataclass(frozen=True, slots=True)
class RowFrame:
    """What surrounds the values: links to a record and to its form (empty: none), the check box of bulk actions."""

    open_base: str
    edit_base: str
    has_checkbox: bool
    main: int
    select_words: str
    edit_words: str
    edit_icon: Markup


def write_rows(view: Any, records: list[Any], columns: Any, frame: RowFrame) -> list[Markup]:
    """One `<tr>` for each record."""
    names = [name for name, _label in columns]
    openings = [_opening(view, place, name, label, frame) for place, (name, label) in enumerate(columns)]
    closings = ["</a></td>" if place == frame.main and frame.open_base else "</td>" for place in range(len(names))]
    writers = view.writers(names)
    rows = []
    for record in records:
        key = str(record.id)
        parts = [_start(view.row_class(record), key, frame)]
        for write, opening, closing in zip(writers, openings, closings, strict=True):
            parts += (opening.replace("§", key, 1) if "§" in opening else opening, escape(write(record)), closing)
        parts.append(_end(key, frame))
        rows.append(Markup("".join(parts)))  # noqa: S704  every part is escaped above
    return rows


def _opening(view: Any, place: int, name: str, label: Any, frame: RowFrame) -> str:
    """The cell up to its value; § stands where the record's id goes."""
    classes = [
        *(["cell-main"] if place == frame.main else []),
        f"col-{name.replace('.', '-')}",
        *([view.column_class[name]] if name in view.column_class else []),
    ]
    link = f'<a href="{escape(frame.open_base)}§" data-row-link>' if place == frame.main and frame.open_base else ""
    return f'<td class="{" ".join(classes)}" data-label="{escape(str(label)).replace("§", "")}">{link}'


def _start(css: str, key: str, frame: RowFrame) -> str:
    opened = f'<tr class="{escape(css)}">' if css else "<tr>"
    if not frame.has_checkbox:
        return opened
    return (
        f'{opened}<td class="cell-check"><input type="checkbox" name="rowid" value="{key}" form="action_form" '
        f'data-bulk-row aria-label="{escape(frame.select_words)} {key}"></td>'
    )


def _end(key: str, frame: RowFrame) -> str:
    if not (frame.edit_base and frame.open_base):
        return "</tr>"
    words = escape(frame.edit_words)
    link = f'<a class="button" href="{escape(frame.edit_base)}{key}" aria-label="{words} {key}" title="{words}">'
    return f'<td class="cell-actions">{link}{frame.edit_icon}</a></td></tr>'
