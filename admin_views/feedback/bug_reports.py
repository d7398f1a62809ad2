"""Laporan bug: the list, one report with everything that may be done about it, and reports by staff."""

from typing import Any, ClassVar

from flask import abort, current_app, request, url_for
from flask_admin import expose
from flask_login import current_user
from flask_wtf.file import MultipleFileField
from sqlalchemy import func, select
from sqlalchemy.orm import Session, defer, joinedload
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from admin_views.feedback.bug_report_page import extras, internal_thread, public_thread, sections
from admin_views.framework.composing import Composing, composing_marks
from admin_views.framework.lists.columns import (
    badge,
    choice_of,
    moment_cell,
    person_cell,
    short_text,
    status_of,
    with_marks,
)
from admin_views.framework.lists.filters import ChoiceFilter, DayFilter, ExactFilter, YesNoFilter
from admin_views.framework.lists.people_filters import person_filter
from admin_views.framework.lists.search_config import BUGS
from admin_views.framework.model_view import AdminModelView, PanelForm
from admin_views.framework.navigation import record_url
from admin_views.framework.picture_uploads import TakesPictures
from app.core.clock import utc_now
from app.core.db import db
from app.core.flow import Flow
from app.core.i18n import N_, gettext
from app.http.files.downloads import send_stored
from app.models.accounts.user import TECHNICAL, Role, User
from app.models.feedback.bug import (
    FREQUENCY_LABELS,
    IMPACT_LABELS,
    VISIBILITY_LABELS,
    BugAttachment,
    BugEntry,
    BugEntryKind,
    BugReport,
    Frequency,
    Impact,
)
from app.models.feedback.bug_flow import BUG_FLOW, BY_TABLE
from app.models.maintenance.record import MaintenanceRecord, MaintenanceTopic
from app.models.visits.visit_status import PRIORITY_LABELS, PRIORITY_TONES
from app.policies.scopes import BUG_READERS
from app.presenters.browsers import describe_browser
from workflows.bugs import INTERNAL, report_bug
from workflows.documents import store_file


class BugForm(PanelForm):
    title = StringField(N_("Judul"), validators=[InputRequired(), Length(max=150)])
    steps = TextAreaField(
        N_("Langkah untuk mengulanginya"), validators=[InputRequired(), Length(max=10_000)], render_kw={"rows": 6}
    )
    actual = TextAreaField(N_("Yang terjadi"), validators=[Length(max=10_000)], render_kw={"rows": 3})
    expected = TextAreaField(N_("Yang seharusnya terjadi"), validators=[Length(max=10_000)], render_kw={"rows": 3})
    impact = SelectField(N_("Dampak"), choices=list(IMPACT_LABELS.items()), default=Impact.MINOR)
    frequency = SelectField(N_("Seberapa sering?"), choices=list(FREQUENCY_LABELS.items()), default=Frequency.SOMETIMES)
    environment = StringField(N_("Peramban dan perangkat"), validators=[Length(max=300)])
    found_version = StringField(N_("Versi Sigap"), validators=[Length(max=40)])
    visibility = SelectField(
        N_("Siapa yang melihat laporan ini?"), choices=list(VISIBILITY_LABELS.items()), default=INTERNAL
    )
    attachments = MultipleFileField(
        N_("Lampiran"), description=N_("Gambar; beberapa sekaligus."), render_kw={"accept": "image/*"}
    )


def title_cell(view: Any, context: Any, record: Any, name: str) -> Any:
    """With marks: internal, and the reporter's addition that waits for a reaction."""
    marks = [badge(gettext("Internal"), "neutral")] if record.internal else []
    if record.unread_at is not None:
        marks.append(badge(gettext("Tambahan baru"), "warning"))
    return with_marks(short_text(70)(view, context, record, name), [*marks, *composing_marks(record)])


