"""Links that the records of a visit share."""

from typing import Any

from flask import url_for

from admin_views.framework.navigation import record_url
from app.core.i18n import gettext
from app.models.visits.visit import VisitTicket


def board_and_visit(visit: VisitTicket) -> list[dict[str, Any]]:
    """Today's board, and the visit's page if the reader may open it."""
    links = [{"label": gettext("Papan hari ini"), "href": url_for("board.index"), "icon": "board"}]
    href = record_url(VisitTicket, visit.id)
    return [*links, {"label": visit.number, "href": href, "icon": "ticket"}] if href else links
