"""Laporan dukungan: how well the desk did in a period, and in the one before it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, ClassVar

from flask import abort, request
from flask_admin import BaseView, expose
from flask_login import current_user
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from admin_views.framework.access import RoleRestricted
from admin_views.framework.export.figures_file import figure_cell, figures_file, require_file_type
from admin_views.framework.lists.date_range import chosen_days, period_facts
from admin_views.monitoring.period_marks import period_marks
from app.core.clock import utc_now
from app.core.db import db
from app.core.i18n import gettext
from app.core.identifiers import read_id
from app.http.files.downloads import send_stored
from app.models.accounts.user import DESK, Role, User
from app.models.support.monthly import SupportMonth
from app.models.support.settings.team import SupportTeam
from app.models.support.ticket import KIND_LABELS, SOURCE_LABELS, TicketKind, TicketSource
from app.models.support.ticket_steps import SUPPORT_TEAM
from app.policies.company_time import company_zone
from app.policies.visibility import support_named_to
from app.presenters.support.figure_numbers import label_in_file, value_in_file
from app.presenters.support.figures import KINDS, figures_of
from app.presenters.support.measured_parts import PART_COLUMNS, part_of
from workflows.support import (
    By,
    Scope,
    find_wallboard_link,
    read_breakdowns,
    read_days,
    read_measures,
)

READERS = SUPPORT_TEAM | {Role.MANAGER, Role.PRODUCT}
ASKED = ("days", "first", "last", "team", "agent", "kind", "channel")  # what an address of the report may say


def visible_tickets(user: User) -> ColumnElement[bool]:
    """Figures leave security tickets out for whoever may not see them."""
    return support_named_to(user)


def asked_scope(session: Session) -> Scope:
    """The period and the narrowing that the address asks for; what it does not know it leaves out."""
    first, last = chosen_days()
    kind, source = request.args.get("kind", ""), request.args.get("channel", "")
    return Scope(
        first,
        last,
        company_zone(session),
        visible_tickets(current_user),
        agent_id=read_id(request.args.get("agent", "")),
        team_id=read_id(request.args.get("team", "")),
        kind=TicketKind(kind) if kind in set(TicketKind) else None,
        source=TicketSource(source) if source in set(TicketSource) else None,
    )


class SupportReportView(RoleRestricted, BaseView):
    may_enter: ClassVar[frozenset[Role]] = READERS

    @expose("/")
    def index(self) -> Any:
        session, now = db.session(), utc_now()
        scope = asked_scope(session)
        marks = period_marks(scope.first, scope.last)
        measured = read_breakdowns(session, scope, now=now)
        return self.render(
            "admin/support/report.html",
            scope=scope,
            figures=figures_of(measured[None][""], read_measures(session, scope.before, now=now)[""]),
            parts=[part_of(session, by, measured[by]) for by in By],
            columns=PART_COLUMNS,
            choices=_choices(session),
            **period_facts(),
            asked={name: value for name in ASKED if (value := request.args.get(name))},
            series=_series(session, scope) | {"marks": [(local.isoformat(), words) for local, words in marks]},
            marks=marks,
            months=db.session.scalars(select(SupportMonth).order_by(SupportMonth.month.desc()).limit(12)).all(),
            wallboard=find_wallboard_link(session),
            may_renew=current_user.role in DESK,
        )

    @expose("/month/<int:month_id>")
    def month(self, month_id: int) -> Any:
        """The PDF of a month, as it was told."""
        found = db.session.get(SupportMonth, month_id)
        if found is None:
            abort(404)
        return send_stored(found.file, f"dukungan-{found.month:%Y-%m}.pdf", inline=True)

    @expose("/export.<file_type>")
    def export(self, file_type: str) -> Any:
        """All figures, then each breakdown, as CSV or XLSX."""
        require_file_type(file_type)
        session = db.session()
        scope = asked_scope(session)
        return figures_file("dukungan", file_type, (scope.first, scope.last), _rows(session, scope))


def _choices(session: Session) -> dict[str, list[tuple[str, str]]]:
    """What the report can be narrowed to."""
    teams = session.execute(select(SupportTeam.id, SupportTeam.name).order_by(SupportTeam.name))
    agents = select(User.id, User.name).where(User.role.in_(SUPPORT_TEAM)).order_by(User.name)
    return {
        "team": [(str(one), name) for one, name in teams],
        "agent": [(str(one), name) for one, name in session.execute(agents)],
        "kind": [(str(one), str(label)) for one, label in KIND_LABELS.items()],
        "channel": [(str(one), str(label)) for one, label in SOURCE_LABELS.items()],
    }


def _series(session: Session, scope: Scope) -> dict[str, Any]:
    """One value a day; `before`: of the period before, which has as many days or fewer."""
    length = (scope.last - scope.first).days + 1
    days = [scope.first + timedelta(days=past) for past in range(length)]
    before = _by_day(session, scope.before)
    earlier = {name: [*values, *[None] * length][:length] for name, values in before.items()}
    return {"days": [day.isoformat() for day in days], **_by_day(session, scope), "before": earlier}


def _by_day(session: Session, scope: Scope) -> dict[str, list[int | None]]:
    known = read_days(session, scope)
    days = [scope.first + timedelta(days=past) for past in range((scope.last - scope.first).days + 1)]
    return {name: [known.get(day, (0, 0))[place] for day in days] for place, name in enumerate(("opened", "resolved"))}


def _rows(session: Session, scope: Scope) -> Iterator[list[Any]]:
    now = utc_now()
    found = read_breakdowns(session, scope, now=now)
    measured, before = found[None][""], read_measures(session, scope.before, now=now)[""]
    yield [gettext("Angka"), gettext("Periode ini"), gettext("Sebelumnya"), "n", gettext("Artinya")]
    for kind in KINDS:
        cells = [figure_cell(value_in_file(kind, one)) for one in (measured, before)]
        yield [label_in_file(kind), *cells, kind.n(measured) if kind.n else "", str(kind.meaning)]
    for by in By:
        part = part_of(session, by, found[by])
        yield [str(part["title"]), *(label_in_file(kind) for kind in PART_COLUMNS)]
        for _key, name, figures in part["rows"]:
            yield [name, *(figure_cell(value_in_file(kind, figures)) for kind in PART_COLUMNS)]
