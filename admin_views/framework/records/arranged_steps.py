"""Which of a record's actions stand as buttons: one next step, one more, the rest in a menu, the destructive last."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

MOST_BUTTONS = 3  # so few need no menu
NEXT = ("primary", "positive")


@dataclass(frozen=True, slots=True)
class Arranged:
    """`next` is drawn solid, `plain` beside it, `more` and then `danger` in the menu."""

    next: Any = None
    plain: list[Any] = field(default_factory=list[Any])
    more: list[Any] = field(default_factory=list[Any])
    danger: list[Any] = field(default_factory=list[Any])


def arrange_steps(steps: Sequence[Any], links: Sequence[Any] = ()) -> Arranged:
    """`steps` in the order of the flow table.

    The next step is the first whose tone says so, else the first that changes the status, else the first harmless one.
    """
    danger = [one for one in steps if one.tone == "danger"]
    safe = [one for one in steps if one.tone != "danger"]
    calm = [one for one in safe if one.tone != "warning"]
    step = (
        next((link for link in links if isinstance(link, dict) and link.get("solid")), None)
        or next((one for one in calm if one.tone in NEXT), None)
        or next((one for one in calm if one.moves), None)
        or next(iter(calm), None)
    )
    others = [one for one in safe if one is not step]
    if len(steps) + len(links) <= MOST_BUTTONS:
        return Arranged(step, [*others, *(link for link in links if link is not step), *danger])
    shown = [*(link for link in links if _is_main(link)), *others][:1]
    hidden = [one for one in (*others, *links) if one not in shown and one is not step]
    return Arranged(step, shown, hidden, danger)


def _is_main(link: Any) -> bool:
    return bool(isinstance(link, dict) and link.get("main"))
