"""Which function performs which step of FEEDBACK_FLOW."""

from workflows.feedback.answer_feedback import answer_feedback
from workflows.feedback.delete_feedback import delete_feedback
from workflows.feedback.follow_up_feedback import follow_up_feedback
from workflows.feedback.forward_feedback import forward_feedback
from workflows.feedback.mark_feedback_read import mark_feedback_read
from workflows.feedback.merge_feedback import merge_feedback
from workflows.feedback.note_feedback import note_feedback
from workflows.feedback.reject_feedback import reject_feedback
from workflows.feedback.reopen_feedback import reopen_feedback
from workflows.feedback.restore_feedback import restore_feedback
from workflows.feedback.review_feedback import review_feedback
from workflows.feedback.take_feedback import take_feedback
from workflows.feedback.unmerge_feedback import unmerge_feedback

VERBS = {
    "review": review_feedback,
    "follow_up": follow_up_feedback,
    "reject": reject_feedback,
    "reopen": reopen_feedback,
    "take": take_feedback,
    "mark_read": mark_feedback_read,
    "answer": answer_feedback,
    "note": note_feedback,
    "merge": merge_feedback,
    "unmerge": unmerge_feedback,
    "forward": forward_feedback,
    "delete": delete_feedback,
    "restore": restore_feedback,
}
