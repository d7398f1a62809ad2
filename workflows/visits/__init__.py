"""PJV, scheduling: tickets, the pool, claims, the waiting list, assignment letters and delivery notes."""

from workflows.visits.areas import is_in_area
from workflows.visits.cancel_visit import cancel_visit
from workflows.visits.claims.attempts import list_attempts, list_places, list_waiting_list
from workflows.visits.claims.claim_place import ClaimOutcome, claim_place
from workflows.visits.claims.eligibility import find_obstacles
from workflows.visits.claims.give_place import give_place
from workflows.visits.claims.pool import (
    POOL_LIMIT,
    WaitingPlace,
    find_in_pool,
    list_open_pool,
    list_pool_cards,
    list_waiting_places,
    pool_version,
)
from workflows.visits.close_visit import close_visit
from workflows.visits.create_visit import create_visit
from workflows.visits.documents.make_assignment_letter import make_assignment_letter
from workflows.visits.documents.make_delivery_note import make_delivery_note
from workflows.visits.documents.upload_assignment_letter import upload_assignment_letter
from workflows.visits.documents.upload_delivery_note import upload_delivery_note
from workflows.visits.edit_visit import edit_visit, may_edit
from workflows.visits.end_alert import end_alert
from workflows.visits.end_open_questions import end_open_questions
from workflows.visits.errors import AlreadyHeld, CustomerNotActive, QuotaNotMet, TeamCollides
from workflows.visits.invite_technicians import invite_technicians
from workflows.visits.list_schedule import SLOTS_PER_HOUR, Block, hours_of, list_schedule
from workflows.visits.plan import VisitPlan
from workflows.visits.publish_visit import publish_visit
from workflows.visits.reschedule_visit import reschedule_visit
from workflows.visits.team import (
    count_free_technicians,
    list_assignable_technicians,
    list_eligible_technicians,
    list_invitable_technicians,
    list_team,
)
from workflows.visits.waiting_list.expire_offers import expire_offers
from workflows.visits.waiting_list.leave_waiting_list import leave_waiting_list
from workflows.visits.waiting_list.offer_free_places import offer_free_places
from workflows.visits.waiting_list.withdraw_offer import withdraw_offer

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
    "POOL_LIMIT",
    "SLOTS_PER_HOUR",
    "VERBS",
    "AlreadyHeld",
    "Block",
    "ClaimOutcome",
    "CustomerNotActive",
    "QuotaNotMet",
    "TeamCollides",
    "VisitPlan",
    "WaitingPlace",
    "cancel_visit",
    "claim_place",
    "close_visit",
    "count_free_technicians",
    "create_visit",
    "edit_visit",
    "end_alert",
    "end_open_questions",
    "expire_offers",
    "find_in_pool",
    "find_obstacles",
    "give_place",
    "hours_of",
    "invite_technicians",
    "is_in_area",
    "leave_waiting_list",
    "list_assignable_technicians",
    "list_attempts",
    "list_eligible_technicians",
    "list_invitable_technicians",
    "list_open_pool",
    "list_places",
    "list_pool_cards",
    "list_schedule",
    "list_team",
    "list_waiting_list",
    "list_waiting_places",
    "make_assignment_letter",
    "make_delivery_note",
    "may_edit",
    "offer_free_places",
    "pool_version",
    "publish_visit",
    "reschedule_visit",
    "upload_assignment_letter",
    "upload_delivery_note",
    "withdraw_offer",
]
