"""FIN, money: the front door of the area."""

from workflows.payments.add_proof import TooManyProofs, add_proof, require_room
from workflows.payments.apply_gateway_state import GatewayState, apply_gateway_state
from workflows.payments.balance_invoice import balance_invoice
from workflows.payments.by_hand import record_payment, reject_payment, verify_payment
from workflows.payments.gateway_attempts import PAGE_HOURS, ask_about, keep_payment_page, start_attempt
from workflows.payments.receipt import send_receipt

VERBS = {"verify": verify_payment, "reject": reject_payment}

__all__ = [
    "PAGE_HOURS",
    "VERBS",
    "GatewayState",
    "TooManyProofs",
    "add_proof",
    "apply_gateway_state",
    "ask_about",
    "balance_invoice",
    "keep_payment_page",
    "record_payment",
    "reject_payment",
    "require_room",
    "send_receipt",
    "start_attempt",
    "verify_payment",
]
