"""What a token may be made for: `<things>:read`, `:write` and one scope for each act, drawn from the flow tables."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.core.flow import Flow
from app.models.bug_flow import BUG_FLOW
from app.models.customer import CUSTOMER_FLOW
from app.models.execution import ALERT_FLOW, EXTENSION_FLOW
from app.models.feedback import FEEDBACK_FLOW
from app.models.hook import HOOK_FLOW
from app.models.invoice import INVOICE_FLOW
from app.models.outbox import DELIVERY_FLOW, INBOX_FLOW, PROMISE_FLOW
from app.models.payment import PAYMENT_FLOW
from app.models.support import SUPPORT_FLOW
from app.models.token import TOKEN_FLOW
from app.models.user import DESK, EVERYONE, TECHNICAL, USER_FLOW, Role
from app.models.user_report import USER_REPORT_FLOW
from app.models.visit import VISIT_FLOW

Roles = frozenset[Role]
NOBODY: Roles = frozenset()
TECHNICIANS: Roles = frozenset({Role.TECHNICIAN})
OFFICE: Roles = DESK | {Role.SALES}
TEAM: Roles = DESK | TECHNICAL
FEEDBACK_READERS: Roles = DESK | {Role.PRODUCT, Role.MANAGER, Role.DEVELOPER}  # of other people's, too
BUG_READERS: Roles = TEAM | {Role.PRODUCT, Role.MANAGER}


@dataclass(frozen=True)
class Thing:
    """What machines may do with one kind of record; `acts` are verbs that are no moves of the flow table."""

    name: str
    readers: Roles
    writers: Roles = NOBODY
    flow: Flow | None = None
    acts: Mapping[str, Roles] = field(default_factory=dict[str, Roles])

    def doors(self) -> dict[str, Roles]:
        """Which roles may pass which door: read, write, each act, each move a person may make."""
        moves = self.flow.moves if self.flow else {}
        by = {name: frozenset(Role(role) for role in move.by) for name, move in moves.items() if not move.is_system}
        wide = {"read": self.readers, "write": self.writers}
        return {name: roles for name, roles in {**wide, **self.acts, **by}.items() if roles}

    def scope(self, door: str) -> str:
        return f"{self.name}:{door}"


_ON_SITE = ("claim", "leave_line", "check_in", "check_out", "add_photo", "hand_over")

THINGS = {
    thing.name: thing
    for thing in (
        Thing("customers", OFFICE, DESK, CUSTOMER_FLOW),
        Thing("sites", OFFICE, DESK),
        Thing("visits", OFFICE | TECHNICIANS, DESK, VISIT_FLOW, dict.fromkeys(_ON_SITE, TECHNICIANS)),
        Thing("assignments", OFFICE | TECHNICIANS),
        Thing("attendance", OFFICE | TECHNICIANS),
        Thing("extensions", DESK | TECHNICIANS, TECHNICIANS, EXTENSION_FLOW),
        Thing("alerts", DESK, flow=ALERT_FLOW),
        Thing("documents", OFFICE | TECHNICIANS),
        Thing("invoices", OFFICE, DESK, INVOICE_FLOW, {"add_proof": DESK}),
        Thing("payments", DESK, flow=PAYMENT_FLOW),
        Thing("ratings", OFFICE | {Role.MANAGER}),
        Thing("users", EVERYONE, DESK, USER_FLOW),
        Thing("deliveries", DESK, flow=DELIVERY_FLOW),
        Thing("inbox", DESK, flow=INBOX_FLOW),
        Thing("promises", DESK, flow=PROMISE_FLOW),
        Thing("feedback", EVERYONE, EVERYONE, FEEDBACK_FLOW),
        Thing("bugs", EVERYONE, EVERYONE, BUG_FLOW),
        Thing("user_reports", BUG_READERS, flow=USER_REPORT_FLOW),
        Thing("support", TEAM, TEAM, SUPPORT_FLOW),
        Thing("hooks", TECHNICAL, flow=HOOK_FLOW),
        Thing("tokens", EVERYONE, flow=TOKEN_FLOW),
    )
}


def scopes_of(role: Role) -> dict[str, list[str]]:
    """By thing: every scope somebody of this role could use, in the tables' order."""
    found = {
        thing.name: [thing.scope(door) for door, roles in thing.doors().items() if role in roles]
        for thing in THINGS.values()
    }
    return {name: scopes for name, scopes in found.items() if scopes}


def all_scopes_of(role: Role) -> list[str]:
    return [scope for scopes in scopes_of(role).values() for scope in scopes]
