"""PJV, scheduling: the front door of the area."""

from workflows.visits.cancel import cancel_visit
from workflows.visits.claim import ClaimOutcome, claim_place, press_once
from workflows.visits.close import close_visit
from workflows.visits.create import create_visit
from workflows.visits.dossier import list_attempts, list_line, list_places
from workflows.visits.edit import edit_visit, may_edit
from workflows.visits.offers import dissolve_line, expire_offers, leave_line, offer_free_places
from workflows.visits.paperwork import (
    make_assignment_letter,
    make_delivery_note,
    upload_assignment_letter,
    upload_delivery_note,
)
from workflows.visits.plan import VisitPlan
from workflows.visits.pool import LinePlace, find_in_pool, list_line_places, list_open_pool, pool_version
from workflows.visits.publish import publish_visit
from workflows.visits.refusals import AlreadyHeld, QuotaNotMet, TeamCollides
from workflows.visits.reschedule import reschedule_visit
from workflows.visits.team import count_free_technicians, list_eligible_technicians, list_team

VERBS = {
    "publish": publish_visit,
    "reschedule": reschedule_visit,
    "make_letter": make_assignment_letter,
    "upload_letter": upload_assignment_letter,
    "make_note": make_delivery_note,
    "upload_note": upload_delivery_note,
    "cancel": cancel_visit,
    "close": close_visit,
}

__all__ = [
    "VERBS",
    "AlreadyHeld",
    "ClaimOutcome",
    "LinePlace",
    "QuotaNotMet",
    "TeamCollides",
    "VisitPlan",
    "cancel_visit",
    "claim_place",
    "close_visit",
    "count_free_technicians",
    "create_visit",
    "dissolve_line",
    "edit_visit",
    "expire_offers",
    "find_in_pool",
    "leave_line",
    "list_attempts",
    "list_eligible_technicians",
    "list_line",
    "list_line_places",
    "list_open_pool",
    "list_places",
    "list_team",
    "make_assignment_letter",
    "make_delivery_note",
    "may_edit",
    "offer_free_places",
    "pool_version",
    "press_once",
    "publish_visit",
    "reschedule_visit",
    "upload_assignment_letter",
    "upload_delivery_note",
]
