"""Saved filters of a list: kept, used and forgotten from its toolbar."""

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, request, url_for
from flask_admin import expose
from flask_login import current_user

from app.core.db import db
from app.core.errors import DomainError
from app.core.i18n import gettext
from app.http.auth.signed_in import signed_in_user
from app.http.forms.submission import submit
from workflows.saved_filters import delete_saved_filter, list_saved_filters, save_filter, what_narrows


@dataclass(frozen=True, slots=True)
class SavedList:
    """One line of the menu."""

    label: str
    url: str
    count_url: str
    delete_url: str  # empty: somebody else's
    active: bool
    shared: bool


class SavedFilters:
    """Mixed into AdminModelView."""

    endpoint: str

    def saved_lists(self) -> list[SavedList]:
        """This user's views of this screen and the team's, as the list shows them."""
        here = what_narrows(request.query_string.decode(errors="replace"))
        base = url_for(f"{self.endpoint}.index_view")
        return [
            SavedList(
                label=saved.name,
                url=f"{base}?{saved.query}",
                count_url=f"{url_for(f'{self.endpoint}.count')}?{saved.query}",
                delete_url=_forget(self.endpoint, saved.id) if saved.user_id == current_user.id else "",
                active=saved.query == here,
                shared=saved.shared,
            )
            for saved in list_saved_filters(db.session(), user=current_user, endpoint=self.endpoint)
        ]

    @expose("/saved/", methods=("POST",))
    def keep_filter(self) -> Any:
        name, query = request.form.get("label", ""), _query_of(request.form.get("url", ""))
        given = {"user": signed_in_user(), "endpoint": self.endpoint, "name": name, "query": query}
        given["shared"] = request.form.get("shared") == "1"
        try:
            submit(lambda session: {"id": save_filter(session, **given).id})
        except DomainError as refusal:
            flash(str(refusal), "error")
        else:
            flash(gettext("Saringan “%(name)s” tersimpan.", name=" ".join(name.split())), "success")
        return self._back(query)

    @expose("/saved/<int:saved_id>/delete", methods=("POST",))
    def forget_filter(self, saved_id: int) -> Any:
        user = signed_in_user()
        try:
            submit(lambda session: delete_saved_filter(session, user=user, saved_id=saved_id))
        except DomainError as refusal:
            flash(str(refusal), "error")
        else:
            flash(gettext("Saringan dihapus."), "info")
        return self._back(_query_of(request.referrer or ""))

    def _back(self, query: str) -> Any:
        kept = what_narrows(query)
        return redirect(url_for(f"{self.endpoint}.index_view") + (f"?{kept}" if kept else ""), 303)


def _forget(endpoint: str, saved_id: int) -> str:
    return url_for(f"{endpoint}.forget_filter", saved_id=saved_id)


def _query_of(url: str) -> str:
    return url.partition("?")[2]
