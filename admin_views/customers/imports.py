"""Impor Pelanggan: upload, look, say yes."""

import csv
import io
from typing import Any, ClassVar

from flask import Response, abort, flash, redirect, request, url_for
from flask_admin import BaseView, expose
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from admin_views.framework.access import RoleRestricted
from app.core.clock import utc_now
from app.core.db import db
from app.core.errors import DomainError, NotFound
from app.core.i18n import gettext
from app.http.files.reading.sheets import MOST_BYTES, read_sheets
from app.http.forms.submission import submit
from app.http.pages.live_piece import live_piece
from app.models.accounts.user import DESK, Role
from app.models.customers.customer_import import CustomerImport, ImportStatus
from workflows.customers import (
    COLUMNS,
    HEADINGS,
    SAMPLE,
    Sheet,
    confirm_import,
    get_import,
    map_import,
    missing_columns,
    preview_import,
    store_import,
)

SHOWN = 200


class ImportView(RoleRestricted, BaseView):
    may_enter: ClassVar[frozenset[Role]] = DESK

    @expose("/", methods=("GET", "POST"))
    def index(self) -> Any:
        problem = None
        if request.method == "POST":
            try:
                sheets = _sheets_sent()
                answer = submit(lambda session: self._keep(session, sheets))
            except DomainError as refusal:
                problem = str(refusal)
            else:
                return redirect(url_for(".preview", id=answer["id"]))
        mine = (
            select(CustomerImport)
            .where(CustomerImport.uploaded_by_id == current_user.id, CustomerImport.confirmed_at.is_not(None))
            .options(defer(CustomerImport.rows))
            .order_by(CustomerImport.id.desc())
            .limit(10)
        )
        page = self.render(
            "admin/imports/index.html", problem=problem, columns=HEADINGS, recent=db.session.scalars(mine).all()
        )
        return page, 422 if problem else 200

    def _keep(self, session: Session, sheets: list[Sheet]) -> dict[str, Any]:
        name = request.files["file"].filename or ""
        return {"id": store_import(session, file_name=name, sheets=sheets, actor=current_user).id}

    @expose("/<int:id>")
    def preview(self, id: int) -> Any:  # noqa: A002
        record = self._mine(id)
        return self.render(
            "admin/imports/preview.html",
            record=record,
            running=record.status == ImportStatus.RUNNING,
            preview=preview_import(db.session(), record) if record.status == ImportStatus.PREVIEWED else None,
            missing=missing_columns(record),
            choices=[(name, names[0]) for name, names in COLUMNS.items()],
            samples=_samples(record),
            shown=SHOWN,
        )

    @expose("/<int:id>/progress")
    def progress(self, id: int) -> Any:  # noqa: A002
        """The piece of the page that changes while rows become customers."""
        return live_piece(self.render("admin/imports/_progress.html", record=self._mine(id)))

    @expose("/<int:id>/mapping", methods=("POST",))
    def mapping(self, id: int) -> Any:  # noqa: A002
        record = self._mine(id)
        chosen = [request.form.get(f"column-{place}", "") for place in range(len(record.headings))]

        def work(session: Session) -> dict[str, Any]:
            return {"id": map_import(session, import_id=id, mapping=chosen, actor=current_user).id}

        try:
            submit(work)
        except DomainError as refusal:
            flash(str(refusal), "error")
        return redirect(url_for(".preview", id=id))

    @expose("/<int:id>/confirm", methods=("POST",))
    def confirm(self, id: int) -> Any:  # noqa: A002
        self._mine(id)

        def work(session: Session) -> dict[str, Any]:
            return {"id": confirm_import(session, import_id=id, actor=current_user, now=utc_now()).id}

        try:
            submit(work)
        except DomainError as refusal:
            flash(str(refusal), "error")
        return redirect(url_for(".preview", id=id))

    @expose("/sample.csv")
    def sample(self) -> Any:
        """With a byte order mark, so that Excel reads it as UTF-8."""
        text = io.StringIO()
        lines = csv.writer(text, delimiter=";")
        lines.writerow(HEADINGS)
        lines.writerows(SAMPLE)
        headers = {"Content-Disposition": f"attachment; filename={gettext('contoh-pelanggan')}.csv"}
        return Response("\ufeff" + text.getvalue(), mimetype="text/csv", headers=headers)

    def _mine(self, import_id: int) -> CustomerImport:
        try:
            return get_import(db.session(), import_id=import_id, actor=current_user)
        except NotFound:
            abort(404)


def _sheets_sent() -> list[Sheet]:
    """Read before any transaction is open: a file may take seconds."""
    upload = request.files.get("file")
    return read_sheets(upload.stream.read(MOST_BYTES + 1) if upload else b"")


def _samples(record: CustomerImport) -> list[str]:
    """For each heading what stands first under it."""
    rows = [row["cells"] for row in record.rows[:50]]
    return [
        next((cells[at] for cells in rows if at < len(cells) and isinstance(cells[at], str) and cells[at]), "")[:60]
        for at in range(len(record.headings))
    ]
