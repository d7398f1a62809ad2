"""Which tickets and which time figures are about."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement

from app.core.clock import day_bounds
from app.models.support.ticket import Ending, SupportTicket, TicketKind, TicketSource
from app.policies.figure_period import previous_days


class By(StrEnum):
    """What figures are broken down by."""

    AGENT = "agent"
    TEAM = "team"
    KIND = "kind"
    CHANNEL = "channel"


COLUMNS: dict[By, Any] = {
    By.AGENT: SupportTicket.assignee_id,
    By.TEAM: SupportTicket.team_id,
    By.KIND: SupportTicket.kind,
    By.CHANNEL: SupportTicket.source,
}


@dataclass(frozen=True, slots=True)
class Scope:
    """Days of `zone`, both included. `visible`: what the reader may see of tickets."""

    first: date
    last: date
    zone: str
    visible: ColumnElement[bool]
    agent_id: int | None = None
    team_id: int | None = None
    kind: TicketKind | None = None
    source: TicketSource | None = None

    @property
    def since(self) -> datetime:
        return day_bounds(self.first, self.zone)[0]

    @property
    def until(self) -> datetime:
        return day_bounds(self.last, self.zone)[1]

    @property
    def before(self) -> "Scope":
        """The period of the same length just before."""
        first, last = previous_days(self.first, self.last)
        return replace(self, first=first, last=last)

    def tickets(self) -> Sequence[ColumnElement[bool]]:
        """Conditions on the ticket; one merged into another counts nowhere.

        No index serves IS NOT DISTINCT FROM: that of all tickets of a team, an agent or a kind is longer than a period.
        """
        chosen = {
            SupportTicket.assignee_id: self.agent_id,
            SupportTicket.team_id: self.team_id,
            SupportTicket.kind: self.kind,
            SupportTicket.source: self.source,
        }
        asked = [column.is_not_distinct_from(value) for column, value in chosen.items() if value is not None]
        return [self.visible, SupportTicket.ending.is_distinct_from(Ending.MERGED), *asked]

    def within(self, moment: Any) -> ColumnElement[bool]:
        return (moment >= self.since) & (moment < self.until)
