"""What both pages of a feedback show: the one by login and the one by code."""

from typing import Any

from app.core.db import db
from app.http.files.sent_files import files_for_sender
from app.models.feedback.feedback import FEEDBACK_KIND_LABELS, Feedback
from app.models.feedback.feedback_flow import FEEDBACK_FLOW
from app.presenters.status import status_badge, status_steps
from app.presenters.threads import speaker
from app.web.feedback.attachments import picture_links
from workflows.feedback import sender_history


def history_facts(feedback: Feedback, *, before: int | None = None) -> dict[str, Any]:
    sent = sender_history(db.session(), feedback=feedback, before=before)
    return {
        "feedback": feedback,
        "sent": sent,
        "badge": status_badge(FEEDBACK_FLOW, sent.status),
        "kind": FEEDBACK_KIND_LABELS[feedback.kind],
        "steps": status_steps(FEEDBACK_FLOW, sent.steps),
        "pictures": picture_links(feedback),
        "sent_files": files_for_sender(db.session(), Feedback.__tablename__, feedback.id),
        "said": [(speaker(entry.kind), entry) for entry in sent.thread.entries],
        "older": sent.thread.older,
        "is_newest": before is None,
    }
