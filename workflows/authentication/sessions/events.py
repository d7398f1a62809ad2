"""What a person is told about their own account."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from workflows.outbox_events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountMessage(Event):
    """`email`: the address the account had when it happened: it is told, even if the account has another now."""

    user_id: int
    email: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLocked(AccountMessage):
    """Too many wrong passwords: the account waits. `until`: ISO moment."""

    kind: ClassVar[str] = "account.locked"
    until: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDevice(AccountMessage):
    """Somebody logged in with a browser this account has not seen."""

    kind: ClassVar[str] = "account.new_device"
    session_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordChanged(AccountMessage):
    """By the person, by a reset or by somebody of CS: `by_reset` and `by_desk` tell which."""

    kind: ClassVar[str] = "account.password_changed"
    by_reset: bool = False
    by_desk: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetAsked(Event):
    """A link or a code is on its way, to whom there is an account for."""

    kind: ClassVar[str] = "account.reset_asked"
    reset_id: int


class Change(StrEnum):
    """What changed about the ways into an account, or about where its owner is reached."""

    EMAIL = "EMAIL"
    PHONE = "PHONE"
    TELEGRAM_WAITING = "TELEGRAM_WAITING"
    TELEGRAM_LINKED = "TELEGRAM_LINKED"
    TELEGRAM_UNLINKED = "TELEGRAM_UNLINKED"
    ROLE = "ROLE"
    TOKEN_MADE = "TOKEN_MADE"  # noqa: S105  a kind of change
    TOKEN_REVOKED = "TOKEN_REVOKED"  # noqa: S105
    IDENTITY_LINKED = "IDENTITY_LINKED"
    IDENTITY_UNLINKED = "IDENTITY_UNLINKED"
    LOGGED_OUT = "LOGGED_OUT"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountChanged(AccountMessage):
    """`by_id`: who did it, None for the system. `former_chat_id`: the Telegram chat it had until now."""

    kind: ClassVar[str] = "account.changed"
    what: str
    by_id: int | None = None
    detail: str = ""
    former_chat_id: int | None = None
