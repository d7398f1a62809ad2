"""Which roles may use which view function of a screen. The permission matrix is read from here."""

from collections.abc import Mapping
from typing import Any, ClassVar

from flask import abort, has_request_context, request
from flask_login import current_user

from app.core.flow import Flow
from app.http.auth.access import AccessRule, is_let_in, refuse_access
from app.http.security.safe_redirects import own_path, split_address
from app.models.accounts.user import Role
from workflows.verbs import find_verb

LEADING_BACK = {"create_view", "edit_view", "details_view"}
NOBODY: frozenset[Role] = frozenset()


def _leads_elsewhere() -> bool:
    """Flask-Admin leads back to `url` of the address, and fails on what is no address, in a field of that name, too."""
    no_address = split_address(request.form.get("url", "")) is None
    return no_address or own_path(request.args.get("url") or "/") is None


class RoleRestricted:
    """Mixed into every screen before Flask-Admin's class: only `may_enter`, with all that their role must have."""

    may_enter: ClassVar[frozenset[Role]] = NOBODY

    def is_accessible(self) -> bool:
        return is_let_in(self.may_enter)

    def inaccessible_callback(self, name: str, **kwargs: Any) -> Any:  # noqa: ARG002
        return refuse_access(AccessRule(roles=self.may_enter))


class ViewAccess(RoleRestricted):
    """Mixed into AdminModelView: everything is closed that `opens` does not name."""

    may_write: ClassVar[frozenset[Role] | None] = None  # who may create and edit; None: all who may enter
    opens: ClassVar[frozenset[str]] = frozenset()  # of "create", "edit", "export"
    narrower: ClassVar[Mapping[str, frozenset[Role]]] = {}  # the screen's own view functions
    flow: ClassVar[Flow | None]
    can_view_details: bool

    def roles_for(self, view: str) -> frozenset[Role]:
        """Who may use the view function of this name; nobody when the screen keeps it closed."""
        writers = self.may_enter if self.may_write is None else self.may_enter & self.may_write
        match view:
            case "ajax_update" | "delete_view":
                return NOBODY
            case "create_view" | "edit_view":
                return writers if view.removesuffix("_view") in self.opens else NOBODY
            case "export":
                return self.may_enter if "export" in self.opens else NOBODY
            case "details_view":
                return self.may_enter if self.can_view_details else NOBODY
            case "transition_view" | "action_view":
                return self.may_enter & self._transition_roles(bulk=view == "action_view")
            case _:
                return self.may_enter & self.narrower.get(view, self.may_enter)

    def _transition_roles(self, *, bulk: bool) -> frozenset[Role]:
        transitions = self.flow.transitions.items() if self.flow else ()
        by = (
            transition.by
            for name, transition in transitions
            if find_verb(self.flow, name) and (transition.bulk or not bulk)
        )  # type: ignore[arg-type]
        return frozenset(role for roles in by for role in roles if isinstance(role, Role))

    def _handle_view(self, name: str, **_named: Any) -> Any:
        """Flask-Admin asks this before every view function."""
        refusal = refuse_access(AccessRule(roles=self.may_enter))
        if refusal is not None:
            return refusal
        roles = self.roles_for(name)
        if not roles:
            abort(404)
        if name in LEADING_BACK and _leads_elsewhere():
            abort(400)
        return refuse_access(AccessRule(roles=roles))

    def _may_write(self) -> bool:
        return has_request_context() and (self.may_write is None or current_user.role in self.may_write)

    @property
    def can_create(self) -> bool:
        return "create" in self.opens and self._may_write()

    @property
    def can_edit(self) -> bool:
        return "edit" in self.opens and self._may_write()

    @property
    def can_export(self) -> bool:
        return "export" in self.opens
