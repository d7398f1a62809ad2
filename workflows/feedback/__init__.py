"""Suggestions and criticism: the front door of the area."""

from workflows.feedback.answer import answer_feedback
from workflows.feedback.deciding import OwnFeedback
from workflows.feedback.delete import delete_feedback
from workflows.feedback.desk import VERBS
from workflows.feedback.dossier import list_entries, list_merged
from workflows.feedback.follow_up import follow_up_feedback
from workflows.feedback.forward import AlreadyForwarded, forward_feedback
from workflows.feedback.merge import merge_feedback
from workflows.feedback.note import note_feedback
from workflows.feedback.reject import reject_feedback
from workflows.feedback.restore import restore_feedback
from workflows.feedback.review import review_feedback
from workflows.feedback.rewarding import points_of

__all__ = [
    "VERBS",
    "AlreadyForwarded",
    "OwnFeedback",
    "answer_feedback",
    "delete_feedback",
    "follow_up_feedback",
    "forward_feedback",
    "list_entries",
    "list_merged",
    "merge_feedback",
    "note_feedback",
    "points_of",
    "reject_feedback",
    "restore_feedback",
    "review_feedback",
]
