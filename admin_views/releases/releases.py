"""Rilis: is it ready, or what is missing; who said Go; what it shows and mends."""

from typing import Any, ClassVar

from flask import abort, flash, redirect, request, url_for
from flask_admin import expose
from flask_login import current_user
from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from admin_views.framework.lists.columns import moment_cell, person_cell, status_of
from admin_views.framework.lists.filters import ChoiceFilter
from admin_views.framework.model_view import AdminModelView, PanelForm
from admin_views.framework.navigation import record_url
from admin_views.incidents.subjects import incidents_about
from admin_views.releases.after_release import after_release_of, retrospective_answers
from admin_views.releases.evidence_form import counts_sent, evidence_sent
from admin_views.releases.progress import LINE_WORDS, line_of, steps_of
from admin_views.releases.rollout import rollout_of
from admin_views.releases.scorecard import scorecard_of
from app.core.clock import utc_now
from app.core.db import db
from app.core.errors import DomainError
from app.core.flow import Flow
from app.core.i18n import N_, gettext
from app.http.files.downloads import send_stored
from app.http.forms.base import DayField
from app.http.forms.submission import submit
from app.models.accounts.user import TECHNICAL, Role, User
from app.models.feedback.bug import BugReport
from app.models.releases.readiness import (
    APPROVERS,
    CHECKLIST_LABELS,
    EVIDENCE_LABELS,
    PLANNERS,
    TICKERS,
    UPLOADED,
)
from app.models.releases.release import BEFORE, OWN_SYSTEM, RISK_LABELS, Release, ReleaseStatus, Risk
from app.models.releases.release_flow import OPERATORS, RELEASE_FLOW
from app.presenters.dates import day, moment
from app.releases.checks import run_pre_deployment_validation
from app.releases.checks.live import check_live
from workflows.releases.after_release import WATCH, store_counts
from workflows.releases.planning import find_freeze, list_overrides
from workflows.releases.readiness import (
    add_evidence,
    collect_own_evidence,
    link_bug,
    list_approvals,
    list_changes,
    list_items,
    list_validations,
    prepare_release,
    store_validation,
)


class ReleaseForm(PanelForm):
    system = StringField(N_("Sistem"), validators=[InputRequired(), Length(max=40)], description=N_("sigap, widi, …"))
    version = StringField(N_("Versi"), validators=[InputRequired(), Length(max=40)], description=N_("Semver: 1.4.0"))
    commit = StringField(
        N_("Commit"), validators=[Length(max=40)], description=N_("Bukti dari commit lain tidak dihitung.")
    )
    planned_date = DayField(N_("Rencana tayang"), validators=[Optional()])
    risk = SelectField(N_("Risiko"), choices=list(RISK_LABELS.items()), default=Risk.MEDIUM)
    notes = TextAreaField(N_("Apa yang berubah"), validators=[Length(max=20_000)], render_kw={"rows": 6})


