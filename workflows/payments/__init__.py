"""FIN, payments: proofs, the gateway, hand entries, reversals, and payments that contradict our records."""

from workflows.payments.add_proof import TooManyProofs, add_proof, require_few_proofs
from workflows.payments.balance_invoice import balance_invoice
from workflows.payments.counter_entries.approve_counter_entry import approve_counter_entry
from workflows.payments.counter_entries.refund_payment import refund_payment
from workflows.payments.counter_entries.refuse_counter_entry import refuse_counter_entry
from workflows.payments.counter_entries.reverse_payment import reverse_payment
from workflows.payments.gateway.apply_gateway_state import GatewayState, apply_gateway_state
from workflows.payments.gateway.ask_about import ask_about
from workflows.payments.gateway.close_open_attempts import close_open_attempts
from workflows.payments.gateway.find_open_attempt import find_open_attempt
from workflows.payments.gateway.request_check import request_check
from workflows.payments.gateway.start_attempt import PAGE_HOURS, start_attempt
from workflows.payments.gateway.store_payment_page import store_payment_page
from workflows.payments.lock_payment import lock_payment
from workflows.payments.record_payment import record_payment
from workflows.payments.reject_payment import reject_payment
from workflows.payments.reviews.clear_reviews import clear_reviews
from workflows.payments.reviews.open_review import open_review
from workflows.payments.reviews.resolve_review import resolve_review
from workflows.payments.send_receipt import send_receipt
from workflows.payments.verify_payment import verify_payment

VERBS = {
    "verify": verify_payment,
    "reject": reject_payment,
    "reverse": reverse_payment,
    "refund_by_hand": refund_payment,
}
REVIEW_VERBS = {"resolve": resolve_review}
COUNTER_ENTRY_VERBS = {"approve": approve_counter_entry, "refuse": refuse_counter_entry}

__all__ = [
    "COUNTER_ENTRY_VERBS",
    "PAGE_HOURS",
    "REVIEW_VERBS",
    "VERBS",
    "GatewayState",
    "TooManyProofs",
    "add_proof",
    "apply_gateway_state",
    "ask_about",
    "balance_invoice",
    "clear_reviews",
    "close_open_attempts",
    "find_open_attempt",
    "lock_payment",
    "open_review",
    "record_payment",
    "reject_payment",
    "request_check",
    "require_few_proofs",
    "send_receipt",
    "start_attempt",
    "store_payment_page",
    "verify_payment",
]
