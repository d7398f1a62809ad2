"""Which function performs which step of FEEDBACK_FLOW."""

from workflows.feedback.decisions.delete_feedback import delete_feedback
from workflows.feedback.decisions.follow_up_feedback import follow_up_feedback
from workflows.feedback.decisions.forward_feedback import forward_feedback
from workflows.feedback.decisions.merge_feedback import merge_feedback
from workflows.feedback.decisions.reject_feedback import reject_feedback
from workflows.feedback.decisions.reopen_feedback import reopen_feedback
from workflows.feedback.decisions.restore_feedback import restore_feedback
from workflows.feedback.decisions.review_feedback import review_feedback
from workflows.feedback.decisions.set_feedback_priority import set_feedback_priority
from workflows.feedback.decisions.take_feedback import take_feedback
from workflows.feedback.decisions.unmerge_feedback import unmerge_feedback
from workflows.feedback.thread.answer_feedback import answer_feedback
from workflows.feedback.thread.mark_feedback_read import mark_feedback_read
from workflows.feedback.thread.note_feedback import note_feedback

VERBS = {
    "review": review_feedback,
    "follow_up": follow_up_feedback,
    "reject": reject_feedback,
    "reopen": reopen_feedback,
    "take": take_feedback,
    "set_priority": set_feedback_priority,
    "mark_read": mark_feedback_read,
    "answer": answer_feedback,
    "note": note_feedback,
    "merge": merge_feedback,
    "unmerge": unmerge_feedback,
    "forward": forward_feedback,
    "delete": delete_feedback,
    "restore": restore_feedback,
}
