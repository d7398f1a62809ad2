"""Aturan pembagian: numbered sentences, tried on the latest tickets before they take effect."""

from typing import Any, ClassVar

from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length

from admin_views.framework.lists.columns import status_of
from admin_views.framework.lists.search import search_few
from admin_views.framework.model_view import AdminModelView, PanelForm
from admin_views.framework.records.links import record_link
from app.core.clock import utc_now
from app.core.db import db
from app.core.flow import Flow
from app.core.i18n import N_, gettext
from app.http.forms.base import optional_id
from app.models.accounts.user import DESK, Role, User
from app.models.support.settings.rules import (
    HOURS_LABELS,
    LOCALE_LABELS,
    RULE_FLOW,
    SupportRule,
    SupportRuleHit,
)
from app.models.support.ticket import KIND_LABELS, SOURCE_LABELS, SupportTicket, TicketKind
from app.models.support.ticket_steps import SUPPORT_TEAM
from app.policies.visibility import support_visible_to
from app.presenters.dates import moment
from app.presenters.support.rules import goes_to, rule_sentence
from workflows.support import list_possible_assignees, list_teams, preview_rule, save_rule

SHOWN_HITS = 20
ANY = ("", N_("Semua"))
ROUTABLE = [(str(kind), label) for kind, label in KIND_LABELS.items() if kind != TicketKind.SECURITY]


def _or_none(value: Any) -> str | None:
    return value or None


def _choice(label: Any, choices: Any) -> Any:
    return SelectField(label, choices=[ANY, *choices], coerce=_or_none)


class RuleForm(PanelForm):
    name = StringField(N_("Nama"), validators=[InputRequired(), Length(max=80)])
    kind = _choice(N_("Jenis"), ROUTABLE)
    source = _choice(N_("Asal"), [(str(one), label) for one, label in SOURCE_LABELS.items()])
    locale = _choice(N_("Bahasa"), list(LOCALE_LABELS.items()))
    hours = _choice(N_("Waktu masuk"), [(str(one), label) for one, label in HOURS_LABELS.items()])
    tag = StringField(N_("Tag"), validators=[Length(max=40)])
    words = StringField(
        N_("Salah satu kata ini"), validators=[Length(max=200)], description=N_("Dipisah koma, mis. bocor, menetes")
    )
    customer = StringField(N_("Kode pelanggan"), validators=[Length(max=20)], description="PLG-000001")
    team_id = SelectField(N_("Masuk ke tim"), coerce=optional_id)
    assignee_id = SelectField(
        N_("Ditugaskan kepada"), coerce=optional_id, description=N_("Kosong: dibagi di dalam meja dukungan.")
    )

    def process(self, formdata: Any = None, obj: Any = None, **data: Any) -> None:
        session = db.session()
        self["team_id"].choices = [("", "–"), *((str(one), name) for one, name in list_teams(session))]
        people = list_possible_assignees(session, kind=TicketKind.PROBLEM)
        self["assignee_id"].choices = [("", "–"), *((str(one), name) for one, name in people)]
        super().process(formdata, obj=obj, **data)
        if formdata is None and obj is not None:
            self["customer"].data = obj.customer.code if obj.customer else ""


class RuleView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = SUPPORT_TEAM
    may_write: ClassVar[frozenset[Role] | None] = DESK
    opens: ClassVar[frozenset[str]] = frozenset({"create", "edit"})
    flow: ClassVar[Flow | None] = RULE_FLOW
    record_loads: ClassVar[tuple[Any, ...]] = (SupportRule.customer, SupportRule.team, SupportRule.assignee)
    empty_text = N_("Aturan mengirim tiket baru ke tim atau petugas; yang pertama cocok berlaku.")

    column_list = ("position", "name", "sentence", "status")
    column_labels: ClassVar[dict[str, Any]] = {
        "position": N_("Urutan"),
        "name": N_("Nama"),
        "sentence": N_("Aturan"),
        "status": N_("Status"),
    }
    column_class: ClassVar[dict[str, str]] = {"sentence": "wrap"}
    column_default_sort = ("position", False)
    column_sortable_list = ("position",)
    column_formatters: ClassVar[dict[str, Any]] = {
        "sentence": lambda _v, _c, record, _n: rule_sentence(record),
        "status": status_of(RULE_FLOW),
    }
    form = RuleForm

    def _loads_of_columns(self) -> list[Any]:
        return [joinedload(one) for one in self.record_loads]

    def search_for(self, query: Any, words: str) -> Any:
        return search_few(query, words, SupportRule.name)

    def create_record(self, session: Session, form: Any, actor: User) -> SupportRule:
        return self.edit_record(session, form, SupportRule(), actor)

    def edit_record(self, session: Session, form: Any, record: SupportRule, actor: User) -> SupportRule:
        return save_rule(
            session,
            record,
            actor=actor,
            now=utc_now(),
            name=form.name.data,
            customer=form.customer.data or "",
            kind=form.kind.data,
            source=form.source.data,
            locale=form.locale.data,
            hours=form.hours.data,
            tag=" ".join((form.tag.data or "").lower().split()),
            words=form.words.data or "",
            team_id=form.team_id.data,
            assignee_id=form.assignee_id.data,
        )

    def content_of(self, record: SupportRule) -> Any:
        return str(rule_sentence(record))

    def record_title(self, record: SupportRule) -> str:
        return record.name

    def record_sections(self, record: SupportRule) -> list[dict[str, Any]]:
        """The sentence, what it would have done with the latest tickets, and what it did."""
        session = db.session()
        tried = preview_rule(session, record, visible=support_visible_to(current_user))
        hit = [(_ticket(one.ticket), _difference(one)) for one in tried if one.then is record]
        hits = (
            select(SupportRuleHit)
            .where(SupportRuleHit.rule_id == record.id)
            .options(joinedload(SupportRuleHit.ticket))
            .order_by(SupportRuleHit.id.desc())
            .limit(SHOWN_HITS)
        )
        done = [(_ticket(one.ticket), moment(one.created_at)) for one in session.scalars(hits)]
        count = gettext("Kena %(n)d dari %(all)d tiket terakhir.", n=len(hit), all=len(tried))
        return [
            {"title": gettext("Aturan"), "rows": [(gettext("Bunyi"), rule_sentence(record))]},
            {"title": gettext("Dicoba pada tiket terakhir"), "rows": [(gettext("Hasil"), count), *hit]},
            {"title": gettext("Yang dibagi aturan ini"), "rows": done or [(gettext("Hasil"), gettext("Belum ada."))]},
        ]


def _ticket(ticket: SupportTicket) -> Any:
    return record_link(ticket)


def _difference(tried: Any) -> str:
    """Where it would have gone without this rule, when elsewhere."""
    words = f"{tried.ticket.subject}: {goes_to(tried.then)}"
    if tried.now is None:
        return words
    return f"{words}; {gettext('tanpa aturan ini %(where)s', where=goes_to(tried.now))}"
