"""The home page of each role: what waits for them."""

from typing import Any, ClassVar

from flask_admin import AdminIndexView, expose
from flask_login import current_user

from app.gate.entry import Entry, refuse_entry
from app.models.user import Role


class HomeView(AdminIndexView):
    may_enter: ClassVar[frozenset[Role]] = frozenset(Role) - {Role.TECHNICIAN}

    def is_accessible(self) -> bool:
        return (
            current_user.is_authenticated
            and current_user.role in self.may_enter
            and not current_user.must_change_password
        )

    def inaccessible_callback(self, name: str, **kwargs: Any) -> Any:  # noqa: ARG002
        return refuse_entry(Entry(roles=self.may_enter))

    @expose("/")
    def index(self) -> Any:
        return self.render("admin/index.html", tiles=[], sections=[])
