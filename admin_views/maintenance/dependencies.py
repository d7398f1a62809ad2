"""Dependensi: the parts Sigap is made of, how far behind they are, what is known against them, and their licences."""

import json
from typing import Any, ClassVar

from flask import Response, current_app
from flask_admin import BaseView, expose

from admin_views.framework.access import RoleRestricted
from app.core.db import db
from app.models.accounts.user import TECHNICAL, Role
from app.models.maintenance.upkeep import ECOSYSTEM_LABELS, Dependency
from app.presenters.maintenance.sbom import sbom_of
from workflows.maintenance import list_dependencies


class DependencyView(RoleRestricted, BaseView):
    may_enter: ClassVar[frozenset[Role]] = TECHNICAL

    @expose("/")
    def index(self) -> Any:
        parts = list_dependencies(db.session())
        return self.render(
            "admin/maintenance/dependencies.html",
            groups=[
                (label, [one for one in parts if one.ecosystem == kind]) for kind, label in ECOSYSTEM_LABELS.items()
            ],
            looked_at=max((one.looked_at for one in parts), default=None),
            weak=[one for one in parts if one.vulnerabilities],
            behind=sum(bool(one.behind) for one in parts),
            is_looked_for=any(one.vulnerabilities is not None for one in parts),
        )

    @expose("/sbom.json")
    def sbom(self) -> Any:
        """CycloneDX 1.6."""
        parts: list[Dependency] = list(list_dependencies(db.session()))
        body = json.dumps(sbom_of(parts, current_app.config["VERSION"]), ensure_ascii=False, indent=1)
        headers = {"Content-Disposition": 'attachment; filename="sigap-sbom.json"'}
        return Response(body, mimetype="application/vnd.cyclonedx+json", headers=headers)
