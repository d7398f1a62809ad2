"""Field work (module EKD): attendance, proof, extensions, alerts about technicians who did not come."""

from workflows.fieldwork.alerts.continue_without import continue_without
from workflows.fieldwork.alerts.raise_no_show_alerts import raise_no_show_alerts
from workflows.fieldwork.alerts.repeat_alerts import repeat_alerts
from workflows.fieldwork.alerts.replace_technician import replace_technician
from workflows.fieldwork.alerts.wait_for_technician import wait_for_technician
from workflows.fieldwork.attendance.accept_attendance import accept_attendance
from workflows.fieldwork.attendance.check_in import check_in
from workflows.fieldwork.attendance.check_out import check_out
from workflows.fieldwork.attendance.check_out_for import check_out_for
from workflows.fieldwork.attendance.reject_attendance import reject_attendance
from workflows.fieldwork.attendance.stamp import Fix, Stamp
from workflows.fieldwork.board import board_version, list_board, list_open_alerts
from workflows.fieldwork.completion.fail_visit import fail_visit
from workflows.fieldwork.completion.finish_anyway import finish_anyway
from workflows.fieldwork.completion.finish_visit import finish_visit
from workflows.fieldwork.completion.resume_work import resume_work
from workflows.fieldwork.errors import AlreadyRecorded, Collision, EndNeeded, NotReady, ReasonNeeded
from workflows.fieldwork.extensions.approve_extension import approve_extension
from workflows.fieldwork.extensions.reject_extension import reject_extension
from workflows.fieldwork.extensions.request_extension import request_extension
from workflows.fieldwork.moment import Moment, read_moment
from workflows.fieldwork.my_jobs import Job, Step, find_my_job, get_former_place, get_my_job, list_my_jobs
from workflows.fieldwork.places import require_place
from workflows.fieldwork.proof.add_photo import add_photo, find_photo
from workflows.fieldwork.proof.attach_handover import attach_handover
from workflows.fieldwork.proof.missing import Proof, list_missing
from workflows.fieldwork.proof.sign_handover import sign_handover
from workflows.fieldwork.proof.upload_handover import upload_handover
from workflows.fieldwork.proof.upload_photo import upload_photo
from workflows.fieldwork.proof.withdraw_photo import withdraw_photo
from workflows.fieldwork.visit_details import (
    find_pending_extension,
    get_attendance,
    list_attendances,
    list_history,
    list_places,
    list_visit_documents,
)

ATTENDANCE_VERBS = {"accept": accept_attendance, "reject": reject_attendance}
VISIT_VERBS = {
    "check_out_for": check_out_for,
    "fail": fail_visit,
    "finish": finish_visit,
    "finish_anyway": finish_anyway,
    "resume": resume_work,
    "upload_handover": upload_handover,
    "upload_photo": upload_photo,
}
EXTENSION_VERBS = {"approve": approve_extension, "reject": reject_extension}
ALERT_VERBS = {
    "wait": wait_for_technician,
    "continue_without": continue_without,
    "replace_technician": replace_technician,
}

__all__ = [
    "ALERT_VERBS",
    "ATTENDANCE_VERBS",
    "EXTENSION_VERBS",
    "VISIT_VERBS",
    "AlreadyRecorded",
    "Collision",
    "EndNeeded",
    "Fix",
    "Job",
    "Moment",
    "NotReady",
    "Proof",
    "ReasonNeeded",
    "Stamp",
    "Step",
    "accept_attendance",
    "add_photo",
    "approve_extension",
    "attach_handover",
    "board_version",
    "check_in",
    "check_out",
    "check_out_for",
    "continue_without",
    "fail_visit",
    "find_my_job",
    "find_pending_extension",
    "find_photo",
    "finish_anyway",
    "finish_visit",
    "get_attendance",
    "get_former_place",
    "get_my_job",
    "list_attendances",
    "list_board",
    "list_history",
    "list_missing",
    "list_my_jobs",
    "list_open_alerts",
    "list_places",
    "list_visit_documents",
    "raise_no_show_alerts",
    "read_moment",
    "reject_attendance",
    "reject_extension",
    "repeat_alerts",
    "replace_technician",
    "request_extension",
    "require_place",
    "resume_work",
    "sign_handover",
    "upload_handover",
    "upload_photo",
    "wait_for_technician",
    "withdraw_photo",
]
