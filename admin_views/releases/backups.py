"""Cadangan: could we restore today; what lies there, what the last drill showed, and two buttons."""

from datetime import datetime
from typing import Any, ClassVar

from flask import current_app, flash, redirect, url_for
from flask_admin import BaseView, expose
from flask_login import current_user
from sqlalchemy import select

from admin_views.framework.access import RoleRestricted
from app.core.clock import utc_now
from app.core.db import db
from app.core.errors import DomainError
from app.core.i18n import gettext
from app.http.forms.submission import submit
from app.models.accounts.user import Role
from app.models.releases.backup import (
    BACKUP_LABELS,
    BACKUP_TONES,
    DRILL_LABELS,
    DRILL_TONES,
    KEEPERS,
    NIGHTLY_BACKUP,
    UNFINISHED_BACKUPS,
    UNFINISHED_DRILLS,
    WEEKLY_DRILL,
    Backup,
    RestoreDrill,
)
from app.settings import Settings
from workflows.releases.backups import ask_backup, ask_drill, read_facts

SHOWN = 30
OPEN = UNFINISHED_BACKUPS | UNFINISHED_DRILLS


class BackupsView(RoleRestricted, BaseView):
    may_enter: ClassVar[frozenset[Role]] = KEEPERS

    @expose("/")
    def index(self) -> Any:
        session, settings = db.session(), _settings()
        made = session.scalars(select(Backup).order_by(Backup.id.desc()).limit(SHOWN)).all()
        drills = session.scalars(select(RestoreDrill).order_by(RestoreDrill.id.desc()).limit(SHOWN)).all()
        return self.render(
            "admin/releases/backups.html",
            facts=read_facts(session, now=utc_now()),
            backups=made,
            drills=drills,
            nightly_at=datetime.combine(utc_now(), NIGHTLY_BACKUP),
            drill_at=datetime.combine(utc_now(), WEEKLY_DRILL),
            is_set_up=bool(settings.backup_to and settings.backup_recipients),
            drills_here=settings.backup_identity is not None,
            waits=any(row.status in OPEN for row in (*made, *drills)),
            backup_labels=BACKUP_LABELS,
            backup_tones=BACKUP_TONES,
            drill_labels=DRILL_LABELS,
            drill_tones=DRILL_TONES,
        )

    @expose("/run", methods=("POST",))
    def run(self) -> Any:
        return self._ask(ask_backup, gettext("Cadangan akan dibuat sebentar lagi."))

    @expose("/drill", methods=("POST",))
    def drill(self) -> Any:
        return self._ask(ask_drill, gettext("Uji pulih akan dijalankan sebentar lagi."))

    def _ask(self, ask: Any, text: str) -> Any:
        try:
            submit(lambda session: {"id": ask(session, actor=current_user, now=utc_now()).id})
        except DomainError as refusal:
            flash(str(refusal), "error")
        else:
            flash(text, "success")
        return redirect(url_for(".index"))


def _settings() -> Settings:
    return current_app.config["SETTINGS"]
