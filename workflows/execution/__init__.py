"""EKD, execution on site: the front door of the area."""

from workflows.execution.add_photo import add_photo, find_photo
from workflows.execution.approve_extension import approve_extension
from workflows.execution.board import board_version, list_board, list_open_alerts
from workflows.execution.check_in import check_in
from workflows.execution.check_out import check_out
from workflows.execution.continue_without import continue_without
from workflows.execution.finish import finish_visit
from workflows.execution.hand_over import attach_handover, sign_handover
from workflows.execution.missing import Proof, list_missing
from workflows.execution.my_jobs import Job, Step, get_my_job, list_my_jobs
from workflows.execution.on_site import (
    find_pending_extension,
    list_attendances,
    list_papers,
    list_places,
    list_trail,
)
from workflows.execution.raise_alerts import raise_alerts, ring_alerts_again
from workflows.execution.refusals import AlreadyRecorded, Collision, NotReady, ReasonNeeded
from workflows.execution.reject_extension import reject_extension
from workflows.execution.replace_technician import replace_technician
from workflows.execution.request_extension import request_extension
from workflows.execution.stamp import Fix, Stamp
from workflows.execution.wait import wait_for_technician

VISIT_VERBS = {"finish": finish_visit}
EXTENSION_VERBS = {"approve": approve_extension, "reject": reject_extension}
ALERT_VERBS = {
    "wait": wait_for_technician,
    "continue_without": continue_without,
    "replace_technician": replace_technician,
}

__all__ = [
    "ALERT_VERBS",
    "EXTENSION_VERBS",
    "VISIT_VERBS",
    "AlreadyRecorded",
    "Collision",
    "Fix",
    "Job",
    "NotReady",
    "Proof",
    "ReasonNeeded",
    "Stamp",
    "Step",
    "add_photo",
    "approve_extension",
    "attach_handover",
    "board_version",
    "check_in",
    "check_out",
    "continue_without",
    "find_pending_extension",
    "find_photo",
    "finish_visit",
    "get_my_job",
    "list_attendances",
    "list_board",
    "list_missing",
    "list_my_jobs",
    "list_open_alerts",
    "list_papers",
    "list_places",
    "list_trail",
    "raise_alerts",
    "reject_extension",
    "replace_technician",
    "request_extension",
    "ring_alerts_again",
    "sign_handover",
    "wait_for_technician",
]
