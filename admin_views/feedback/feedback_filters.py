"""Filters of Saran & Kritik that no other list has."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from admin_views.framework.lists.filters import ExactFilter
from app.core.db import db
from app.core.i18n import N_, Sentence
from app.models.accounts.user import User
from app.models.feedback.feedback import Feedback, FeedbackCategory


def list_categories() -> list[tuple[int, str]]:
    """All of them, those no longer offered too: old items carry them."""
    rows = select(FeedbackCategory.id, FeedbackCategory.name).order_by(FeedbackCategory.position, FeedbackCategory.name)
    return [(row.id, row.name) for row in db.session.execute(rows)]


class SenderFilter(ExactFilter):
    """The username of whoever sent it, as the list shows it."""

    def clean(self, value: str) -> str:
        if not value.strip() or "\x00" in value or len(value) > 80:  # noqa: PLR2004
            raise ValueError(value)
        return value.strip().lower()

    def condition(self, value: str) -> Any:
        return self.column == select(User.id).where(func.lower(User.username) == value).scalar_subquery()


@dataclass(frozen=True, slots=True)
class Gone:
    """What is out of the list, and how to see it nevertheless."""

    labels: tuple[tuple[str, Sentence], ...]
    nowhere: Any

    def condition(self, value: str) -> Any:
        return Feedback.deleted_at.is_not(None) if value == "deleted" else Feedback.merged_into_id.is_not(None)


GONE = Gone(
    labels=(("deleted", N_("Dihapus")), ("merged", N_("Digabungkan"))),
    nowhere=Feedback.deleted_at.is_(None) & Feedback.merged_into_id.is_(None),
)
