"""How likely people are to recommend us, 0 to 10: who was invited to say it, and what they said."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of
from app.models.accounts.user import User
from app.models.customers.customer import Customer


class InvitedBy(StrEnum):
    WHATSAPP = "WHATSAPP"
    EMAIL = "EMAIL"


class SurveyAnswer:
    """`score` None: they would rather not say now."""

    score: Mapped[int | None] = mapped_column(SmallInteger)
    comment: Mapped[str] = mapped_column(String(1000), default="", server_default="")
    version_seen: Mapped[str] = mapped_column(String(40), default="", server_default="")  # the live one of Sigap


class NpsInvitation(SurveyAnswer, Record):
    """A link to the question, sent to a customer or to a member without one, and its answer.

    `never`: not to be asked again.
    """

    __tablename__ = "nps_invitations"

    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    channel: Mapped[InvitedBy] = one_of(InvitedBy, "channel")
    answered_at: Mapped[datetime | None] = mapped_column()
    never: Mapped[bool] = mapped_column(default=False, server_default="false")

    customer: Mapped[Customer | None] = relationship()
    user: Mapped[User | None] = relationship()

    __table_args__ = (
        CheckConstraint("score BETWEEN 0 AND 10", name="score"),
        CheckConstraint(func.num_nonnulls(customer_id, user_id) == 1, name="one_person"),
        Index("ix_nps_invitations_customer_id", customer_id, "created_at"),
        Index("ix_nps_invitations_user_id", user_id, "created_at"),
        Index("ix_nps_invitations_created_at", "created_at"),
        Index("ix_nps_invitations_answered_at", answered_at, postgresql_where=answered_at.is_not(None)),
    )


class NpsAnswer(SurveyAnswer, Record):
    """Said in the portal."""

    __tablename__ = "nps_answers"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))

    user: Mapped[User] = relationship()

    __table_args__ = (
        CheckConstraint("score BETWEEN 0 AND 10", name="score"),
        Index("ix_nps_answers_user_id", user_id, "created_at"),
        Index("ix_nps_answers_created_at", "created_at"),
    )
