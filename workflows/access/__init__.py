"""Coming in and staying in: log-ins kept on the server. The front door of the area."""

from workflows.access.end import end_session, end_sessions
from workflows.access.find import Login, find_login, list_sessions
from workflows.access.identify import find_person
from workflows.access.messages import AccountLocked, NewDevice, PasswordChanged, ResetAsked
from workflows.access.renew import SEEN_EVERY, renew_session, touch_session
from workflows.access.start import start_session
from workflows.access.tidy import forget_old_logins
from workflows.access.trail import list_at_the_door

__all__ = [
    "SEEN_EVERY",
    "AccountLocked",
    "Login",
    "NewDevice",
    "PasswordChanged",
    "ResetAsked",
    "end_session",
    "end_sessions",
    "find_login",
    "find_person",
    "forget_old_logins",
    "list_at_the_door",
    "list_sessions",
    "renew_session",
    "start_session",
    "touch_session",
]
