"""Users: accounts of staff, passwords, roles, Telegram."""

from workflows.accounts.users.change_role import change_role
from workflows.accounts.users.create_user import create_user
from workflows.accounts.users.deactivate import StillPlaced, activate_user, deactivate_user
from workflows.accounts.users.edit_user import edit_profile, edit_user
from workflows.accounts.users.forgotten_password import GONE, ask_reset, check_code, find_reset, reset_forgotten
from workflows.accounts.users.leave import cancel_leave, plan_leave
from workflows.accounts.users.log_out_everywhere import log_out_everywhere
from workflows.accounts.users.login import NotConfirmed, check_again, check_login
from workflows.accounts.users.password_rules import require_good
from workflows.accounts.users.passwords import change_password, hash_password, waste_time
from workflows.accounts.users.passwords import matches as password_fits
from workflows.accounts.users.reset_password import reset_password
from workflows.accounts.users.rules import clean_name, shape_email
from workflows.accounts.users.telegram import confirm_telegram, link_telegram, new_telegram_link, unlink_telegram
from workflows.accounts.users.unlink_customer import unlink_customer

VERBS = {
    "reset_password": reset_password,
    "log_out_everywhere": log_out_everywhere,
    "change_role": change_role,
    "deactivate": deactivate_user,
    "activate": activate_user,
    "unlink_customer": unlink_customer,
}

__all__ = [
    "GONE",
    "VERBS",
    "NotConfirmed",
    "StillPlaced",
    "activate_user",
    "ask_reset",
    "cancel_leave",
    "change_password",
    "change_role",
    "check_again",
    "check_code",
    "check_login",
    "clean_name",
    "confirm_telegram",
    "create_user",
    "deactivate_user",
    "edit_profile",
    "edit_user",
    "find_reset",
    "hash_password",
    "link_telegram",
    "log_out_everywhere",
    "new_telegram_link",
    "password_fits",
    "plan_leave",
    "require_good",
    "reset_forgotten",
    "reset_password",
    "shape_email",
    "unlink_customer",
    "unlink_telegram",
    "waste_time",
]
