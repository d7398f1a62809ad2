"""Events on the way to an account of one's own. None carries a secret: it is derived as the message leaves."""

from dataclasses import dataclass
from typing import ClassVar

from workflows.outbox_events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedUp(Event):
    """To the address that was given: the link that confirms it, or that there is an account already."""

    kind: ClassVar[str] = "member.signed_up"
    signup_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailChanging(Event):
    """To the new address: the link that confirms it, or that another account has it already."""

    kind: ClassVar[str] = "member.email_changing"
    change_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailChanged(Event):
    """To the former address: it no longer belongs to the account."""

    kind: ClassVar[str] = "member.email_changed"
    user_id: int
    former: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeAsked(Event):
    """To the customer's WhatsApp: the code, or that the customer has an account already."""

    kind: ClassVar[str] = "member.code_asked"
    claim_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerClaimed(Event):
    """To the customer's WhatsApp: this account now sees their visits and invoices."""

    kind: ClassVar[str] = "member.customer_claimed"
    user_id: int
    customer_id: int
