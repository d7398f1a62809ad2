"""Insiden: what is wrong, who has it, what was done and said."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from flask import flash, request
from flask_admin import expose
from flask_login import current_user
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from admin_views.framework.lists.columns import choice_of, moment_cell, short_text, status_of
from admin_views.framework.lists.filters import ChoiceFilter, DayFilter
from admin_views.framework.lists.search import starts_with
from admin_views.framework.model_view import AdminModelView
from admin_views.incidents.declare_form import IncidentForm, chosen_severity, with_choices
from admin_views.incidents.subjects import choices_of_items, items_of, reports_of
from admin_views.incidents.timeline import TIMELINE_KINDS, choices_of_news, news_to_correct, timeline_of
from app.core.clock import utc_now
from app.core.db import db
from app.core.errors import DomainError
from app.core.flow import Flow, Transition
from app.core.i18n import N_, Sentence, gettext, in_own_language
from app.http.forms.submission import submit
from app.models.accounts.user import TECHNICAL, Role, User
from app.models.incidents.incident import (
    KIND_LABELS,
    Incident,
    IncidentKind,
    PostMortem,
)
from app.models.incidents.incident_flow import INCIDENT_FLOW, READERS, RESPONDERS
from app.models.monitoring.alarm import Severity
from app.policies.company_time import company_zone
from app.policies.visibility import incidents_visible_to
from app.presenters.dates import moment
from app.presenters.incidents.next_call import next_call_words
from workflows.incidents import (
    count_echoes,
    declare_incident,
    fill_template,
    finish_action_item,
    link_reports,
    list_causes,
    list_templates,
    read_post_mortem_draft,
)
from workflows.monitoring import list_errors_of_incident
from workflows.on_call import find_escalation, find_next_timer

TONES = {Severity.SEV1: "danger", Severity.SEV2: "danger", Severity.SEV3: "warning", Severity.SEV4: "neutral"}


class IncidentView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = READERS
    may_write: ClassVar[frozenset[Role] | None] = RESPONDERS
    opens: ClassVar[frozenset[str]] = frozenset({"create", "export"})
    flow: ClassVar[Flow | None] = INCIDENT_FLOW
    record_loads = (Incident.cause, Incident.commander, Incident.communicator, Incident.scribe)
    details_template = "admin/incidents/details.html"
    empty_text = N_("Belum ada insiden. Alarm membuatnya sendiri, atau umumkan satu.")
    narrower: ClassVar[dict[str, frozenset[Role]]] = {"finish_item": RESPONDERS}

    column_list = ("number", "title", "severity", "commander", "declared_at", "status")
    column_labels: ClassVar[dict[str, Any]] = {
        "number": N_("Nomor"),
        "title": N_("Apa yang terjadi"),
        "severity": N_("Tingkat"),
        "commander": N_("Komandan"),
        "declared_at": N_("Diumumkan"),
        "status": N_("Status"),
    }
    column_default_sort = ("id", True)
    column_sortable_list = ("severity", "declared_at", "status")
    column_filters = (
        "status",
        ChoiceFilter("severity", N_("Tingkat"), Incident.severity, tuple((one, one) for one in Severity)),
        DayFilter("date", N_("Diumumkan"), Incident.declared_at),
    )
    column_formatters: ClassVar[dict[str, Any]] = {
        "title": short_text(70, "shown_title"),
        "severity": choice_of({one: str(one) for one in Severity}, TONES),
        "declared_at": moment_cell,
        "status": status_of(INCIDENT_FLOW),
    }
    form = IncidentForm

    def visible_to(self, user: User) -> ColumnElement[bool] | None:
        return incidents_visible_to(user)

    def search_for(self, query: Any, words: str) -> Any:
        return query.where(starts_with(Incident.number, words.upper()))

    def create_form(self, obj: Any = None) -> Any:
        return with_choices(super().create_form(obj))

    def create_record(self, session: Session, form: Any, actor: User) -> Incident:
        incident = declare_incident(
            session,
            title=form.title.data,
            severity=chosen_severity(form),
            component=form.component.data or "",
            kind=IncidentKind(form.kind.data),
            description=form.description.data or "",
            actor=actor,
            now=utc_now(),
        )
        if form.reports.data and form.reports.data.strip():
            link_reports(session, incident_id=incident.id, actor=actor, now=utc_now(), numbers=form.reports.data)
        return incident

    deciding_steps: ClassVar[frozenset[str]] = frozenset({"publish", "publish_post_mortem"})

    def answers_for(self, record: Incident, name: str) -> dict[str, Any]:
        """The post-mortem is drafted from the timeline; what is published begins with what was written."""
        if name == "publish":
            return self._update_words(record)
        if name == "correct":
            return self._words_to_correct(record)
        if name in {"give_item", "reopen_item"}:
            return {"item": request.values.get("item", type=int)}
        if name not in {"write_post_mortem", "publish_post_mortem"}:
            known = {"set_severity": {"severity": record.severity}, "set_impact": {"started": record.impact_started_at}}
            return known.get(name, {})
        draft = read_post_mortem_draft(db.session(), record)
        if name == "write_post_mortem":
            return dict(draft)
        return {"text": f"{draft['root_cause']}\n\n{record.outcome}".strip()}

    def transition_for(self, record: Incident, transition: Transition) -> Transition:
        """The causes that are used, its own public news and action items, to choose among."""
        reopening = INCIDENT_FLOW.transitions["reopen_item"]
        offered: dict[str, Callable[[], list[tuple[str, str]]]] = {
            "cause_id": lambda: [(str(one.id), one.name) for one in list_causes(db.session())],
            "entry": lambda: choices_of_news(record),
            "item": lambda: choices_of_items(db.session(), record, is_done=transition == reopening),
        }
        asks = (
            replace(ask, choices=tuple(offered[ask.name]())) if ask.name in offered else ask for ask in transition.asks
        )
        return replace(transition, asks=tuple(asks))

    def page_for(self, record: Incident, name: str) -> tuple[str, dict[str, Any]]:
        if name != "publish":
            return super().page_for(record, name)
        return "admin/incidents/publish.html", {"templates": list_templates(db.session())}

    def _update_words(self, record: Incident) -> dict[str, Any]:
        """Those of the chosen template, filled in; the English title as it is."""
        session, chosen = db.session(), request.args.get("template", type=int)
        template = next((one for one in list_templates(session) if one.id == chosen), None)
        words: dict[str, Any] = {"title_en": record.title_en}
        if template is not None:
            zone = ZoneInfo(company_zone(session))
            words["text"] = fill_template(session, template.text, record, zone=zone)
            words["text_en"] = fill_template(session, template.text_en, record, zone=zone, english=True)
        return words

    @staticmethod
    def _words_to_correct(record: Incident) -> dict[str, Any]:
        chosen = news_to_correct(record)
        return {"entry": chosen.id, "text": chosen.text, "text_en": chosen.text_en} if chosen else {}

    def record_title(self, record: Incident) -> str:
        return f"{record.severity} · {record.number} · {record.shown_title}"

    def record_sections(self, record: Incident) -> list[dict[str, Any]]:
        echoes = count_echoes(db.session(), record.id)
        rows = [
            (gettext("Apa yang terjadi"), record.shown_title),
            (gettext("Keterangan"), in_own_language(record.description, record.description_en) or None),
            *self._call_rows(record),
            (gettext("Jenis"), str(KIND_LABELS[record.kind]) if record.is_restricted else None),
            (gettext("Komponen"), record.component or None),
            (gettext("Jenis penyebab"), record.cause.name if record.cause else None),
            (gettext("Dampak mulai"), moment(record.impact_started_at)),
            (gettext("Diumumkan"), moment(record.declared_at)),
            (gettext("Waktu diterima"), moment(record.acknowledged_at) if record.acknowledged_at else None),
            (gettext("Dampak berakhir"), moment(record.impact_ended_at) if record.impact_ended_at else None),
            (gettext("Komandan"), record.commander.name if record.commander else None),
            (gettext("Komunikasi"), record.communicator.name if record.communicator else None),
            (gettext("Pencatat"), record.scribe.name if record.scribe else None),
            (
                gettext("Pemberitahuan data pribadi paling lambat"),
                moment(record.notice_due_at) if record.notice_due_at else None,
            ),
            (
                gettext("Pemberitahuan disampaikan"),
                moment(record.notice_given_at) if record.notice_given_at else None,
            ),
            (gettext("Saya juga mengalami ini"), str(echoes) if echoes else None),
            (gettext("Hasil"), record.outcome or None),
        ]
        return [{"title": gettext("Rincian"), "rows": [row for row in rows if row[1] is not None]}]

    @staticmethod
    def _call_rows(record: Incident) -> list[tuple[str, str | None]]:
        """Who has it, and what follows when nobody does anything."""
        session = db.session()
        escalation = find_escalation(session, record.id)
        holder = session.get(User, escalation.acknowledged_by_id or 0) if escalation else None
        return [
            (gettext("Diterima oleh"), holder.name if holder else None),
            (gettext("Panggilan berikutnya"), next_call_words(find_next_timer(session, record.id)) or None),
        ]

    def record_timeline(self, record: Incident) -> list[dict[str, Any]]:
        return timeline_of(record, self.asked_history())

    def history_kinds(self) -> dict[str, Sentence]:
        return TIMELINE_KINDS

    def record_extra(self, record: Incident) -> dict[str, Any]:
        session = db.session()
        return {
            "record_timeline_title": gettext("Linimasa"),
            "post_mortem": session.scalars(select(PostMortem).where(PostMortem.incident_id == record.id)).one_or_none(),
            "items": items_of(session, record),
            "reports": reports_of(session, record),
            "errors": list_errors_of_incident(session, record.id),
            "may_work": current_user.role in RESPONDERS,
            "may_see_errors": current_user.role in TECHNICAL,
        }

    @expose("/<int:id>/items/<int:item>/finish", methods=("POST",))
    def finish_item(self, id: int, item: int) -> Any:  # noqa: A002
        """An action item is done."""
        if self.get_one(id) is None:
            return self.back_to(id)

        def work(session: Session) -> dict[str, Any]:
            finish_action_item(session, item_id=item, incident_id=id, actor=current_user, now=utc_now())
            return {}

        try:
            submit(work)
        except DomainError as refusal:
            flash(str(refusal), "error")
        return self.back_to(id)
