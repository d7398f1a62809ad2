"""Tiket dukungan: the list, one ticket with everything that may be done about it, and tickets written by the team."""

from collections.abc import Mapping
from typing import Any, ClassVar

from flask import abort, request
from flask_admin import expose
from flask_login import current_user
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, defer, joinedload, selectinload
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from admin_views.framework.composing import Composing
from admin_views.framework.lists.columns import (
    choice_of,
    moment_cell,
    person_cell,
    status_of,
)
from admin_views.framework.lists.search_config import SUPPORT
from admin_views.framework.model_view import AdminModelView, PanelForm
from admin_views.support.tickets import page as ticket_page
from admin_views.support.tickets.cells import due_cell, fields_cell, requester_cell, subject_cell
from admin_views.support.tickets.choices import given_answers, macro_steps, with_choices, written_fields
from admin_views.support.tickets.filters import TICKET_FILTERS
from admin_views.support.tickets.mail_pages import MailPages
from admin_views.support.tickets.printing import PrintPages, print_links
from app.core.clock import utc_now
from app.core.db import db
from app.core.flow import Flow, Transition
from app.core.i18n import N_, gettext
from app.core.identifiers import read_id
from app.http.files.downloads import send_stored
from app.models.accounts.user import Role, User
from app.models.composing import ComposerKind
from app.models.customers.customer import Customer
from app.models.messaging.contact import WhatsAppContact
from app.models.support.messages import SupportAttachment, SupportMessage
from app.models.support.ticket import (
    EXTENT_LABELS,
    KIND_LABELS,
    SOURCE_LABELS,
    Extent,
    SupportTicket,
    TicketKind,
)
from app.models.support.ticket_flow import SUPPORT_FLOW
from app.models.support.ticket_steps import SUPPORT_TEAM
from app.models.visits.visit import Priority
from app.models.visits.visit_status import PRIORITY_LABELS, PRIORITY_TONES
from app.policies.visibility import support_visible_to
from app.presenters.support.tickets import requester_name
from workflows.support import find_newer, list_possible_assignees, open_support_ticket

# what the customer reads of it is written after what they have written
ANSWERS = frozenset({"answer", "answer_and_wait", "answer_public", "run_macro", "schedule_answer", "finish", "reject"})


class TicketForm(PanelForm):
    subject = StringField(N_("Subjek"), validators=[InputRequired(), Length(max=150)])
    description = TextAreaField(
        N_("Apa yang perlu dikerjakan"), validators=[InputRequired(), Length(max=20_000)], render_kw={"rows": 8}
    )
    kind = SelectField(N_("Jenis"), choices=list(KIND_LABELS.items()), default=TicketKind.PROBLEM)
    impact = SelectField(N_("Dampak"), choices=list(EXTENT_LABELS.items()), default=Extent.LIMITED)
    urgency = SelectField(N_("Kegentingan"), choices=list(PRIORITY_LABELS.items()), default=Priority.MEDIUM)


