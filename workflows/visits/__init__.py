"""PJV, scheduling: the front door of the area."""

from workflows.visits.cancel import cancel_visit
from workflows.visits.claim import ClaimOutcome, claim_place
from workflows.visits.close import close_visit
from workflows.visits.offers import expire_offers, leave_line, offer_free_places
from workflows.visits.pool import list_open_pool, pool_version
from workflows.visits.publish import publish_visit
from workflows.visits.team import list_eligible_technicians, list_team

VERBS = {
    "publish": publish_visit,
    "cancel": cancel_visit,
    "close": close_visit,
}

__all__ = [
    "VERBS",
    "ClaimOutcome",
    "cancel_visit",
    "claim_place",
    "close_visit",
    "expire_offers",
    "leave_line",
    "list_eligible_technicians",
    "list_open_pool",
    "list_team",
    "offer_free_places",
    "pool_version",
    "publish_visit",
]
