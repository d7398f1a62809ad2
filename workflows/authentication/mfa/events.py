"""What the owner is told about changes of the second factor."""

from dataclasses import dataclass
from typing import ClassVar

from workflows.authentication.sessions import AccountMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorChanged(AccountMessage):
    """`what`: authenticator_on, authenticator_off, codes_renewed, passkey_added, passkey_removed, reset."""

    kind: ClassVar[str] = "account.factor_changed"
    what: str
