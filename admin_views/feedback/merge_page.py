"""The page on which a feedback is merged: a search for the item that stays, and what would come of it."""

from typing import Any

from flask import request, url_for
from sqlalchemy.orm import Session

from admin_views.feedback.feedback_page import sender_of
from app.models.feedback.feedback import Feedback
from app.models.feedback.feedback_flow import FEEDBACK_FLOW
from app.presenters.dates import moment
from app.presenters.status import status_badge
from workflows.feedback import MergePreview, list_similar, preview_merge

MOST = 10


def merge_facts(session: Session, feedback: Feedback) -> dict[str, Any]:
    """By default what is alike; `q` searches for other words, `into` is the number that was chosen."""
    words, into = (request.values.get(name, "").replace("\x00", "").strip() for name in ("q", "into"))
    preview = preview_merge(session, feedback=feedback, into=into or words)
    found = list_similar(session, typed=words or feedback.subject, most=MOST, for_staff=True, besides=feedback.id)
    return {
        "words": words,
        "preview": _shown(preview) if preview else None,
        "candidates": [
            {
                "number": row.number,
                "subject": row.subject,
                "badge": status_badge(FEEDBACK_FLOW, row.status),
                "href": url_for(".transition_view", id=feedback.id, step="merge", into=row.number, q=words or None),
            }
            for row in found
        ],
    }


def _shown(preview: MergePreview) -> dict[str, Any]:
    kept = preview.kept
    return {
        "number": kept.number,
        "subject": kept.subject,
        "sender": sender_of(kept),
        "at": moment(kept.created_at),
        "badge": status_badge(FEEDBACK_FLOW, kept.status),
        "body": kept.body_html,
        "merged_before": preview.merged_before,
        "taken_back": preview.taken_back,
    }
