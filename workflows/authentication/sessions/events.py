"""What a person is told about their own account."""

from dataclasses import dataclass
from typing import ClassVar

from workflows.outbox_events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLocked(Event):
    """Too many wrong passwords: the account waits. `until`: ISO moment."""

    kind: ClassVar[str] = "account.locked"
    user_id: int
    until: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDevice(Event):
    """Somebody logged in with a browser this account has not seen."""

    kind: ClassVar[str] = "account.new_device"
    user_id: int
    session_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordChanged(Event):
    """By the person, by a reset or by somebody of the desk: `by_reset` and `by_desk` tell which."""

    kind: ClassVar[str] = "account.password_changed"
    user_id: int
    by_reset: bool = False
    by_desk: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetAsked(Event):
    """A link or a code is on its way, to whom there is an account for."""

    kind: ClassVar[str] = "account.reset_asked"
    reset_id: int
