"""What the desk does with feedback: the verbs of FEEDBACK_FLOW."""

from workflows.feedback.answer import answer_feedback
from workflows.feedback.delete import delete_feedback
from workflows.feedback.follow_up import follow_up_feedback
from workflows.feedback.forward import forward_feedback
from workflows.feedback.merge import merge_feedback
from workflows.feedback.note import note_feedback
from workflows.feedback.reject import reject_feedback
from workflows.feedback.restore import restore_feedback
from workflows.feedback.review import review_feedback

VERBS = {
    "review": review_feedback,
    "follow_up": follow_up_feedback,
    "reject": reject_feedback,
    "answer": answer_feedback,
    "note": note_feedback,
    "merge": merge_feedback,
    "forward": forward_feedback,
    "delete": delete_feedback,
    "restore": restore_feedback,
}
