"""Members: signing up, claiming a customer's record, one's own profile and data."""

from workflows.accounts.members.claim.ask_claim_code import ask_claim_code
from workflows.accounts.members.claim.find_proved_claim import AlreadyClaimed, find_proved_claim
from workflows.accounts.members.claim.is_claimed import is_claimed
from workflows.accounts.members.claim.link_customer import link_customer
from workflows.accounts.members.claim.open_account import open_account
from workflows.accounts.members.claim.prove_claim import prove_claim
from workflows.accounts.members.claim.write_code import CODE_DIGITS, write_code
from workflows.accounts.members.collect_own_data import collect_own_data
from workflows.accounts.members.edit_own_profile import edit_own_profile
from workflows.accounts.members.email.ask_email_change import ask_email_change
from workflows.accounts.members.email.confirm_email_change import confirm_email_change
from workflows.accounts.members.email.find_email_change import find_email_change, get_email_change
from workflows.accounts.members.email.write_email_link import write_email_link
from workflows.accounts.members.erase_account import erase_account
from workflows.accounts.members.own_records import OwnInvoice, OwnVisit, list_own_invoices, list_own_visits
from workflows.accounts.members.photo.get_photo import get_photo
from workflows.accounts.members.photo.remove_photo import remove_photo
from workflows.accounts.members.photo.set_photo import set_photo
from workflows.accounts.members.sign_up.confirm_sign_up import confirm_sign_up
from workflows.accounts.members.sign_up.find_signup import LinkSpent, find_signup
from workflows.accounts.members.sign_up.resend_confirmation import TooOften, resend_confirmation
from workflows.accounts.members.sign_up.sign_up import sign_up
from workflows.accounts.members.sign_up.write_confirmation import write_confirmation
from workflows.authentication.sessions import withdraw_email_change

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
    "get_email_change",
    "get_photo",
    "is_claimed",
    "link_customer",
    "list_own_invoices",
    "list_own_visits",
    "open_account",
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