class BugView(TakesPictures, Composing, AdminModelView):
    moves_elsewhere: ClassVar[frozenset[str]] = frozenset({"answer", "note"})
    may_enter: ClassVar[frozenset[Role]] = BUG_READERS
    opens: ClassVar[frozenset[str]] = frozenset({"create", "export"})
    flow: ClassVar[Flow | None] = BUG_FLOW
    suggesting_steps: ClassVar[frozenset[str]] = frozenset({"fix"})
    details_template = "admin/bugs/details.html"
    title_columns = ("number", "title")
    search_plan = BUGS
    empty_text = N_("Laporan bug dari anggota, dari masukan, dan dari tim muncul di sini.")

    column_list = ("number", "title", "priority", "reports", "reporter", "created_at", "fixed_version", "status")
    column_labels: ClassVar[dict[str, Any]] = {
        "number": N_("Nomor"),
        "title": N_("Judul"),
        "priority": N_("Prioritas"),
        "reports": N_("Laporan"),
        "reporter": N_("Pelapor"),
        "created_at": N_("Tanggal"),
        "found_version": N_("Ditemukan di"),
        "fixed_version": N_("Diperbaiki di"),
        "status": N_("Status"),
        "impact": N_("Dampak"),
        "environment": N_("Peramban dan perangkat"),
        "fixed_at": N_("Diperbaiki pada"),
    }
    column_export_list = (*column_list, "impact", "found_version", "environment", "fixed_at")
    column_default_sort = ("id", True)
    column_sortable_list = ("number", "priority", "created_at", "status")
    column_class: ClassVar[dict[str, str]] = {"reports": "number p2", "fixed_version": "p3"}
    column_filters = (
        "status",
        ChoiceFilter("priority", N_("Prioritas"), BugReport.priority, tuple(PRIORITY_LABELS.items())),
        ChoiceFilter("impact", N_("Dampak"), BugReport.impact, tuple(IMPACT_LABELS.items())),
        DayFilter("date", N_("Tanggal"), BugReport.created_at),
        ExactFilter("found", N_("Ditemukan di versi"), BugReport.found_version),
        ExactFilter("fixed", N_("Diperbaiki di versi"), BugReport.fixed_version),
        YesNoFilter("waiting", N_("Belum ditindaklanjuti"), BugReport.handled_at.is_(None)),
        YesNoFilter("unread", N_("Tambahan belum dibaca"), BugReport.unread_at.is_not(None)),
        YesNoFilter("internal", N_("Internal"), BugReport.internal),
        person_filter("owner", N_("Penanggung jawab"), BugReport.owner_id),
        person_filter("reporter", N_("Pelapor"), BugReport.reporter_id),
    )
    column_formatters: ClassVar[dict[str, Any]] = {
        "title": title_cell,
        "priority": choice_of(PRIORITY_LABELS, PRIORITY_TONES),
        "impact": choice_of(IMPACT_LABELS),
        "reporter": person_cell,
        "created_at": moment_cell,
        "status": status_of(BUG_FLOW),
    }
    form = BugForm

    def _scoped(self, query: Any) -> Any:
        return super()._scoped(query).where(BugReport.deleted_at.is_(None))

    def _loads_of_columns(self) -> list[Any]:
        """A list reads no descriptions: some are long."""
        heavy = (BugReport.steps, BugReport.expected, BugReport.actual, BugReport.reproduction)
        return [*super()._loads_of_columns(), *(defer(column) for column in heavy)]

    # --- a report by staff ---

    def create_form(self, obj: Any = None) -> Any:
        form = super().create_form(obj)
        if request.method == "GET":
            form.environment.data = describe_browser(request.headers.get("User-Agent", ""))
            form.found_version.data = current_app.config["VERSION"]
        return form

    def create_record(self, session: Session, form: Any, actor: User) -> BugReport:
        return report_bug(
            session,
            title=form.title.data,
            steps=form.steps.data,
            expected=form.expected.data or "",
            actual=form.actual.data or "",
            environment=form.environment.data or "",
            version=form.found_version.data or "",
            impact=Impact(form.impact.data),
            frequency=Frequency(form.frequency.data),
            reporter_id=actor.id,
            internal=form.visibility.data == INTERNAL,
            attachments=[store_file(session, picture, actor=actor).id for picture in form.pictures],
            actor=actor,
            now=utc_now(),
        )

    # --- one report ---

    def answers_for(self, record: BugReport, name: str) -> dict[str, Any]:
        if name == "override_priority":
            return {"priority": record.priority_override or BY_TABLE}
        if name == "set_visibility":
            return {"visibility": INTERNAL if record.internal else "EXTERNAL"}
        if name == "fix":
            return {"version": current_app.config["VERSION"]}
        return {}

    def record_links(self, record: BugReport) -> list[dict[str, Any]]:
        """Technical people mend it as a piece of corrective maintenance; what is on record already is linked."""
        if current_user.role not in TECHNICAL:
            return []
        found = select(MaintenanceRecord).where(MaintenanceRecord.bug_id == record.id)
        known = db.session.scalars(found.order_by(MaintenanceRecord.id.desc())).all()
        links = [
            {"label": one.number, "href": record_url(MaintenanceRecord, one.id), "icon": "wrench"} for one in known
        ]
        asked = {"topic": str(MaintenanceTopic.BUG), "title": record.title[:150], "bug_number": record.number}
        make = {"label": gettext("Buat catatan pemeliharaan"), "icon": "wrench"}
        return [*links, {**make, "href": url_for("maintenance_records.create_view", **asked)}]

    def record_sections(self, record: BugReport) -> list[dict[str, Any]]:
        return sections(db.session(), record)

    def record_extra(self, record: BugReport) -> dict[str, Any]:
        return extras(db.session(), record)

    def recipient_of(self, record: BugReport) -> str:
        return record.reporter.name if record.reporter else gettext("pelapor")

    def thread_of(self, record: BugReport) -> dict[str, Any]:
        return public_thread(db.session(), record)

    def notes_of(self, record: BugReport) -> dict[str, Any]:
        return internal_thread(db.session(), record)

    def content_of(self, record: BugReport) -> Any:
        added = BugEntry.bug_id == record.id, BugEntry.kind == BugEntryKind.ADDITION
        return db.session.scalar(select(func.max(BugEntry.id)).where(*added))

    def count_newer(self, record: BugReport, seen: int) -> int:
        added = BugEntry.bug_id == record.id, BugEntry.kind == BugEntryKind.ADDITION, BugEntry.id > seen
        return db.session.scalar(select(func.count()).where(*added)) or 0

    @expose("/attachment/<int:attachment_id>")
    def attachment(self, attachment_id: int) -> Any:
        wanted = select(BugAttachment).where(BugAttachment.id == attachment_id)
        found = db.session.scalars(wanted.options(joinedload(BugAttachment.file))).one_or_none()
        if found is None:
            abort(404)
        return send_stored(found.file, f"bug-{found.bug_id}-{found.id}", inline="save" not in request.args)
