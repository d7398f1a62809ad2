"""Columns that a person leaves out of a list, kept with their account."""

from typing import Any

from flask import redirect, request, url_for
from flask_admin import expose
from flask_login import current_user

from app.http.forms.submission import submit
from app.http.security.safe_redirects import own_path
from workflows.accounts.users import hidden_columns, hide_columns


class ChosenColumns:
    """Mixed into AdminModelView. What names the record and its status always stay."""

    endpoint: str

    def choosable_columns(self) -> list[tuple[str, str]]:
        """Name and heading."""
        columns: list[tuple[str, str]] = self._list_columns  # type: ignore[attr-defined]
        return [(name, label) for name, label in columns[1:] if name != "status"]

    def hidden_columns(self) -> frozenset[str]:
        return hidden_columns(current_user, self.endpoint) & {name for name, _label in self.choosable_columns()}

    @expose("/columns/", methods=("POST",))
    def choose_columns(self) -> Any:
        """`shown`: the names that stay."""
        hidden = {name for name, _label in self.choosable_columns()} - set(request.form.getlist("shown"))
        user_id, endpoint = current_user.id, self.endpoint
        submit(lambda session: hide_columns(session, user_id=user_id, endpoint=endpoint, hidden=hidden))
        return redirect(own_path(request.form.get("url", "")) or url_for(f"{self.endpoint}.index_view"), 303)
