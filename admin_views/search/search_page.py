"""The page of results, and the same as a fragment for the window that Ctrl+K opens."""

from typing import Any, ClassVar

from flask import make_response, redirect, request
from flask_admin import BaseView, expose

from admin_views.framework.access import RoleRestricted
from admin_views.search.results import exact_match, search_everything
from app.models.accounts.user import STAFF, Role


class SearchView(RoleRestricted, BaseView):
    may_enter: ClassVar[frozenset[Role]] = STAFF - {Role.TECHNICIAN}

    @expose("/")
    def index(self) -> Any:
        """Everything that was found; a number typed in full opens its record."""
        words = request.args.get("q", "")
        groups = search_everything(words)
        only = exact_match(groups, words)
        return redirect(only) if only else self.render("admin/search/page.html", groups=groups, words=words)

    @expose("/results")
    def results(self) -> Any:
        """The groups alone, asked for while somebody types."""
        words = request.args.get("q", "")
        answer = make_response(self.render("admin/search/results.html", groups=search_everything(words), words=words))
        answer.headers["Cache-Control"] = "private, no-store"
        return answer
