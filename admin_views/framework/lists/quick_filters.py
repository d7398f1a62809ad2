"""The commonest filters of a list as selects above it, applied at once; the others stay in the menu "Saring"."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MOST_QUICK = 4
MOST_OPTIONS = 40


@dataclass(frozen=True, slots=True)
class QuickFilter:
    """`name` is what the select sends; `value` the choice in force, empty for none."""

    label: str
    name: str
    value: str
    options: list[list[str]]


def quick_filters(
    groups: Mapping[str, list[dict[str, Any]]] | None, given: Mapping[str, str]
) -> tuple[list[QuickFilter], dict[str, str]]:
    """The first filters that offer a choice, in the screen's order, and the given ones that they do not show."""
    rest, found = dict(given), list[QuickFilter]()
    for place, (label, items) in enumerate((groups or {}).items()):
        item = items[0]
        if len(found) == MOST_QUICK or len(items) > 1 or not item["options"] or len(item["options"]) > MOST_OPTIONS:
            continue
        names = [name for name in given if name.partition("_")[2] == item["arg"]]
        value = rest.pop(names[0]) if names else ""
        found.append(QuickFilter(label, f"flt{place}_{item['arg']}", value, item["options"]))
    return found, rest
