"""How a package of screens names them for the panel."""

from dataclasses import dataclass
from typing import Any

from admin_views.framework.navigation.entries import ENTRIES, OF_GROUP
from app.core.db import db
from app.core.i18n import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """One page of the panel; `model` None: a page that is no list of a table.

    `entry`: the entry of the navigation under which it stands (framework/navigation/entries.py); left out, that of its
    group; None: on the page of everything else. `place`: lower stands first among the tabs of its entry.
    """

    view: Any
    model: Any = None
    name: Sentence
    group: Sentence = ""
    endpoint: str
    url: str
    icon: str
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
            url=self.url,
            menu_icon_type="icon",
            menu_icon_value=self.icon,
        )
        view.entry = OF_GROUP.get(str(self.group)) if self.entry == "" else self.entry
        if view.entry is not None and not any(view.entry in (name, *ENTRIES[name].gathers) for name in ENTRIES):
            raise ValueError(f"{self.endpoint}: no entry of the navigation is named {view.entry}")
        return view
