"""Ekspor saya: how far one's exports are, and their files until they are deleted."""

from typing import Any, ClassVar

from flask import abort
from flask_admin import BaseView, expose
from flask_login import current_user

from admin_views.framework.access import RoleRestricted
from admin_views.framework.export.export_files import MEDIA_TYPES
from app.core.db import db
from app.core.errors import NotFound
from app.http.files.downloads import send_stored
from app.models.accounts.user import STAFF, Role
from app.models.exports import EXPORT_LABELS, EXPORT_TONES, ExportStatus
from workflows.exports import get_own_export, list_own_exports

OPEN = {ExportStatus.WAITING, ExportStatus.RUNNING}


class OwnExportsView(RoleRestricted, BaseView):
    may_enter: ClassVar[frozenset[Role]] = STAFF - {Role.TECHNICIAN}

    @expose("/")
    def index(self) -> Any:
        exports = list_own_exports(db.session(), actor=current_user)
        return self.render(
            "admin/exports/index.html",
            exports=exports,
            labels=EXPORT_LABELS,
            tones=EXPORT_TONES,
            waits=any(export.status in OPEN for export in exports),
        )

    @expose("/<int:id>/file")
    def file(self, id: int) -> Any:  # noqa: A002
        try:
            export = get_own_export(db.session(), export_id=id, actor=current_user)
        except NotFound:
            abort(404)
        if export.file is None:
            abort(404)
        return send_stored(export.file, export.file.original_name, media_type=MEDIA_TYPES[export.kind])
