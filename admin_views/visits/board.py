"""The live board: today's visits by state, alerts with their decisions on top."""

import hashlib
from typing import Any, ClassVar

from flask import current_app, make_response, request, url_for
from flask_admin import BaseView, expose
from flask_babel import get_locale
from flask_login import current_user
from markupsafe import Markup

from admin_views.framework.access import RoleRestricted
from admin_views.framework.transitions import TransitionButton
from app.core.clock import utc_now
from app.core.db import db
from app.core.i18n import Sentence
from app.models.accounts.user import DESK, Role
from app.models.visits.fieldwork import ALERT_FLOW, EmergencyAlert
from app.models.visits.visit import ACTIVE, FINISHED, VISIT_FLOW, VisitStatus
from app.presenters.status import status_badge
from workflows.fieldwork import board_version, list_board, list_open_alerts

# what CS does next with a visit in this state
NEXT_STEPS = {
    VisitStatus.OPEN: "assign_technician",
    VisitStatus.ASSIGNED: "reschedule",
    VisitStatus.IN_PROGRESS: "finish",
    VisitStatus.DONE: "close",
}
COLUMNS = (*(status for status in VisitStatus if status in ACTIVE), VisitStatus.DONE)  # what is closed stands with DONE


class BoardView(RoleRestricted, BaseView):
    may_enter: ClassVar[frozenset[Role]] = DESK | {Role.MANAGER}

    @expose("/")
    def index(self) -> Any:
        columns, alerts = self._columns(), _alerts()
        return self.render("admin/board.html", columns_html=columns, alerts=alerts, etag=f'"{_tag(columns, alerts)}"')

    @expose("/rows")
    def rows(self) -> Any:
        """The board alone, asked for every few seconds; 304 while it shows the same."""
        columns, alerts = self._columns(), _alerts()
        tag = _tag(columns, alerts)
        if request.if_none_match.contains(tag):
            answer = make_response("", 304)
        else:
            answer = make_response(self.render("admin/board_rows.html", columns_html=columns, alerts=alerts))
        answer.set_etag(tag)
        answer.headers["Cache-Control"] = "private, no-cache"
        return answer

    def _columns(self) -> Markup:
        """Drawn once for everybody who sees the same; only the newest is kept for each language and kind of reader."""
        drawn: dict[tuple[str, bool], tuple[str, Markup]] = current_app.extensions.setdefault("board_columns", {})
        reader = (str(get_locale()), current_user.role in DESK)
        version = board_version(db.session(), now=utc_now())
        known = drawn.get(reader)
        if known is None or known[0] != version:
            shown = {"columns": _cards(), "at_desk": reader[1], "next_steps": _next_steps() if reader[1] else {}}
            known = drawn[reader] = (version, Markup(self.render("admin/board_columns.html", **shown)))  # noqa: S704
        return known[1]


def _tag(columns: Markup, alerts: list[tuple[EmergencyAlert, list[TransitionButton]]]) -> str:
    """By what the page shows; alerts have forms, which are each reader's own."""
    states = [(alert.id, alert.status, alert.wait_until) for alert, _decisions in alerts]
    return hashlib.sha256(f"{columns}{states}{current_user.id}".encode()).hexdigest()[:20]


def _cards() -> list[tuple[Any, list[Any]]]:
    columns: dict[str, list[Any]] = {status: [] for status in COLUMNS}
    for card in list_board(db.session(), now=utc_now()):
        status = VisitStatus.DONE if card.visit.status in FINISHED else card.visit.status
        columns[status].append(card)
    for cards in columns.values():
        cards.sort(key=lambda card: not card.is_late)  # the late first; the rest as they begin
    return [(status_badge(VISIT_FLOW, status), cards) for status, cards in columns.items()]


def _alerts() -> list[tuple[EmergencyAlert, list[TransitionButton]]]:
    return [(alert, _decisions(alert)) for alert in list_open_alerts(db.session())]


def _next_steps() -> dict[str, tuple[str, Sentence]]:
    """Status to the step that each of its cards offers, and what it is called."""
    return {status: (step, VISIT_FLOW.transitions[step].label) for status, step in NEXT_STEPS.items()}


def _decisions(alert: EmergencyAlert) -> list[TransitionButton]:
    """What this user may decide; a manager only looks."""
    return [
        TransitionButton(
            name,
            transition.label,
            url_for("alert.transition_view", id=alert.id, step=name),
            transition.tone,
            bool(transition.asks),
            transition.confirm,
        )
        for name, transition in ALERT_FLOW.open_to(current_user.role, alert.status)
    ]
