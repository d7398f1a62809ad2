"""People who log in: roles, skills, leave, the Telegram link."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from flask_login import UserMixin
from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, SmallInteger, String, Table, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Base, Record, one_of
from app.core.i18n import N_


class Role(StrEnum):
    ADMIN = "ADMIN"
    CS = "CS"
    TECHNICIAN = "TECHNICIAN"
    SALES = "SALES"
    MANAGER = "MANAGER"
    MEMBER = "MEMBER"
    DEVELOPER = "DEVELOPER"
    DEVOPS = "DEVOPS"
    PRODUCT = "PRODUCT"
    SUPPORT = "SUPPORT"  # answers tickets at the first level


class UserStatus(StrEnum):
    ACTIVE = "ACTIVE"
    INACTIVE = "INACTIVE"


DESK = frozenset({Role.CS, Role.ADMIN})
EVERYONE = frozenset(Role)
STAFF = EVERYONE - {Role.MEMBER}
TECHNICAL = frozenset({Role.ADMIN, Role.DEVELOPER, Role.DEVOPS})
OPERATORS = frozenset({Role.ADMIN, Role.DEVOPS})  # answer for the machines

user_skills = Table(
    "user_skills",
    Base.metadata,
    Column("user_id", ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    Column("skill_id", ForeignKey("skills.id", ondelete="RESTRICT"), primary_key=True, index=True),
)


class Skill(Record):
    __tablename__ = "skills"

    name: Mapped[str] = mapped_column(String(60), unique=True)

    def __str__(self) -> str:
        return self.name


class User(UserMixin, Record):
    __tablename__ = "users"

    name: Mapped[str] = mapped_column(String(120))
    username: Mapped[str] = mapped_column(String(40))
    email: Mapped[str | None] = mapped_column(String(254))
    phone_e164: Mapped[str | None] = mapped_column(String(16))
    role: Mapped[Role] = one_of(Role, "role")
    status: Mapped[UserStatus] = one_of(UserStatus, "status", default=UserStatus.ACTIVE)
    locale: Mapped[str] = one_of(["id", "en"], "locale", default="id")
    home_area: Mapped[str | None] = mapped_column(String(80))
    password_hash: Mapped[str] = mapped_column(String(255))
    must_change_password: Mapped[bool] = mapped_column(default=True)
    initial_until: Mapped[datetime | None]  # of a password that somebody else gave; None: the person's own
    wrong_codes: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")  # a second factor's, in a row
    codes_wait_until: Mapped[datetime | None]
    has_second_factor: Mapped[bool] = mapped_column(
        default=False, server_default="false"
    )  # kept by workflows.authentication.mfa
    session_version: Mapped[int] = mapped_column(default=1)  # for the release before this one; goes with the next
    links_version: Mapped[int] = mapped_column(SmallInteger, default=1, server_default="1")  # of signed addresses
    failed_logins: Mapped[int] = mapped_column(default=0)
    last_failed_at: Mapped[datetime | None]
    locked_until: Mapped[datetime | None]
    last_login_at: Mapped[datetime | None]
    telegram_chat_id: Mapped[int | None] = mapped_column(BigInteger, unique=True)
    telegram_verified_at: Mapped[datetime | None]  # None: typed or linked by somebody else, the owner has not confirmed
    telegram_blocked_at: Mapped[datetime | None]
    email_verified_at: Mapped[datetime | None]  # its owner followed a link sent there
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id", use_alter=True), unique=True)
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id", use_alter=True))
    on_duty: Mapped[bool] = mapped_column(default=True, server_default="true")  # of CS: told what needs somebody
    is_service: Mapped[bool] = mapped_column(default=False, server_default="false")  # a machine: never logs in
    screen: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")  # workflows.accounts: store_look
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())

    skills: Mapped[list[Skill]] = relationship(secondary=user_skills, order_by=Skill.name)
    leaves: Mapped[list["Leave"]] = relationship(back_populates="user", order_by="Leave.first_date")

    __table_args__ = (
        Index("uq_users_username_lower", func.lower(username), unique=True),
        Index("uq_users_email_lower", func.lower(email), unique=True),
        Index("uq_users_phone_active", phone_e164, unique=True, postgresql_where=status == "ACTIVE"),
        Index("ix_users_role_status", role, status),
    )

    @property
    def skill_ids(self) -> list[int]:
        return [skill.id for skill in self.skills]

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        return self.status == UserStatus.ACTIVE

    def __str__(self) -> str:
        return self.name


class Leave(Record):
    """Days on which a technician takes no visits, both ends included, in the company's own zone."""

    __tablename__ = "leaves"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    first_date: Mapped[date]
    last_date: Mapped[date]
    reason: Mapped[str | None] = mapped_column(String(200))

    user: Mapped[User] = relationship(back_populates="leaves")

    __table_args__ = (CheckConstraint("last_date >= first_date", name="order"),)


class TelegramLink(Record):
    """A single-use `/start` token; only its SHA-256 is kept. It proves a chat only where the owner made it."""

    __tablename__ = "telegram_links"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


ROLE_LABELS = {
    Role.ADMIN: N_("Admin"),
    Role.CS: N_("CS"),
    Role.TECHNICIAN: N_("Teknisi"),
    Role.SALES: N_("Sales"),
    Role.MANAGER: N_("Manajer"),
    Role.MEMBER: N_("Anggota"),
    Role.DEVELOPER: N_("Pengembang"),
    Role.DEVOPS: N_("DevOps"),
    Role.PRODUCT: N_("Produk"),
    Role.SUPPORT: N_("Dukungan"),
}
