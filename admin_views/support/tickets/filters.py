"""Filters of the list of support tickets."""

from typing import Any

from flask_login import current_user
from sqlalchemy import select

from admin_views.framework.lists.filters import ChoiceFilter, DayFilter, ExactFilter, YesNoFilter
from admin_views.framework.lists.people_filters import customer_filter, people_filter, person_filter
from app.core.db import db
from app.core.i18n import N_, language
from app.models.support.collaboration import SupportFollower
from app.models.support.settings.team import SupportTeamMember
from app.models.support.ticket import KIND_LABELS, SOURCE_LABELS, SupportTicket
from app.models.support.ticket_flow import SUPPORT_FLOW
from app.models.support.ticket_steps import OPEN, SUPPORT_TEAM
from app.models.visits.visit_status import PRIORITY_LABELS
from workflows.support import list_fields, list_teams
from workflows.work_queues import is_late

WHOSE = (("mine", N_("Saya")), ("my_teams", N_("Tim saya")), ("followed", N_("Yang saya ikuti")))


class TagFilter(ExactFilter):
    """Rows with this tag among theirs."""

    def clean(self, value: str) -> Any:
        if not value or "\x00" in value or len(value) > 40:  # noqa: PLR2004
            raise ValueError(value)
        return value.lower()

    def condition(self, value: Any) -> Any:
        return self.column.contains([value])


def _whose(value: str) -> Any:
    """Of whoever reads the list."""
    reader = current_user.id
    if value == "mine":
        return SupportTicket.assignee_id == reader
    if value == "my_teams":
        teams = select(SupportTeamMember.team_id).where(SupportTeamMember.user_id == reader)
        return SupportTicket.team_id.in_(teams)
    return SupportTicket.id.in_(select(SupportFollower.ticket_id).where(SupportFollower.user_id == reader))


def _field_choices() -> list[tuple[str, str]]:
    """Each choice of each field of choices: `7:Daikin`."""
    locale = language()
    return [
        (f"{field.id}:{one}", f"{field.name_in(locale)}: {field.value_in(one, locale)}")
        for field in list_fields(db.session())
        for one in field.choices
    ]


def _field_is(value: str) -> Any:
    field_id, _, text = value.partition(":")
    return (SupportTicket.fields != {}) & SupportTicket.fields.contains({field_id: text})


TICKET_FILTERS = (
    ChoiceFilter("status", N_("Status"), SupportTicket.status, SUPPORT_FLOW.labels.items),
    ChoiceFilter("priority", N_("Prioritas"), SupportTicket.priority, tuple(PRIORITY_LABELS.items())),
    ChoiceFilter("kind", N_("Jenis"), SupportTicket.kind, tuple(KIND_LABELS.items())),
    ChoiceFilter("source", N_("Asal"), SupportTicket.source, tuple(SOURCE_LABELS.items())),
    people_filter("assignee", N_("Petugas"), lambda user_id: SupportTicket.assignee_id == user_id, *SUPPORT_TEAM),
    ChoiceFilter("team", N_("Tim"), SupportTicket.team_id, lambda: list_teams(db.session())),
    ChoiceFilter("whose", N_("Milik"), None, WHOSE, condition=_whose),
    ChoiceFilter("field", N_("Isian"), None, _field_choices, condition=_field_is),
    TagFilter("tag", N_("Tag"), SupportTicket.tags),
    YesNoFilter("open", N_("Belum berakhir"), SupportTicket.status.in_(OPEN)),
    YesNoFilter("unowned", N_("Tanpa petugas"), SupportTicket.assignee_id.is_(None)),
    YesNoFilter("unread", N_("Pelanggan menunggu jawaban"), SupportTicket.unread_at.is_not(None)),
    YesNoFilter("late", N_("Lewat batas waktu"), is_late()),
    YesNoFilter("low", N_("Penilaian rendah menunggu tindak lanjut"), SupportTicket.low_rated_at.is_not(None)),
    YesNoFilter("asleep", N_("Ditunda"), SupportTicket.wakes_at.is_not(None)),
    YesNoFilter("forwarded", N_("Dari masukan"), SupportTicket.origin_feedback_id.is_not(None)),
    DayFilter("date", N_("Dibuat"), SupportTicket.created_at),
    customer_filter(SupportTicket.customer_id),
    person_filter("requester", N_("Akun"), SupportTicket.requester_id),
)
