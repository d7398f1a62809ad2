"""Members: signing up, claiming a customer's record, one's own profile. The front door of the area."""

from workflows.members.change_email import (
    ask_email_change,
    confirm_email_change,
    find_email_change,
    open_email_change,
    withdraw_email_change,
    write_email_link,
)
from workflows.members.claim import ask_claim_code, is_claimed, prove_claim, write_code
from workflows.members.confirm import LinkSpent, confirm_sign_up, find_signup, write_confirmation
from workflows.members.forget import forget_attempts
from workflows.members.open_account import AlreadyClaimed, find_proved_claim, link_customer, open_account
from workflows.members.own_things import OwnInvoice, OwnVisit, list_own_invoices, list_own_visits
from workflows.members.photo import get_photo, remove_photo, set_photo
from workflows.members.profile import edit_own_profile
from workflows.members.resend import TooOften, resend_confirmation
from workflows.members.sign_up import sign_up

__all__ = [
    "AlreadyClaimed",
    "LinkSpent",
    "OwnInvoice",
    "OwnVisit",
    "TooOften",
    "ask_claim_code",
    "ask_email_change",
    "confirm_email_change",
    "confirm_sign_up",
    "edit_own_profile",
    "find_email_change",
    "find_proved_claim",
    "find_signup",
    "forget_attempts",
    "get_photo",
    "is_claimed",
    "link_customer",
    "list_own_invoices",
    "list_own_visits",
    "open_account",
    "open_email_change",
    "prove_claim",
    "remove_photo",
    "resend_confirmation",
    "set_photo",
    "sign_up",
    "withdraw_email_change",
    "write_code",
    "write_confirmation",
    "write_email_link",
]
