"""Saved filters of a list: kept, used and forgotten from its toolbar."""

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, request, url_for
from flask_admin import expose
from flask_login import current_user

from app.core.db import db
from app.core.errors import DomainError
from app.core.i18n import gettext
from app.core.identifiers import read_id
from app.http.auth.signed_in import signed_in_user
from app.http.forms.submission import submit
from workflows.saved_filters import delete_saved_filter, list_saved_filters, list_teams_of, save_filter, what_narrows

TEAM = "team-"


@dataclass(frozen=True, slots=True)
class SavedList:
    """One line of the menu."""

    label: str
    url: str
    count_url: str
    delete_url: str  # empty: somebody else's
    active: bool
    whose: str  # with whom it is shared; empty: one's own


class SavedFilters:
    """Mixed into AdminModelView."""

    endpoint: str

    def saved_lists(self) -> list[SavedList]:
        """This user's views of this screen and those shared with them, as the list shows them."""
        here = what_narrows(request.query_string.decode(errors="replace"))
        base = url_for(f"{self.endpoint}.index_view")
        return [
            SavedList(
                label=saved.name,
                url=f"{base}?{saved.query}",
                count_url=f"{url_for(f'{self.endpoint}.count')}?{saved.query}",
                delete_url=_forget(self.endpoint, saved.id) if saved.user_id == current_user.id else "",
                active=saved.query == here,
                whose=gettext("semua") if saved.shared else saved.team.name if saved.team else "",
            )
            for saved in list_saved_filters(db.session(), user=current_user, endpoint=self.endpoint)
        ]

    def filter_audiences(self) -> list[tuple[str, str]]:
        """Value and label of those with whom this user may share a view."""
        teams = list_teams_of(db.session(), user=current_user)
        shared = [(f"{TEAM}{team_id}", gettext("Tim %(name)s", name=name)) for team_id, name in teams]
        return [("", gettext("Hanya saya")), *shared, ("1", gettext("Semua yang dapat membuka daftar ini"))]

    @expose("/saved/", methods=("POST",))
    def store_filter(self) -> Any:
        name, query = request.form.get("label", ""), _query_of(request.form.get("url", ""))
        given = {"user": signed_in_user(), "endpoint": self.endpoint, "name": name, "query": query}
        audience = request.form.get("shared", "")  # "1": everybody who may open the list
        team_id = read_id(audience.removeprefix(TEAM)) or 0 if audience.startswith(TEAM) else None
        given |= {"shared": audience == "1", "team_id": team_id}
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
