"""When nothing should be released, and who allowed it all the same; who follows a release."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, String, exists, func, text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record
from app.core.errors import DomainError
from app.core.flow import Condition
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.releases.release import Release


class FreezeWindow(Record):
    """Lebaran, the end of a month: a release that starts within it needs a second person. `system` empty: every one."""

    __tablename__ = "freeze_windows"

    name: Mapped[str] = mapped_column(String(120))
    system: Mapped[str] = mapped_column(String(40), default="", server_default="")
    starts_at: Mapped[datetime] = mapped_column()
    ends_at: Mapped[datetime] = mapped_column()
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it as it is
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="order"),
        Index("ix_freeze_windows_ends_at", ends_at),
    )

    def __str__(self) -> str:
        return self.name


class FreezeOverride(Record):
    """Somebody allows this release within a freeze, for a day."""

    __tablename__ = "freeze_overrides"

    release_id: Mapped[int] = mapped_column(ForeignKey("releases.id", ondelete="CASCADE"))
    allowed_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    reason: Mapped[str] = mapped_column(String(500))

    allowed_by: Mapped[User] = relationship()

    __table_args__ = (Index("ix_freeze_overrides_release", release_id, "created_at"),)


class ReleaseFollower(Record):
    """Told of each step of the release."""

    __tablename__ = "release_followers"

    release_id: Mapped[int] = mapped_column(ForeignKey("releases.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))

    __table_args__ = (Index("uq_release_followers_release_id_user_id", release_id, user_id, unique=True),)


class InFreeze(DomainError):
    code = "in_freeze"
    sentence = N_("Sekarang masa beku. Orang kedua mengizinkan rilis ini dulu, dengan alasan.")


class NoFreeze(DomainError):
    code = "no_freeze"
    sentence = N_("Sekarang tidak ada masa beku untuk sistem ini.")


def is_frozen() -> ColumnElement[bool]:
    """Of a `Release`: its system is within a freeze now."""
    covers = (FreezeWindow.starts_at <= func.now()) & (FreezeWindow.ends_at > func.now())
    return exists().where(covers, FreezeWindow.system.in_(["", Release.system])).correlate(Release)


def is_allowed(actor: Any) -> ColumnElement[bool]:
    """Of a `Release`: somebody other than the actor has allowed it within the last day."""
    lately = FreezeOverride.created_at >= func.now() - text("interval '24 hours'")
    other = true() if actor is None else FreezeOverride.allowed_by_id != actor.id
    return exists().where(FreezeOverride.release_id == Release.id, lately, other).correlate(Release)


def _may_start(actor: Any) -> ColumnElement[bool]:
    return true() if actor is None else ~is_frozen() | is_allowed(actor)


class AlreadyFollowing(DomainError):
    code = "already_following"
    sentence = N_("Anda sudah mengikuti rilis ini.")


class NotFollowing(DomainError):
    code = "not_following"
    sentence = N_("Anda tidak mengikuti rilis ini.")


def _is_followed(actor: Any) -> ColumnElement[bool]:
    if actor is None:
        return true()
    return exists().where(ReleaseFollower.release_id == Release.id, ReleaseFollower.user_id == actor.id)


FOLLOWED = Condition(_is_followed, NotFollowing)
NOT_FOLLOWED = Condition(lambda actor: ~_is_followed(actor), AlreadyFollowing)
NOT_FROZEN = Condition(_may_start, InFreeze)
FROZEN = Condition(lambda _actor: is_frozen(), NoFreeze)