class ReleaseView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = TICKERS
    may_write: ClassVar[frozenset[Role] | None] = PLANNERS
    opens: ClassVar[frozenset[str]] = frozenset({"create"})
    narrower: ClassVar[dict[str, frozenset[Role]]] = {
        "evidence_view": PLANNERS,
        "rollout_view": TICKERS,
        "readiness_view": TICKERS,
        "validation_view": OPERATORS,
        "own_evidence_view": PLANNERS | APPROVERS,
        "bug_view": PLANNERS,
        "counts_view": TICKERS,
    }
    flow: ClassVar[Flow | None] = RELEASE_FLOW
    details_template = "admin/releases/release.html"
    empty_text = N_("Belum ada rilis. Siapkan satu: daftar kesiapannya disalin dari templat.")

    column_list = ("system", "version", "owner", "live_at", "status")
    column_labels: ClassVar[dict[str, Any]] = {
        "system": N_("Sistem"),
        "version": N_("Versi"),
        "owner": N_("Pemilik"),
        "live_at": N_("Langsung sejak"),
        "status": N_("Status"),
    }
    column_default_sort = ("id", True)
    column_sortable_list = ("status",)
    column_filters = ("status", ChoiceFilter("risk", N_("Risiko"), Release.risk, tuple(RISK_LABELS.items())))
    column_formatters: ClassVar[dict[str, Any]] = {
        "owner": person_cell,
        "live_at": moment_cell,
        "status": status_of(RELEASE_FLOW),
    }
    form = ReleaseForm

    def visible_to(self, user: User) -> ColumnElement[bool] | None:  # noqa: ARG002
        return None

    def create_record(self, session: Session, form: Any, actor: User) -> Release:
        names = ("system", "version", "commit", "notes")
        given = {name: getattr(form, name).data or "" for name in names}
        more = {"risk": Risk(form.risk.data), "planned_date": form.planned_date.data}
        return prepare_release(session, **given, **more, actor=actor, now=utc_now())

    def content_of(self, record: Release) -> Any:
        """Ticks and notes; what Sigap measures by itself changes from minute to minute and is frozen with the Go."""
        items = list_items(db.session(), record, now=utc_now())
        ticks = sorted((one.item.label, one.item.status, one.item.note) for one in items)
        files = sorted(one.evidence.id for one in items if one.evidence and one.evidence.kind in UPLOADED)
        return [record.notes, record.commit, record.risk, ticks, files, sorted(bug.id for bug in record.bugs)]

    def answers_for(self, record: Release, name: str) -> dict[str, Any]:
        return retrospective_answers(record) if name == "write_retrospective" else {}

    def record_title(self, record: Release) -> str:
        return str(record)

    def record_links(self, record: Release) -> list[dict[str, Any]]:
        return incidents_about(db.session(), record, current_user)

    def record_sections(self, record: Release) -> list[dict[str, Any]]:
        rows = [
            (gettext("Commit"), record.commit or None),
            (gettext("Risiko"), RISK_LABELS[record.risk]),
            (gettext("Pemilik"), record.owner.name if record.owner else None),
            (gettext("Apa yang berubah"), record.notes or None),
            (gettext("Rencana tayang"), day(record.planned_date) if record.planned_date else None),
            (gettext("Langsung sejak"), moment(record.live_at) if record.live_at else None),
            (gettext("Berakhir"), moment(record.ended_at) if record.ended_at else None),
            (gettext("Alasan atau penilaian"), record.shown_reason or None),
            (gettext("Sidik daftar yang disetujui"), record.frozen_sha256 or None),
        ]
        return [{"title": gettext("Rincian"), "rows": [row for row in rows if row[1] is not None]}]

    def record_extra(self, record: Release) -> dict[str, Any]:
        items = list_items(db.session(), record, now=utc_now())
        approvals = list_approvals(db.session(), record.id)
        is_open, is_asked = record.status in BEFORE, bool(approvals) and record.frozen is None
        return {
            "items": [line_of(state) for state in items] if record.frozen is None else [],
            **LINE_WORDS,
            "done": sum(state.is_done for state in items),
            "frozen": record.frozen or [],
            "approvals": approvals,
            "changes": list_changes(approvals[0].state, [one.as_json() for one in items]) if is_asked else [],
            "rollout": rollout_of(record),
            "scorecard": scorecard_of(record),
            "after_release": after_release_of(record),
            "may_see_traffic": record.system == OWN_SYSTEM and current_user.role in TECHNICAL,
            "watched_until": record.live_at + WATCH if record.live_at and record.status == ReleaseStatus.LIVE else None,
            "freeze": find_freeze(db.session(), system=record.system, now=utc_now()) if is_open else None,
            "overrides": list_overrides(db.session(), record.id),
            "validations": list_validations(db.session(), record.id),
            "may_validate": record.system == OWN_SYSTEM and current_user.role in OPERATORS,
            "steps": steps_of(record),
            "checklists": CHECKLIST_LABELS,
            "kinds": {str(kind): EVIDENCE_LABELS[kind] for kind in EVIDENCE_LABELS if kind in UPLOADED},
            "is_before": is_open,
            "may_tick": record.status == ReleaseStatus.PREPARING,
            "may_add": is_open and current_user.role in PLANNERS,
            "bugs": [{"bug": bug, "href": record_url(BugReport, bug.id)} for bug in record.bugs],
        }

    @expose("/<int:id>/readiness.pdf")
    def readiness_view(self, id: int) -> Any:  # noqa: A002
        record = self.get_one(id)
        if record is None or record.frozen_file is None:
            abort(404)
        return send_stored(record.frozen_file, f"kesiapan-{record}", inline=True)

    @expose("/<int:id>/rollout")
    def rollout_view(self, id: int) -> Any:  # noqa: A002
        """The live part of the record's page, asked for every few seconds."""
        record = self.get_one(id)
        if record is None:
            abort(404)
        return self.render("admin/releases/rollout.html", rollout=rollout_of(record))

    @expose("/<int:id>/validation", methods=("POST",))
    def validation_view(self, id: int) -> Any:  # noqa: A002
        record = self.get_one(id)
        if record is None or record.system != OWN_SYSTEM:
            abort(404)
        report = run_pre_deployment_validation(OWN_SYSTEM, live=check_live, now=utc_now())
        return self._do(
            id,
            lambda session: store_validation(
                session, release_id=id, report=report.as_json(), actor=current_user, now=utc_now()
            ),
            report.last_words().splitlines()[0],
        )

    @expose("/<int:id>/evidence", methods=("POST",))
    def evidence_view(self, id: int) -> Any:  # noqa: A002
        return self._do(id, lambda session: add_evidence(
            session, release_id=id, **evidence_sent(), actor=current_user, now=utc_now()
        ), gettext("Bukti disimpan."))  # fmt: skip

    @expose("/<int:id>/own-evidence", methods=("POST",))
    def own_evidence_view(self, id: int) -> Any:  # noqa: A002
        return self._do(
            id,
            lambda session: collect_own_evidence(session, release_id=id, now=utc_now()),
            gettext("Bukti dari Sigap sendiri diperbarui."),
        )

    @expose("/<int:id>/counts", methods=("POST",))
    def counts_view(self, id: int) -> Any:  # noqa: A002
        return self._do(
            id,
            lambda session: store_counts(
                session, release_id=id, content=counts_sent(), actor=current_user, now=utc_now()
            ),
            gettext("Tabel analitik disimpan."),
        )

    @expose("/<int:id>/bugs", methods=("POST",))
    def bug_view(self, id: int) -> Any:  # noqa: A002
        number = request.form.get("number", "")[:40]
        return self._do(
            id,
            lambda session: link_bug(session, release_id=id, number=number, actor=current_user, now=utc_now()),
            gettext("Bug ditautkan."),
            number=number,
        )

    def _do(self, id: int, work: Any, text: str, **typed: str) -> Any:  # noqa: A002
        def once(session: Session) -> dict[str, Any]:
            work(session)
            return {}

        try:
            submit(once)
        except DomainError as refusal:
            flash(str(refusal), "error")
            return self.show_again(id, **typed)
        flash(text, "success")
        return redirect(url_for(".details_view", id=id))
