"""The screens of scheduling and of work on site."""

from typing import Any

from admin_views.visits.alerts import AlertView
from admin_views.visits.board import BoardView
from admin_views.visits.claim_attempts import ClaimAttemptView
from admin_views.visits.extensions import ExtensionView
from admin_views.visits.tickets import VisitView
from app.core.db import db
from app.core.i18n import N_, P_
from app.models.visits.assignment import ClaimAttempt
from app.models.visits.fieldwork import EmergencyAlert, ExtensionRequest
from app.models.visits.visit import VisitTicket

VISITS = P_("menu", "Kunjungan")


def scheduling() -> list[Any]:
    """In the order of the navigation."""
    return [*_tickets(), *_work()]


def _tickets() -> list[Any]:
    return [
        BoardView(
            name=N_("Papan hari ini"),
            category=VISITS,
            endpoint="board",
            url="board",
            menu_icon_type="icon",
            menu_icon_value="board",
        ),
        VisitView(
            VisitTicket,
            db,
            name=N_("Tiket Kunjungan"),
            category=VISITS,
            endpoint="visit",
            url="visits",
            menu_icon_type="icon",
            menu_icon_value="ticket",
        ),
        ClaimAttemptView(
            ClaimAttempt,
            db,
            name=N_("Perebutan job"),
            category=VISITS,
            endpoint="press",
            url="presses",
            menu_icon_type="icon",
            menu_icon_value="flag",
        ),
    ]


def _work() -> list[Any]:
    return [
        AlertView(
            EmergencyAlert,
            db,
            name=P_("menu", "Peringatan"),
            category=VISITS,
            endpoint="alert",
            url="alerts",
            menu_icon_type="icon",
            menu_icon_value="bell",
        ),
        ExtensionView(
            ExtensionRequest,
            db,
            name=N_("Tambah Hari"),
            category=VISITS,
            endpoint="extension",
            url="extensions",
            menu_icon_type="icon",
            menu_icon_value="calendar",
        ),
    ]
