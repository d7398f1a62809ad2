"""What Meta's webhook tells us, one frozen object per happening."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from integrations.shapes import unique_key


@dataclass(frozen=True, slots=True)
class InboundMessage:
    """A customer wrote; with a hidden number only `from_user_id` is known.

    `kind` is Meta's type (text, button, interactive, image, reaction, edit, revoke, …); `text` is whatever words it
    carries (body, button title, caption, emoji); `context_id` is the message it answers, edits or reacts to.
    """

    provider_id: str
    kind: str
    text: str | None
    from_wa_id: str | None
    from_user_id: str | None
    profile_name: str | None
    sent_at: datetime | None
    context_id: str | None
    button_payload: str | None
    contact_phones: tuple[str, ...]
    media_id: str | None
    media_type: str | None
    file_name: str | None
    raw: Mapping[str, Any] = field(repr=False)

    @property
    def unique_key(self) -> str:
        """The inbox's identity of this event."""
        return unique_key("wa:msg", self.provider_id)


@dataclass(frozen=True, slots=True)
class StatusUpdate:
    """One of our messages was sent, delivered, read, played, or failed with `error_code`."""

    provider_id: str
    status: str
    at: datetime | None
    recipient_wa_id: str | None
    recipient_user_id: str | None
    callback_data: str | None
    error_code: str | None
    error_detail: str | None
    raw: Mapping[str, Any] = field(repr=False)

    @property
    def unique_key(self) -> str:
        """The inbox's identity of this event."""
        return unique_key("wa:status", self.provider_id, self.status)


@dataclass(frozen=True, slots=True)
class IdentityChange:
    """A contact moved to another number or another user id; unknown sides are None."""

    provider_id: str
    old_wa_id: str | None
    new_wa_id: str | None
    old_user_id: str | None
    new_user_id: str | None
    at: datetime | None
    raw: Mapping[str, Any] = field(repr=False)

    @property
    def unique_key(self) -> str:
        """The inbox's identity of this event."""
        return unique_key("wa:msg", self.provider_id)


@dataclass(frozen=True, slots=True)
class TemplateChanged:
    """Meta approved, paused, rejected or disabled one of our templates (`status` is its word)."""

    key: str
    name: str
    language: str
    status: str
    reason: str
    raw: Mapping[str, Any] = field(repr=False)

    @property
    def unique_key(self) -> str:
        """The inbox's identity of this event."""
        return self.key


@dataclass(frozen=True, slots=True)
class AccountChanged:
    """Meta restricted, disabled, reviewed or reinstated the account, or rates its number (`happening` is its word)."""

    key: str
    happening: str
    detail: str
    raw: Mapping[str, Any] = field(repr=False)

    @property
    def unique_key(self) -> str:
        """The inbox's identity of this event."""
        return self.key


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something to keep and ignore; `field_name` is Meta's field where it has one."""

    key: str
    raw: Mapping[str, Any] = field(repr=False)
    field_name: str | None = None

    @property
    def unique_key(self) -> str:
        """The inbox's identity of this event."""
        return self.key


Event = InboundMessage | StatusUpdate | IdentityChange | TemplateChanged | AccountChanged | Unknown
