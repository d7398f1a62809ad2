"""Sessions: log-ins kept on the server, and closing every way in."""

from workflows.authentication.sessions.close import close_every_way_in, end_half_open, end_resets
from workflows.authentication.sessions.end_session import end_session, end_sessions
from workflows.authentication.sessions.events import (
    AccountChanged,
    AccountLocked,
    AccountMessage,
    Change,
    NewDevice,
    PasswordChanged,
    ResetAsked,
    tell_change,
)
from workflows.authentication.sessions.find_login import Login, find_login, list_sessions
from workflows.authentication.sessions.find_person import find_person
from workflows.authentication.sessions.forget_old_logins import forget_old_logins
from workflows.authentication.sessions.list_security_events import list_security_events
from workflows.authentication.sessions.renew_session import SEEN_EVERY, renew_session, touch_session
from workflows.authentication.sessions.start_session import start_session

__all__ = [
    "SEEN_EVERY",
    "AccountChanged",
    "AccountLocked",
    "AccountMessage",
    "Change",
    "Login",
    "NewDevice",
    "PasswordChanged",
    "ResetAsked",
    "close_every_way_in",
    "end_half_open",
    "end_resets",
    "end_session",
    "end_sessions",
    "find_login",
    "find_person",
    "forget_old_logins",
    "list_security_events",
    "list_sessions",
    "renew_session",
    "start_session",
    "tell_change",
    "touch_session",
]
