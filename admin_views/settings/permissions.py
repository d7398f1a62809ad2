"""Hak akses: who may do what, as the edges themselves say it; read-only."""

from typing import Any, ClassVar

from flask import current_app, request
from flask_admin import BaseView, expose

from admin_views.framework.access import RoleRestricted
from app.core.i18n import N_, Sentence
from app.http.auth.permission_matrix import Right, rights
from app.models.accounts.user import ROLE_LABELS, Role

KINDS: dict[str, Sentence] = {
    "move": N_("Tindakan pada data"),
    "panel": N_("Layar panel"),
    "page": N_("Halaman"),
    "api": N_("API"),
    "public": N_("Tanpa masuk"),
}


class PermissionView(RoleRestricted, BaseView):
    may_enter: ClassVar[frozenset[Role]] = frozenset({Role.ADMIN})

    @expose("/")
    def index(self) -> Any:
        """Narrowed by kind (transitions at first), by a role that may, and by words."""
        kind, role = request.args.get("kind", "move"), request.args.get("role", "")
        words = request.args.get("q", "").strip().lower()[:80]
        shown = [one for one in rights(current_app) if _fits(one, kind, role, words)]  # type: ignore[arg-type]
        return self.render(
            "admin/permissions/index.html",
            rights=shown,
            kinds=KINDS,
            roles=ROLE_LABELS,
            kind=kind,
            role=role,
            words=words,
        )


def _fits(right: Right, kind: str, role: str, words: str) -> bool:
    text = f"{right.area} {right.what} {right.address}".lower()
    may = not role or right.keyed_by is not None or any(one == role for one in right.roles)
    return (not kind or right.kind == kind) and may and all(word in text for word in words.split())
