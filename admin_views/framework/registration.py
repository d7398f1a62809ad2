"""How a package of screens names them for the panel."""

from dataclasses import dataclass
from typing import Any

from app.core.db import db
from app.core.i18n import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """One entry of the navigation; `model` None: a page that is no list of a table."""

    view: Any
    model: Any = None
    name: Sentence
    group: Sentence
    endpoint: str
    url: str
    icon: str

    def build(self) -> Any:
        """Return the Flask-Admin view."""
        table = () if self.model is None else (self.model, db)
        return self.view(
            *table,
            name=self.name,
            category=self.group,
            endpoint=self.endpoint,
            url=self.url,
            menu_icon_type="icon",
            menu_icon_value=self.icon,
        )
