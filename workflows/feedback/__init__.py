"""Suggestions and criticism."""

from app.models.feedback.feedback_flow import OwnFeedback
from workflows.feedback.count_feedback_days import count_feedback_days
from workflows.feedback.decisions.delete_feedback import delete_feedback
from workflows.feedback.decisions.follow_up_feedback import follow_up_feedback
from workflows.feedback.decisions.forward_feedback import AlreadyForwarded, forward_feedback
from workflows.feedback.decisions.merge_feedback import MergePreview, merge_feedback, preview_merge
from workflows.feedback.decisions.reject_feedback import reject_feedback
from workflows.feedback.decisions.reopen_feedback import reopen_feedback
from workflows.feedback.decisions.restore_feedback import restore_feedback
from workflows.feedback.decisions.review_feedback import review_feedback
from workflows.feedback.decisions.reward import points_of
from workflows.feedback.decisions.take_feedback import take_feedback
from workflows.feedback.decisions.unmerge_feedback import unmerge_feedback
from workflows.feedback.errors import AlreadyRated, ClosedToAdditions, NoMoreAdditions, NotDecidedYet
from workflows.feedback.sender.add_to_feedback import add_to_feedback
from workflows.feedback.sender.codes import spell_code
from workflows.feedback.sender.confirm_settled import confirm_settled
from workflows.feedback.sender.find_own import SHOWN, find_by_code, get_feedback, get_own, list_categories, list_own
from workflows.feedback.sender.list_similar import Alike, list_similar
from workflows.feedback.sender.rate_handling import rate_handling
from workflows.feedback.sender.sender_history import DECIDED, SenderHistory, sender_history
from workflows.feedback.sender.submit_feedback import submit_feedback
from workflows.feedback.statistics import FeedbackPeriod, Measures, read_measures
from workflows.feedback.thread.answer_feedback import answer_feedback
from workflows.feedback.thread.entries import list_entries, list_merged
from workflows.feedback.thread.mark_feedback_read import mark_feedback_read
from workflows.feedback.thread.mentions import list_mentionable
from workflows.feedback.thread.note_feedback import note_feedback
from workflows.feedback.verbs import VERBS

__all__ = [
    "DECIDED",
    "SHOWN",
    "VERBS",
    "Alike",
    "AlreadyForwarded",
    "AlreadyRated",
    "ClosedToAdditions",
    "FeedbackPeriod",
    "Measures",
    "MergePreview",
    "NoMoreAdditions",
    "NotDecidedYet",
    "OwnFeedback",
    "SenderHistory",
    "add_to_feedback",
    "answer_feedback",
    "confirm_settled",
    "count_feedback_days",
    "delete_feedback",
    "find_by_code",
    "follow_up_feedback",
    "forward_feedback",
    "get_feedback",
    "get_own",
    "list_categories",
    "list_entries",
    "list_mentionable",
    "list_merged",
    "list_own",
    "list_similar",
    "mark_feedback_read",
    "merge_feedback",
    "note_feedback",
    "points_of",
    "preview_merge",
    "rate_handling",
    "read_measures",
    "reject_feedback",
    "reopen_feedback",
    "restore_feedback",
    "review_feedback",
    "sender_history",
    "spell_code",
    "submit_feedback",
    "take_feedback",
    "unmerge_feedback",
]
