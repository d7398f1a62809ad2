"""Screens of visits, in the order of the navigation."""

from admin_views.framework.registration import Screen, screens_of
from admin_views.visits.alerts import AlertView
from admin_views.visits.attendances import AttendanceView
from admin_views.visits.board import BoardView
from admin_views.visits.claim_attempts import ClaimAttemptView
from admin_views.visits.extensions import ExtensionView
from admin_views.visits.schedule import ScheduleView
from admin_views.visits.tickets import VisitView
from app.core.i18n import N_, P_
from app.models.visits.assignment import ClaimAttempt
from app.models.visits.attendance import Attendance
from app.models.visits.fieldwork import EmergencyAlert, ExtensionRequest
from app.models.visits.visit import VisitTicket

__all__ = ["SCREENS"]

SCREENS = screens_of(
    P_("menu", "Kunjungan"),
    Screen(BoardView, None, N_("Papan hari ini"), "board", icon="board", entry="board"),
    Screen(ScheduleView, None, N_("Jadwal teknisi"), "schedule", icon="calendar", entry="board", place=60),
    Screen(
        VisitView, VisitTicket, N_("Tiket Kunjungan"), "visit", url="visits", icon="ticket", entry="visits", place=30
    ),
    Screen(ClaimAttemptView, ClaimAttempt, N_("Percobaan ambil job"), "press", url="presses", icon="flag", entry=None),
    Screen(AlertView, EmergencyAlert, P_("menu", "Peringatan"), "alert", url="alerts", icon="bell", entry="visits"),
    Screen(AttendanceView, Attendance, N_("Absensi"), "attendance", url="attendances", icon="clock", entry="visits"),
    Screen(
        ExtensionView,
        ExtensionRequest,
        N_("Tambah Hari"),
        "extension",
        url="extensions",
        icon="calendar",
        entry="visits",
    ),
)
