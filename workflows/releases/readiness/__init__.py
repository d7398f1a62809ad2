"""A release from its checklist to its end."""

from workflows.releases.readiness.approve_release import approve_release
from workflows.releases.readiness.cancel_release import cancel_release
from workflows.releases.readiness.checklist.add_evidence import add_evidence
from workflows.releases.readiness.checklist.collect_own_evidence import collect_own_evidence
from workflows.releases.readiness.checklist.list_items import ItemState, list_items
from workflows.releases.readiness.checklist.tick_item import tick_item
from workflows.releases.readiness.checklist.untick_item import untick_item
from workflows.releases.readiness.finish_release import finish_release
from workflows.releases.readiness.frozen_state import list_changes, list_undrawn
from workflows.releases.readiness.link_bug import link_bug
from workflows.releases.readiness.list_approvals import list_approvals
from workflows.releases.readiness.list_validations import list_validations
from workflows.releases.readiness.prepare_again import prepare_again
from workflows.releases.readiness.prepare_release import prepare_release
from workflows.releases.readiness.promote_release import promote_release
from workflows.releases.readiness.put_live import put_live
from workflows.releases.readiness.roll_back_release import roll_back_release
from workflows.releases.readiness.start_release import start_release
from workflows.releases.readiness.store_readiness import store_readiness
from workflows.releases.readiness.store_validation import store_validation

VERBS = {
    "approve": approve_release,
    "cancel": cancel_release,
    "finish": finish_release,
    "go_live": put_live,
    "prepare_again": prepare_again,
    "promote": promote_release,
    "roll_back": roll_back_release,
    "start": start_release,
}
ITEM_VERBS = {"tick": tick_item, "untick": untick_item}

__all__ = [
    "ITEM_VERBS",
    "VERBS",
    "ItemState",
    "add_evidence",
    "approve_release",
    "cancel_release",
    "collect_own_evidence",
    "finish_release",
    "link_bug",
    "list_approvals",
    "list_changes",
    "list_items",
    "list_undrawn",
    "list_validations",
    "prepare_again",
    "prepare_release",
    "promote_release",
    "put_live",
    "roll_back_release",
    "start_release",
    "store_readiness",
    "store_validation",
    "tick_item",
    "untick_item",
]
