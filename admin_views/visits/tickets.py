"""Tiket Kunjungan."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from flask import abort, flash, redirect, request
from flask_admin import expose
from flask_admin.form import rules
from flask_login import current_user
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, joinedload

from admin_views.framework.lists.columns import choice_of, person_cell, short_text, site_moment_cell, status_of
from admin_views.framework.lists.filters import ChoiceFilter, DayFilter, YesNoFilter
from admin_views.framework.lists.people_filters import customer_filter, has_place, people_filter
from admin_views.framework.lists.search_config import VISITS
from admin_views.framework.model_view import LARGEST_ID, AdminModelView
from admin_views.framework.navigation import record_url
from admin_views.visits.team_forms import answers_about_team, with_people
from admin_views.visits.ticket_form import NewVisitForm, VisitForm, copy_into, plan_of, register_new, zone_of_site
from admin_views.visits.ticket_lookups import TicketLookups
from admin_views.visits.ticket_page import DOCUMENT_TRANSITIONS, extras, links, sections
from app.core.clock import utc_now
from app.core.db import db
from app.core.errors import DomainError
from app.core.flow import Flow
from app.core.i18n import N_, gettext
from app.http.files.downloads import send_stored
from app.http.forms.submission import submit
from app.models.accounts.user import DESK, Role, User
from app.models.customers.customer import Customer, Site
from app.models.files.document import DOCUMENT_LABELS, Document
from app.models.finance.invoice import Invoice
from app.models.visits.visit import VISIT_FLOW, VisitTicket
from app.models.visits.visit_status import PRIORITY_LABELS, PRIORITY_TONES
from app.policies.visibility import documents_visible_to, visits_visible_to
from workflows.documents import retry_document
from workflows.fieldwork import withdraw_photo
from workflows.visits import (
    AlreadyHeld,
    create_visit,
    edit_visit,
    list_team,
    may_edit,
    publish_visit,
)

FORM_RULES = (
    rules.FieldSet(("customer_id", "site_id"), N_("Pelanggan dan lokasi")),
    rules.FieldSet(("problem", "priority", "skill_id", "notes"), N_("Pekerjaan")),
    rules.FieldSet(
        ("planned_start", "planned_end", "quota", "race_opens_at", "override_reason"), N_("Jadwal dan kuota")
    ),
)
NEW_CUSTOMER = rules.FieldSet(
    ("new_name", "new_phone", "new_street", "new_city"), N_("Atau pelanggan baru yang belum terdaftar")
)


class VisitView(TicketLookups, AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = DESK | {Role.SALES}
    opens: ClassVar[frozenset[str]] = frozenset({"create", "edit"})
    narrower: ClassVar[Mapping[str, frozenset[Role]]] = {"customers": DESK, "sites": DESK, "free": DESK}
    may_write: ClassVar[frozenset[Role] | None] = DESK
    flow: ClassVar[Flow | None] = VISIT_FLOW
    suggesting_steps: ClassVar[frozenset[str]] = frozenset({"release_technician", "keep_technician", "make_note"})
    record_loads: ClassVar[tuple[Any, ...]] = (VisitTicket.site, VisitTicket.customer, VisitTicket.skill)
    create_template = "admin/visits/create.html"
    edit_template = "admin/visits/edit.html"
    details_template = "admin/visits/details.html"
    moves_elsewhere: ClassVar[frozenset[str]] = frozenset(DOCUMENT_TRANSITIONS)
    form_create_rules = (FORM_RULES[0], NEW_CUSTOMER, *FORM_RULES[1:])
    form_edit_rules = FORM_RULES

    column_list = ("number", "customer", "problem", "priority", "planned_start", "places_taken", "status")
    column_labels: ClassVar[dict[str, Any]] = {
        "number": N_("Nomor"),
        "customer": N_("Pelanggan"),
        "problem": N_("Keluhan"),
        "priority": N_("Prioritas"),
        "planned_start": N_("Mulai"),
        "places_taken": N_("Teknisi"),
        "status": N_("Status"),
    }
    column_default_sort = ("id", True)
    column_sortable_list = ("number", ("customer", "customer.name"), "priority", "planned_start", "status")
    sort_expressions: ClassVar[dict[str, Any]] = {"customer": func.lower(Customer.name)}
    column_filters = (
        "status",
        ChoiceFilter("priority", N_("Prioritas"), VisitTicket.priority, tuple(PRIORITY_LABELS.items())),
        DayFilter("start", N_("Mulai"), VisitTicket.planned_start),
        people_filter("technician", N_("Teknisi"), has_place, Role.TECHNICIAN),
        YesNoFilter("emergency", N_("Darurat"), VisitTicket.emergency),
        customer_filter(VisitTicket.customer_id),
    )
    column_formatters: ClassVar[dict[str, Any]] = {
        "customer": person_cell,
        "problem": short_text(80),
        "planned_start": site_moment_cell,
        "priority": choice_of(PRIORITY_LABELS, PRIORITY_TONES),
        "status": status_of(VISIT_FLOW),
        "places_taken": lambda _view, _context, visit, _name: f"{visit.places_taken}/{visit.quota}",
    }
    search_plan = VISITS

    def visible_to(self, user: User) -> ColumnElement[bool] | None:
        return visits_visible_to(user)

    def get_query(self) -> Any:
        return super().get_query().options(joinedload(VisitTicket.site))

    # --- the form ---

    def get_create_form(self) -> Any:
        return NewVisitForm

    def get_edit_form(self) -> Any:
        return VisitForm

    def create_form(self, obj: Any = None) -> Any:
        """A new ticket begins with the customer it was asked for, tomorrow from nine to five."""
        form = super().create_form(obj)
        if request.method == "GET":
            self._begin(form)
        return form

    def _begin(self, form: Any) -> None:
        form.problem.data = request.args.get("problem", "").replace("\x00", "").strip()[:2000] or form.problem.data
        customer_id = request.args.get("customer", type=int)
        if customer_id and 0 < customer_id <= LARGEST_ID:
            form.customer_id.data = customer_id
            sites = select(Site.id).where(Site.customer_id == customer_id, Site.deleted_at.is_(None)).limit(2)
            found = db.session.scalars(sites).all()
            form.site_id.data = found[0] if len(found) == 1 else None
        former = self._former("copy") or self._former("rework_of")
        if former is not None:
            copy_into(form, former)
        zone = zone_of_site(form.site_id.data)
        tomorrow = utc_now().astimezone(zone) + timedelta(days=1)
        for name, hour in (("planned_start", 9), ("planned_end", 17)):
            form[name].zone = zone
            form[name].data = tomorrow.replace(hour=hour, minute=0, second=0, microsecond=0)

    def _former(self, name: str) -> VisitTicket | None:
        """The ticket that a new one copies or does again."""
        return self.get_one(request.args[name]) if name in request.args else None

    @expose("/edit/", methods=("GET", "POST"))
    def edit_view(self) -> Any:
        visit = self.get_one(request.args.get("id"))
        if visit is not None and not may_edit(visit):
            flash(str(AlreadyHeld.sentence), "warning")
            return self.back_to(visit.id)
        return super().edit_view()

    def create_record(self, session: Session, form: Any, actor: User) -> VisitTicket:
        now = utc_now()
        if form.customer_id.data is None:
            register_new(session, form, actor=actor, now=now)
        former = self._former("rework_of")
        plan = replace(plan_of(form), rework_of_id=former.id if former else None)
        visit = create_visit(session, plan=plan, actor=actor, now=now)
        if "publish" in request.form:
            publish_visit(session, visit_id=visit.id, actor=actor, now=now)
        return visit

    def edit_record(self, session: Session, form: Any, record: VisitTicket, actor: User) -> VisitTicket:
        return edit_visit(session, visit_id=record.id, plan=plan_of(form), actor=actor, now=utc_now())

    # --- the page of a ticket ---

    def zone_for(self, record: VisitTicket) -> ZoneInfo:
        return ZoneInfo(record.site.time_zone)

    def answers_for(self, record: VisitTicket, name: str) -> dict[str, Any]:
        if name == "reschedule":
            return {"planned_start": record.planned_start, "planned_end": record.planned_end}
        if name in {"release_technician", "keep_technician"}:
            return answers_about_team(db.session(), record.id, request.args.get("technician", type=int))
        if name == "make_note":
            team = list_team(db.session(), visit_id=record.id)
            return {"driver": team[0].name if team else ""}
        return {}

    def transition_for(self, record: VisitTicket, transition: Any) -> Any:
        return with_people(db.session(), record, transition, now=utc_now())

    def record_sections(self, record: VisitTicket) -> list[dict[str, Any]]:
        return sections(db.session(), record)

    def record_links(self, record: VisitTicket) -> list[dict[str, Any]]:
        return links(db.session(), record)

    def record_extra(self, record: VisitTicket) -> dict[str, Any]:
        return {**extras(db.session(), record), "may_write": self._may_write() and may_edit(record)}

    @expose("/paper/<int:document_id>")
    def document(self, document_id: int) -> Any:
        """A document or photo, shown in the browser, or saved with `?save=1`."""
        wanted = select(Document).where(Document.id == document_id, documents_visible_to(current_user))
        document = db.session.scalars(wanted.options(joinedload(Document.file))).one_or_none()
        if document is None or document.file is None:
            abort(404)
        name = f"{DOCUMENT_LABELS[document.kind]} {document.number or document.id}"
        return send_stored(document.file, name, inline="save" not in request.args)

    @expose("/paper/<int:document_id>/retry", methods=("POST",))
    def retry_document(self, document_id: int) -> Any:
        """Draw again a document that could not be drawn."""
        document = db.session.scalars(
            select(Document).where(Document.id == document_id, documents_visible_to(current_user))
        ).one_or_none()
        if document is None:
            abort(404)
        try:
            submit(lambda session: {"id": _retry(session, document_id).id})
            flash(gettext("Dokumen dicoba dibuat lagi."), "success")
        except DomainError as refusal:
            flash(str(refusal), "error")
        about = (Invoice, document.invoice_id) if document.invoice_id else (VisitTicket, document.visit_id)
        return redirect(record_url(*about) or self.get_url(".index_view"))

    @expose("/photo/<int:document_id>/withdraw", methods=("POST",))
    def withdraw_photo(self, document_id: int) -> Any:
        """Take back a wrong photo until the work is finished."""
        document = db.session.scalars(
            select(Document).where(Document.id == document_id, documents_visible_to(current_user))
        ).one_or_none()
        if document is None or not self._may_write():
            abort(404)
        try:
            submit(lambda session: {"id": _withdraw(session, document_id).id})
            flash(gettext("Foto ditarik."), "success")
        except DomainError as refusal:
            flash(str(refusal), "error")
        return self.back_to(document.visit_id)


def _withdraw(session: Session, document_id: int) -> Document:
    return withdraw_photo(session, document_id=document_id, actor=current_user, now=utc_now())


def _retry(session: Session, document_id: int) -> Document:
    return retry_document(session, document_id=document_id, actor=current_user, now=utc_now())
