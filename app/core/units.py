"""What a unit of work knows beside its session: who acts and from where, settings that rules need, what to wake."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

# jobs to wake after the commit, by dotted name: workflows name them here, only `app.jobs` enqueues
RELAY = "app.jobs.outbox.relay.relay"
APPLY_INBOX = "app.jobs.inbox.apply.apply_inbox"
BULK = "app.jobs.bulk.run_bulk"


@dataclass(slots=True)
class UnitOfWork:
    """One per session. `channel` is a value of `Via`; `request_id` and `address` are empty outside of requests.

    `public_url` is where our own pages are read from outside, without a slash at its end; empty where nobody said.
    `exp_rules` is an `ExpRules`, or None in an application that gives no EXP.
    """

    actor_id: int | None = None
    token_id: int | None = None
    channel: str = "SYSTEM"
    request_id: str = ""
    address: str = ""
    exp_rules: Any = None
    public_url: str = ""
    wake: set[str] = field(default_factory=set[str])
    is_open: bool = False


def unit_of(session: Session) -> UnitOfWork:
    """The unit of work of this session; a process may set the channel of all its sessions in `session.info`."""
    found: UnitOfWork | None = session.info.get("unit")
    if found is None:
        found = session.info["unit"] = UnitOfWork(channel=session.info.get("channel", "SYSTEM"))
    return found


def forget_who(session: Session) -> None:
    """From here on nobody is known: for the audit log and for messages."""
    session.info["unit"] = UnitOfWork(is_open=unit_of(session).is_open)
