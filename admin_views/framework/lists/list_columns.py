"""How the columns of a list share its width, and which of them a phone shows.

Classes: `cell-fit` keeps its natural width (numbers, states, moments, amounts); every other column gives way and cuts
its text. On a phone a row has three lines: `cell-main` with `cell-state`, `cell-title`, `cell-who` with `cell-when`;
`cell-more` is left out there; a screen's `column_class` may name them. An amount comes before a moment, because whoever
reads a list of money wants to know how much. `p3` leaves a column out below 1440 px, `p2` below 1280 px.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Boolean, Date, DateTime, Integer, inspect

from admin_views.framework.lists.columns import day_cell, moment_cell, rupiah_cell, site_moment_cell

MOMENTS = {day_cell, moment_cell, site_moment_cell}
SHORT_MAKERS = ("status_of.", "choice_of.")  # functions of columns.py that make writers of short cells

PHONE = frozenset({"cell-main", "cell-state", "cell-title", "cell-who", "cell-when", "cell-more"})
STATES = ("status", "state")  # names of columns that say how far a record is


def state_second(names: Sequence[Any]) -> list[Any]:
    """The state stands beside what names the record, whatever else a screen lists."""
    kept = [one for one in names if one[0] not in STATES]
    return [*kept[:1], *(one for one in names if one[0] in STATES), *kept[1:]]


def column_roles(
    model: Any, names: Sequence[str], writers: Mapping[str, Any], given: Mapping[str, str]
) -> dict[str, str]:
    """The classes of each column, by its name."""
    moments = [name for name in names if _is_moment(model, name, writers)]
    fitting = {
        name
        for place, name in enumerate(names)
        if place == 0 or name in STATES or name in moments or "number" in given.get(name, "")
        if "wrap" not in given.get(name, "")
    } | {name for name in names if _is_short(model, name, writers)}
    texts = [name for name in names if name not in fitting]
    phone = {names[0]: "cell-main"} | dict.fromkeys(STATES, "cell-state")
    state = next((name for name in names[1:] if _is_badge(writers.get(name))), None)
    if state and not set(STATES) & set(names):
        phone[state] = "cell-state"
    phone |= dict(zip([name for name in texts if name != state], ("cell-title", "cell-who"), strict=False))
    amounts = [name for name in names if writers.get(name) is rupiah_cell]
    phone |= dict.fromkeys([name for name in (*amounts, *moments) if name != names[0]][:1], "cell-when")
    phone |= {name: one for name, asked in given.items() for one in asked.split() if one in PHONE}
    return {
        name: " ".join(
            part
            for part in (
                phone.get(name, "cell-more"),
                "cell-fit" if name in fitting else "",
                f"col-{name.replace('.', '-')}",
                *(one for one in given.get(name, "").split() if one not in PHONE),
            )
            if part
        )
        for name in names
    }


def _is_moment(model: Any, name: str, writers: Mapping[str, Any]) -> bool:
    writer = writers.get(name)
    return writer in MOMENTS or (writer is None and isinstance(_type_of(model, name), DateTime | Date))


def _is_short(model: Any, name: str, writers: Mapping[str, Any]) -> bool:
    writer = writers.get(name)
    if writer is None:
        return isinstance(_type_of(model, name), Boolean | Integer)
    return writer is rupiah_cell or getattr(writer, "__qualname__", "").startswith(SHORT_MAKERS)


def _is_badge(writer: Any) -> bool:
    return getattr(writer, "is_badge", False)


def _type_of(model: Any, name: str) -> Any:
    column = inspect(model).columns.get(name)
    return None if column is None else column.type
