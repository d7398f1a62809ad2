"""Sessions: log-ins kept on the server, and closing every way in."""

from workflows.authentication.sessions.ending_sessions.close_every_way_in import close_every_way_in
from workflows.authentication.sessions.ending_sessions.end_claims import end_claims
from workflows.authentication.sessions.ending_sessions.end_former_contact import end_former_contact
from workflows.authentication.sessions.ending_sessions.end_half_open import end_half_open
from workflows.authentication.sessions.ending_sessions.end_resets import end_resets
from workflows.authentication.sessions.ending_sessions.end_session import end_session
from workflows.authentication.sessions.ending_sessions.end_sessions import end_sessions
from workflows.authentication.sessions.ending_sessions.withdraw_email_change import withdraw_email_change
from workflows.authentication.sessions.events import (
    AccountChanged,
    AccountLocked,
    AccountMessage,
    Change,
    NewDevice,
    PasswordChanged,
    ResetAsked,
)
from workflows.authentication.sessions.find_login import Login, find_login, list_sessions
from workflows.authentication.sessions.find_person import find_person
from workflows.authentication.sessions.list_security_events import list_security_events
from workflows.authentication.sessions.notify_of_change import notify_of_change
from workflows.authentication.sessions.renew_session import renew_session
from workflows.authentication.sessions.start_session import start_session
from workflows.authentication.sessions.touch_session import SEEN_EVERY, touch_session

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
    "end_claims",
    "end_former_contact",
    "end_half_open",
    "end_resets",
    "end_session",
    "end_sessions",
    "find_login",
    "find_person",
    "list_security_events",
    "list_sessions",
    "notify_of_change",
    "renew_session",
    "start_session",
    "touch_session",
    "withdraw_email_change",
]
