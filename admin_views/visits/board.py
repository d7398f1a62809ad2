"""The live board: today's visits by state, alerts with their decisions on top."""

import hashlib
from typing import Any, ClassVar

from flask import make_response, request, url_for
from flask_admin import BaseView, expose
from flask_login import current_user

from admin_views.framework.access import RoleRestricted
from admin_views.framework.transitions import TransitionButton
from app.core.clock import utc_now
from app.core.db import db
from app.models.accounts.user import DESK, Role
from app.models.visits.fieldwork import ALERT_FLOW, EmergencyAlert
from app.models.visits.visit import VISIT_FLOW, VisitStatus
from app.presenters.status import status_badge
from workflows.fieldwork import board_version, list_board, list_open_alerts

COLUMNS = (VisitStatus.OPEN, VisitStatus.ASSIGNED, VisitStatus.IN_PROGRESS, VisitStatus.DONE)


class BoardView(RoleRestricted, BaseView):
    may_enter: ClassVar[frozenset[Role]] = DESK | {Role.MANAGER}

    @expose("/")
    def index(self) -> Any:
        return self.render("admin/board.html", **_board(), etag=f'"{_tag()}"')

    @expose("/rows")
    def rows(self) -> Any:
        """The board alone, asked for every few seconds; 304 while nothing changed."""
        tag = _tag()
        if request.if_none_match.contains(tag):
            answer = make_response("", 304)
        else:
            answer = make_response(self.render("admin/board_rows.html", **_board()))
        answer.set_etag(tag)
        answer.headers["Cache-Control"] = "private, no-cache"
        return answer


def _tag() -> str:
    version = board_version(db.session(), now=utc_now())
    return hashlib.sha256(f"{version}:{current_user.id}:{request.cookies.get('lang')}".encode()).hexdigest()[:20]


def _board() -> dict[str, Any]:
    session = db.session()
    columns: dict[str, list[Any]] = {status: [] for status in COLUMNS}
    for card in list_board(session, now=utc_now()):
        status = VisitStatus.DONE if card.visit.status == VisitStatus.CLOSED else card.visit.status
        columns[status].append(card)
    return {
        "columns": [(status_badge(VISIT_FLOW, status), cards) for status, cards in columns.items()],
        "alerts": [(alert, _decisions(alert)) for alert in list_open_alerts(session)],
        "at_desk": current_user.role in DESK,
    }


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
