"""What Telegram's webhook tells us, one frozen object per update."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class StartCommand:
    """Somebody pressed Start; `token` is the deep link's payload, None without one."""

    update_id: int
    chat_id: int
    from_id: int
    token: str | None = field(repr=False)
    first_name: str | None
    username: str | None

    @property
    def unique_key(self) -> str:
        """The inbox's identity of this event."""
        return f"tg:{self.update_id}"


@dataclass(frozen=True, slots=True)
class ButtonPressed:
    """A button under one of our messages was pressed; `from_id` says by whom, `data` proves nothing."""

    update_id: int
    callback_id: str
    from_id: int
    chat_id: int
    message_id: int
    data: str

    @property
    def unique_key(self) -> str:
        """The inbox's identity of this event."""
        return f"tg:{self.update_id}"


@dataclass(frozen=True, slots=True)
class TextMessage:
    """Somebody wrote to the bot."""

    update_id: int
    chat_id: int
    from_id: int
    message_id: int
    text: str
    first_name: str | None
    username: str | None
    reply_to: int | None = None  # the message of ours that is answered

    @property
    def unique_key(self) -> str:
        """The inbox's identity of this event."""
        return f"tg:{self.update_id}"


@dataclass(frozen=True, slots=True)
class MembershipChanged:
    """Somebody blocked the bot, or let it in again."""

    update_id: int
    user_id: int
    blocked: bool

    @property
    def unique_key(self) -> str:
        """The inbox's identity of this event."""
        return f"tg:{self.update_id}"


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something to keep and ignore: groups, channels, photos, bots, broken updates."""

    update_id: int | None
    key: str
    raw: Mapping[str, Any] = field(repr=False)

    @property
    def unique_key(self) -> str:
        """The inbox's identity of this event."""
        return self.key


Event = StartCommand | ButtonPressed | TextMessage | MembershipChanged | Unknown
