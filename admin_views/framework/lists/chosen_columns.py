"""Columns that a person leaves out of a list: kept with their account by app/web/account/look.py."""

from flask_login import current_user

from admin_views.framework.lists.list_columns import STATES
from workflows.accounts.users import hidden_columns


class ChosenColumns:
    """Mixed into AdminModelView. What names the record and its status always stay."""

    endpoint: str

    def choosable_columns(self) -> list[tuple[str, str]]:
        """Name and heading."""
        columns: list[tuple[str, str]] = self._list_columns  # type: ignore[attr-defined]
        return [(name, label) for name, label in columns[1:] if name not in STATES]

    def hidden_columns(self) -> frozenset[str]:
        return hidden_columns(current_user, self.endpoint) & {name for name, _label in self.choosable_columns()}
