"""Stars for how a feedback was handled: by its sender's page, by code, or by the link of the last message."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.models.accounts.user import User
from app.web.feedback.forms import RatingForm
from workflows.feedback import rate_handling


def rating_work(form: RatingForm, *, feedback_id: int, actor: User | None) -> Callable[[Session], dict[str, Any]]:
    """What `submit()` runs; the form has been validated."""

    def work(session: Session) -> dict[str, Any]:
        values = {"stars": int(form.stars.data), "comment": form.comment.data or ""}
        return {"id": rate_handling(session, feedback_id=feedback_id, actor=actor, now=utc_now(), **values).id}

    return work