class SupportView(MailPages, PrintPages, Composing, AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = SUPPORT_TEAM
    opens: ClassVar[frozenset[str]] = frozenset({"create", "export"})
    flow: ClassVar[Flow | None] = SUPPORT_FLOW
    composer_steps: ClassVar[Mapping[str, str]] = {
        "answer": ComposerKind.ANSWER,
        "answer_and_wait": ComposerKind.ANSWER,
        "note": ComposerKind.NOTE,
    }
    moves_elsewhere: ClassVar[frozenset[str]] = frozenset({"answer", "answer_and_wait", "note", "run_macro"})
    suggesting_steps: ClassVar[frozenset[str]] = frozenset({"run_macro", "schedule_answer"})
    details_template = "admin/support/details.html"
    title_columns = ("number", "subject")
    search_plan = SUPPORT
    empty_text = N_("Permintaan pelanggan, tiket dari masukan, dan tiket yang dicatat tim muncul di sini.")

    column_list = ("number", "subject", "priority", "requester", "assignee", "clocks", "created_at", "status")
    column_class: ClassVar[dict[str, str]] = {"clocks": "cell-fit", "created_at": "p3"}  # a due time is never cut
    column_labels: ClassVar[dict[str, Any]] = {
        "number": N_("Nomor"),
        "subject": N_("Subjek"),
        "priority": N_("Prioritas"),
        "requester": N_("Pemohon"),
        "assignee": N_("Petugas"),
        "clocks": N_("Batas waktu"),
        "created_at": N_("Dibuat"),
        "status": N_("Status"),
        "kind": N_("Jenis"),
        "source": N_("Asal"),
        "ended_at": N_("Berakhir"),
        "fields": N_("Isian"),
    }
    column_export_list = (
        "number",
        "subject",
        "kind",
        "priority",
        "source",
        "assignee",
        "created_at",
        "ended_at",
        "fields",
        "status",
    )
    column_default_sort = ("id", True)
    column_sortable_list = ("number", "priority", "created_at", "status")
    column_filters = TICKET_FILTERS
    column_formatters: ClassVar[dict[str, Any]] = {
        "subject": subject_cell,
        "priority": choice_of(PRIORITY_LABELS, PRIORITY_TONES),
        "kind": choice_of(KIND_LABELS),
        "source": choice_of(SOURCE_LABELS),
        "requester": requester_cell,
        "assignee": person_cell,
        "clocks": due_cell,
        "created_at": moment_cell,
        "fields": fields_cell,
        "status": status_of(SUPPORT_FLOW),
    }
    form = TicketForm

    def visible_to(self, user: User) -> ColumnElement[bool]:
        return support_visible_to(user)

    def _loads_of_columns(self) -> list[Any]:
        c = WhatsAppContact
        people = (
            joinedload(SupportTicket.customer).load_only(Customer.name),
            joinedload(SupportTicket.requester).load_only(User.name),
            joinedload(SupportTicket.contact).load_only(c.profile_name, c.phone_e164, c.wa_id, c.bsuid),
        )
        clocks = selectinload(SupportTicket.clocks)
        return [*super()._loads_of_columns(), *people, clocks, defer(SupportTicket.description)]

    def create_record(self, session: Session, form: Any, actor: User) -> SupportTicket:
        return open_support_ticket(
            session,
            subject=form.subject.data,
            description=form.description.data,
            kind=TicketKind(form.kind.data),
            impact=Extent(form.impact.data),
            urgency=Priority(form.urgency.data),
            actor=actor,
            now=utc_now(),
        )

    # --- one ticket ---

    def record_sections(self, record: SupportTicket) -> list[dict[str, Any]]:
        return ticket_page.sections(db.session(), record)

    def record_links(self, record: SupportTicket) -> list[dict[str, Any]]:
        return print_links(record)

    def record_extra(self, record: SupportTicket) -> dict[str, Any]:
        return ticket_page.extras(db.session(), record)

    def transition_for(self, record: SupportTicket, transition: Transition) -> Transition:
        return with_choices(db.session(), record, transition)

    def answers_for(self, record: SupportTicket, name: str) -> dict[str, Any]:
        return given_answers(db.session(), record, name)

    def page_for(self, record: SupportTicket, name: str) -> tuple[str, dict[str, Any]]:
        """An answer that missed a newer message comes back with it, and is sent all the same by a second press."""
        if name not in ANSWERS:
            return super().page_for(record, name)
        template = "admin/support/macro.html" if name == "run_macro" else "admin/support/answer.html"
        seen = read_id(request.form.get("seen", "")) or 0
        missed = self._missed(record, seen) if request.method == "POST" else []
        newer = [ticket_page.entry_facts(message) for message in missed]
        steps = macro_steps(db.session()) if name == "run_macro" else []
        return template, {"newer": newer, "seen": ticket_page.newest_message(db.session(), record.id), "steps": steps}

    def arguments_of(self, name: str, answers: dict[str, Any]) -> dict[str, Any]:
        """The form of the desk's own fields has an input for each."""
        return {"values": written_fields(answers)} if name == "set_fields" else answers

    # --- the conversation ---

    def recipient_of(self, record: SupportTicket) -> str:
        return requester_name(record) or gettext("pelanggan")

    def thread_of(self, record: SupportTicket) -> dict[str, Any]:
        return ticket_page.public_thread(db.session(), record)

    def notes_of(self, record: SupportTicket) -> dict[str, Any]:
        return ticket_page.internal_thread(db.session(), record)

    def count_newer(self, record: SupportTicket, seen: int) -> int:
        return len(self._missed(record, seen))

    def _missed(self, record: SupportTicket, seen: int) -> list[SupportMessage]:
        return find_newer(db.session(), ticket_id=record.id, seen=seen, writer_id=current_user.id)

    def people_named(self, record: SupportTicket) -> tuple[str, ...]:
        return tuple(name for _id, name in list_possible_assignees(db.session(), kind=record.kind))

    @expose("/attachment/<int:attachment_id>")
    def attachment(self, attachment_id: int) -> Any:
        """Of a ticket that this reader may see."""
        wanted = (
            select(SupportAttachment)
            .join(SupportMessage, SupportMessage.id == SupportAttachment.message_id)
            .join(SupportTicket, SupportTicket.id == SupportMessage.ticket_id)
            .where(SupportAttachment.id == attachment_id, support_visible_to(current_user))
        )
        found = db.session.scalars(wanted.options(joinedload(SupportAttachment.file))).one_or_none()
        if found is None:
            abort(404)
        return send_stored(found.file, f"support-{found.id}", inline="save" not in request.args)
