"""Members: signing up, claiming a customer's record, one's own profile and data."""

from workflows.accounts.members.change_email import (
    ask_email_change,
    confirm_email_change,
    find_email_change,
    open_email_change,
    withdraw_email_change,
    write_email_link,
)
from workflows.accounts.members.claim_customer import CODE_DIGITS, ask_claim_code, is_claimed, prove_claim, write_code
from workflows.accounts.members.confirm_sign_up import LinkSpent, confirm_sign_up, find_signup, write_confirmation
from workflows.accounts.members.edit_own_profile import edit_own_profile
from workflows.accounts.members.forget_attempts import forget_attempts
from workflows.accounts.members.open_account import AlreadyClaimed, find_proved_claim, link_customer, open_account
from workflows.accounts.members.own_data import collect_own_data, erase_account
from workflows.accounts.members.own_records import OwnInvoice, OwnVisit, list_own_invoices, list_own_visits
from workflows.accounts.members.photo import get_photo, remove_photo, set_photo
from workflows.accounts.members.resend_confirmation import TooOften, resend_confirmation
from workflows.accounts.members.sign_up import sign_up

__all__ = [
    "CODE_DIGITS",
    "AlreadyClaimed",
    "LinkSpent",
    "OwnInvoice",
    "OwnVisit",
    "TooOften",
    "ask_claim_code",
    "ask_email_change",
    "collect_own_data",
    "confirm_email_change",
    "confirm_sign_up",
    "edit_own_profile",
    "erase_account",
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
