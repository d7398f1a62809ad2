"""Who may enter a route. Every route says so; a route that does not is refused at start."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.http.security.anonymous_rate_limits import allows
from app.models.accounts.user import Role

View = TypeVar("View", bound=Callable[..., Any])

LINK_ARGUMENTS = frozenset({"code", "signed", "token"})  # of a path that is known to whoever was sent it
POSTS_OF_A_LINK = 120  # an hour


@dataclass(frozen=True, slots=True)
class AccessRule:
    """`roles`: who may enter. `keyed_by`: instead of a login, what protects it (a signature, a token, nothing).

    `scope`: what a machine's token must be made for, beside its owner's role.
    """

    roles: frozenset[Role] = frozenset()
    keyed_by: str | None = None
    scope: str | None = None


def may_enter(*roles: Role) -> Callable[[View], View]:
    """Only logged-in users with one of these roles; an anonymous visitor is led to the login page, others get 403."""
    entry = AccessRule(roles=frozenset(roles))

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            refusal = refuse_access(entry)
            return refusal if refusal is not None else view(*args, **kwargs)

        guarded.entry = entry  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return mark


def public(keyed_by: str = "nothing", *, by_machine: bool = False) -> Callable[[View], View]:
    """Open without a login; `keyed_by` names what protects it: a token in the path, a provider's signature, nothing.

    What is sent by one link is counted by the link, not by the address, which a carrier gives to thousands.
    `by_machine`: the link is a machine's, which sends as often as it was set to.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def counted(*args: Any, **kwargs: Any) -> Any:
            is_sent = request.method == "POST" and not LINK_ARGUMENTS.isdisjoint(kwargs)
            if is_sent and not allows("link", most=POSTS_OF_A_LINK, who=request.path):
                abort(429)
            return view(*args, **kwargs)

        marked: Any = view if by_machine else counted
        marked.entry = AccessRule(keyed_by=keyed_by)
        return marked

    return mark


def refuse_access(entry: AccessRule) -> Response | None:
    """None: come in. A redirect to the login page for anonymous visitors; 403 for the wrong role."""
    if not current_user.is_authenticated:
        if request.method == "GET":
            return redirect(url_for("session.login", next=request.full_path.rstrip("?")))
        abort(401)
    if current_user.must_change_password and request.endpoint not in {"session.change_password", "session.logout"}:
        return redirect(url_for("session.change_password"))
    if _lacks_second_factor():
        return redirect(url_for("two_factor.factors"))
    if current_user.role not in entry.roles:
        abort(403)
    g.actor = current_user
    return None


def is_let_in(roles: AbstractSet[Role]) -> bool:
    """Would `refuse_entry` let this person in: what menus ask before they show a link."""
    user = current_user
    known = user.is_authenticated and user.role in roles
    return known and not user.must_change_password and not _lacks_second_factor()


def _lacks_second_factor() -> bool:
    """Some roles may do nothing before they have set one up."""
    if current_user.has_second_factor:
        return False
    required = current_app.config["SETTINGS"].roles_with_two_factors
    on_the_way = request.blueprint in {"two_factor", "session"}
    return current_user.role in required and not on_the_way


def access_rule_of(app: Flask, endpoint: str) -> AccessRule | None:
    """The declared entry of an endpoint; for panel screens the screen's own `may_enter`."""
    view = app.view_functions[endpoint]
    entry = getattr(view, "entry", None)
    if entry is None:
        screen = getattr(view, "screen", None) or _screens(app).get(endpoint.rpartition(".")[0])
        entry = AccessRule(roles=_roles_at(screen, endpoint)) if screen is not None else None
    return entry


def _roles_at(screen: Any, endpoint: str) -> frozenset[Role]:
    """A screen may open single actions to fewer people than may enter it."""
    if hasattr(screen, "roles_for"):
        return frozenset(screen.roles_for(endpoint.rpartition(".")[2]))
    return frozenset(screen.may_enter)


def _screens(app: Flask) -> dict[str, Any]:
    admins = app.extensions.get("admin", [])
    return {screen.endpoint: screen for admin in admins for screen in admin._views if hasattr(screen, "may_enter")}  # noqa: SLF001


def require_declared_access(app: Flask) -> None:
    """Refuse to start with a route that does not say who may enter."""
    silent = [
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if not _is_static(rule.endpoint) and access_rule_of(app, rule.endpoint) is None
    ]
    if silent:
        raise RuntimeError(f"These routes do not say who may enter (app.http.auth.access): {sorted(set(silent))}")


def _is_static(endpoint: str) -> bool:
    return endpoint == "static" or endpoint.endswith(".static")
