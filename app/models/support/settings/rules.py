"""Rules that say which team or person a new ticket goes to, and which rule fired for which ticket."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of
from app.core.flow import Action, Flow, Transition
from app.core.i18n import N_
from app.models.accounts.user import DESK, User
from app.models.customers.customer import Customer
from app.models.support.settings.team import SupportTeam
from app.models.support.ticket import SupportTicket, TicketKind, TicketSource


class RuleStatus(StrEnum):
    DRAFT = "DRAFT"  # written and tried, without effect
    ACTIVE = "ACTIVE"


class Hours(StrEnum):
    WITHIN = "WITHIN"
    OUTSIDE = "OUTSIDE"


class SupportRule(Record):
    """What is None or empty is not asked. The first active rule that fits decides; the lowest `position` goes first."""

    __tablename__ = "support_rules"

    name: Mapped[str] = mapped_column(String(80), unique=True)
    position: Mapped[int] = mapped_column(Integer)
    status: Mapped[RuleStatus] = one_of(RuleStatus, "status", default=RuleStatus.DRAFT)
    kind: Mapped[TicketKind | None] = one_of(TicketKind, "kind", nullable=True)
    source: Mapped[TicketSource | None] = one_of(TicketSource, "source", nullable=True)
    locale: Mapped[str | None] = one_of(["id", "en"], "locale", nullable=True)
    hours: Mapped[Hours | None] = one_of(Hours, "hours", nullable=True)  # of the desk's calendar
    tag: Mapped[str] = mapped_column(String(40), default="", server_default="")
    words: Mapped[str] = mapped_column(String(200), default="", server_default="")  # one of them, apart by commas
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("support_teams.id"), index=True)
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())

    customer: Mapped[Customer | None] = relationship()
    team: Mapped[SupportTeam | None] = relationship()
    assignee: Mapped[User | None] = relationship()

    __table_args__ = (
        CheckConstraint("num_nonnulls(team_id, assignee_id) > 0", name="goes_somewhere"),
        Index("ix_support_rules_position", position, "id"),
    )

    def __str__(self) -> str:
        return self.name


class SupportRuleHit(Record):
    __tablename__ = "support_rule_hits"

    rule_id: Mapped[int] = mapped_column(ForeignKey("support_rules.id", ondelete="CASCADE"))
    ticket_id: Mapped[int] = mapped_column(ForeignKey("support_tickets.id", ondelete="CASCADE"), unique=True)

    rule: Mapped[SupportRule] = relationship()
    ticket: Mapped[SupportTicket] = relationship()

    __table_args__ = (Index("ix_support_rule_hits_rule_id", rule_id, "id"),)


_S = RuleStatus
RULE_FLOW = Flow(
    "support_rule",
    SupportRule,
    RuleStatus,
    {
        "activate": Transition({_S.DRAFT}, _S.ACTIVE, by=DESK, decides=True, label=N_("Berlakukan"), tone="positive"),
        "stop": Transition({_S.ACTIVE}, _S.DRAFT, by=DESK, label=N_("Hentikan"), tone="warning"),
        "move_up": Action(set(_S), by=DESK, label=N_("Naikkan")),
        "move_down": Action(set(_S), by=DESK, label=N_("Turunkan")),
    },
    subject="rule_id",
    labels={_S.DRAFT: N_("Dicoba"), _S.ACTIVE: N_("Berlaku")},
    tones={_S.DRAFT: "neutral", _S.ACTIVE: "positive"},
    groupings=(({_S.DRAFT}, {_S.ACTIVE}),),
)
HOURS_LABELS = {Hours.WITHIN: N_("Di jam kerja"), Hours.OUTSIDE: N_("Di luar jam kerja")}
LOCALE_LABELS = {"id": N_("Bahasa Indonesia"), "en": N_("Bahasa Inggris")}
