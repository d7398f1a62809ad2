"""How a package of screens names them for the panel."""

from dataclasses import dataclass, field, replace
from typing import Any

from admin_views.framework.navigation.entries import ENTRIES, OF_GROUP
from app.core.db import db
from app.core.i18n import Sentence


@dataclass(frozen=True, slots=True)
class Screen:
    """One page of the panel; `model` None: a page that is no list of a table.

    `entry`: the entry of the navigation under which it stands (framework/navigation/entries.py); left out, that of its
    group; None: on the page of everything else. `place`: lower stands first among the tabs of its entry. `url`: below
    /admin, the endpoint unless given.
    """

    view: Any
    model: Any
    name: Sentence
    endpoint: str
    icon: str = field(kw_only=True)
    url: str = ""
    group: Sentence = ""
    entry: str | None = ""
    place: int = 50

    def build(self) -> Any:
        """Return the Flask-Admin view."""
        table = () if self.model is None else (self.model, db)
        view = self.view(
            *table,
            name=self.name,
            category=self.group or None,
            endpoint=self.endpoint,
            url=self.url or self.endpoint,
            menu_icon_type="icon",
            menu_icon_value=self.icon,
        )
        view.entry = OF_GROUP.get(str(self.group)) if self.entry == "" else self.entry
        if view.entry is not None and not any(view.entry in (name, *ENTRIES[name].gathers) for name in ENTRIES):
            raise ValueError(f"{self.endpoint}: no entry of the navigation is named {view.entry}")
        return view


def screens_of(group: Sentence, *screens: Screen, entry: str | None = "") -> tuple[Screen, ...]:
    """The screens of one group, and of one entry where it is given."""
    return tuple(replace(one, group=group, entry=entry if one.entry == "" else one.entry) for one in screens)
