"""Who a person is at an outside party: an OpenID provider or Clerk."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record
from app.models.accounts.user import User


class Identity(Record):
    """Issuer and subject name somebody for ever; an e-mail address only says how to write to them today."""

    __tablename__ = "identities"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    issuer: Mapped[str] = mapped_column(String(250))
    subject: Mapped[str] = mapped_column(String(250))
    email: Mapped[str] = mapped_column(String(254), default="")
    told_at: Mapped[datetime | None]  # when the provider last changed what it says; older news is ignored
    last_used_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()

    __table_args__ = (
        Index("uq_identities_issuer_subject", issuer, subject, unique=True),
        Index("uq_identities_user_issuer", user_id, issuer, unique=True),
    )
