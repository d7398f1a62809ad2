"""On the way to an account of one's own: sign-ups, new e-mail addresses and claims that wait for their proof."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of
from app.models.accounts.user import User
from app.models.customers.customer import Customer


class Signup(Record):
    """Somebody asked for an account by e-mail. It becomes a user only when the link in the mail is followed.

    `is_known`: an account has the address already; its owner is told so, and whoever signed up sees no difference.
    """

    __tablename__ = "signups"

    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254))
    username: Mapped[str | None] = mapped_column(String(40))
    password_hash: Mapped[str] = mapped_column(String(255))
    locale: Mapped[str] = one_of(["id", "en"], "locale", default="id")
    is_known: Mapped[bool] = mapped_column(default=False)
    token_sha256: Mapped[str | None] = mapped_column(String(64), unique=True)  # made when the mail is written
    expires_at: Mapped[datetime | None]
    mails: Mapped[int] = mapped_column(SmallInteger, default=0)
    last_mail_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)

    __table_args__ = (
        Index("ix_signups_email_lower", func.lower(email), "id"),
        Index("ix_signups_created_at", "created_at"),
        CheckConstraint("(confirmed_at IS NULL) = (user_id IS NULL)", name="confirmed"),
    )


class EmailChange(Record):
    """A person's new address, theirs once the link sent to it is followed. `is_known` as with a sign-up."""

    __tablename__ = "email_changes"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    email: Mapped[str] = mapped_column(String(254))
    is_known: Mapped[bool] = mapped_column(default=False)
    token_sha256: Mapped[str | None] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]  # replaced by a later request

    user: Mapped[User] = relationship()

    __table_args__ = (Index("ix_email_changes_created_at", "created_at"),)


class AccountClaim(Record):
    """Somebody says a customer's record is theirs; a code sent to that customer's WhatsApp has to prove it.

    The browser holds the ticket. `customer_id` None: we know nobody by what was typed, and say nothing about it.
    """

    __tablename__ = "account_claims"

    ticket_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    asked_sha256: Mapped[str] = mapped_column(String(64))  # of what was typed: how often it was asked for
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    is_known: Mapped[bool] = mapped_column(default=False)  # the customer has an account: told so instead of a code
    code_hash: Mapped[str | None] = mapped_column(String(255))  # slow to guess: six digits are soon tried
    expires_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(SmallInteger, default=0)
    proved_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]

    customer: Mapped[Customer | None] = relationship()
    user: Mapped[User | None] = relationship()

    __table_args__ = (
        Index("ix_account_claims_asked", asked_sha256, "created_at"),
        Index("ix_account_claims_created_at", "created_at"),
        CheckConstraint("tries BETWEEN 0 AND 5", name="tries"),
        CheckConstraint("used_at IS NULL OR proved_at IS NOT NULL", name="proved_before_used"),
        CheckConstraint("proved_at IS NULL OR customer_id IS NOT NULL", name="proved_for_somebody"),
    )
