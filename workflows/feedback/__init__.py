"""Suggestions and criticism: the front door of the area."""

from workflows.feedback.add import add_to_feedback
from workflows.feedback.answer import answer_feedback
from workflows.feedback.codes import spell_code
from workflows.feedback.count_days import count_feedback_days
from workflows.feedback.deciding import OwnFeedback
from workflows.feedback.delete import delete_feedback
from workflows.feedback.desk import VERBS
from workflows.feedback.dossier import list_entries, list_merged
from workflows.feedback.find import SHOWN, find_by_code, get_feedback, get_own, list_categories, list_own
from workflows.feedback.follow_up import follow_up_feedback
from workflows.feedback.forward import AlreadyForwarded, forward_feedback
from workflows.feedback.measures import FeedbackPeriod, Measures, read_measures
from workflows.feedback.merge import merge_feedback
from workflows.feedback.note import note_feedback
from workflows.feedback.rate import rate_handling
from workflows.feedback.refusals import AlreadyRated, ClosedToAdditions, NoMoreAdditions, NotDecidedYet
from workflows.feedback.reject import reject_feedback
from workflows.feedback.restore import restore_feedback
from workflows.feedback.review import review_feedback
from workflows.feedback.rewarding import points_of
from workflows.feedback.similar import Alike, list_similar
from workflows.feedback.story import DECIDED, Story, tell_story
from workflows.feedback.submit import submit_feedback

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
    "NoMoreAdditions",
    "NotDecidedYet",
    "OwnFeedback",
    "Story",
    "add_to_feedback",
    "answer_feedback",
    "count_feedback_days",
    "delete_feedback",
    "find_by_code",
    "follow_up_feedback",
    "forward_feedback",
    "get_feedback",
    "get_own",
    "list_categories",
    "list_entries",
    "list_merged",
    "list_own",
    "list_similar",
    "merge_feedback",
    "note_feedback",
    "points_of",
    "rate_handling",
    "read_measures",
    "reject_feedback",
    "restore_feedback",
    "review_feedback",
    "spell_code",
    "submit_feedback",
    "tell_story",
]
