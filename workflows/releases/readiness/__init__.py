"""A release from its checklist to its end."""

from workflows.releases.readiness.evidence import add_evidence, collect_own_evidence
from workflows.releases.readiness.items import ItemState, list_items, tick_item, untick_item
from workflows.releases.readiness.prepare_release import link_bug, prepare_release
from workflows.releases.readiness.steps import (
    approve_release,
    cancel_release,
    finish_release,
    list_approvals,
    prepare_again,
    promote_release,
    put_live,
    roll_back_release,
    start_release,
)

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
    "list_items",
    "prepare_again",
    "prepare_release",
    "promote_release",
    "put_live",
    "roll_back_release",
    "start_release",
    "tick_item",
    "untick_item",
]
