"""Folders of the desk's mailbox that are read by IMAP, and how far each was read."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Date, String, func
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Record


class SupportMailbox(Record):
    """`last_uid` counts only together with `account` and `uid_validity`; other ones begin at 0 again."""

    __tablename__ = "support_mailboxes"

    folder: Mapped[str] = mapped_column(String(120), unique=True)
    moved_to: Mapped[str] = mapped_column(String(120), default="", server_default="")  # empty: stays, marked as read
    since_date: Mapped[date] = mapped_column(Date)  # older mails are left alone
    is_active: Mapped[bool] = mapped_column(default=True, server_default="true")
    account: Mapped[str] = mapped_column(String(300), default="", server_default="")  # user@host
    uid_validity: Mapped[int | None] = mapped_column(BigInteger)
    last_uid: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    polled_at: Mapped[datetime | None]  # last read to its end
    poll_error: Mapped[str] = mapped_column(String(300), default="", server_default="")
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())

    __table_args__ = (CheckConstraint("folder <> moved_to AND last_uid >= 0", name="elsewhere"),)

    def __str__(self) -> str:
        return self.folder
