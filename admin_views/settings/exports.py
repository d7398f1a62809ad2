"""Ekspor saya: how far one's exports are, and their files until they are deleted."""

from typing import Any, ClassVar

from flask import abort, current_app, url_for
from flask_admin import BaseView, expose
from flask_login import current_user

from admin_views.framework.access import RoleRestricted
from admin_views.framework.export.export_files import MEDIA_TYPES
from admin_views.framework.navigation import first_list
from app.core.db import db
from app.core.errors import NotFound
from app.http.files.downloads import send_stored
from app.http.pages.live_piece import live_piece
from app.models.accounts.user import STAFF, Role
from app.models.files.exports import EXPORT_LABELS, EXPORT_TONES, Export, ExportStatus
from workflows.exports import get_own_export, list_own_exports

OPEN = {ExportStatus.WAITING, ExportStatus.RUNNING}


def _own() -> dict[str, Any]:
    exports = list_own_exports(db.session(), actor=current_user)
    open_ = [export for export in exports if export.status in OPEN]
    lists = {one.id: _list_url(one) for one in exports if one.status == ExportStatus.FAILED}
    words = {"labels": EXPORT_LABELS, "tones": EXPORT_TONES}
    return {"exports": exports, "open": open_, "lists": lists, "first_list": first_list("export"), **words}


def _list_url(export: Export) -> str:
    path = current_app.view_functions.get(f"{export.endpoint}.index_view") and url_for(f"{export.endpoint}.index_view")
    return f"{path or url_for('admin.index')}?{export.query}"


class OwnExportsView(RoleRestricted, BaseView):
    may_enter: ClassVar[frozenset[Role]] = STAFF - {Role.TECHNICIAN}

    @expose("/")
    def index(self) -> Any:
        return self.render("admin/exports/index.html", **_own())

    @expose("/rows")
    def rows(self) -> Any:
        """The piece of the page that changes while a file is being written."""
        return live_piece(self.render("admin/exports/_rows.html", **_own()))

    @expose("/<int:id>/file")
    def file(self, id: int) -> Any:  # noqa: A002
        try:
            export = get_own_export(db.session(), export_id=id, actor=current_user)
        except NotFound:
            abort(404)
        if export.file is None:
            abort(404)
        return send_stored(export.file, export.file.original_name, media_type=MEDIA_TYPES[export.kind])
