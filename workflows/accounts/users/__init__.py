"""Users: accounts of staff, passwords, roles, Telegram."""

from workflows.accounts.users.activate_user import activate_user
from workflows.accounts.users.change_role import change_role
from workflows.accounts.users.create_user import create_user
from workflows.accounts.users.deactivate_user import StillPlaced, deactivate_user
from workflows.accounts.users.edit_profile import edit_profile
from workflows.accounts.users.edit_user import edit_user
from workflows.accounts.users.hide_columns import hidden_columns, hide_columns
from workflows.accounts.users.leave.cancel_leave import cancel_leave
from workflows.accounts.users.leave.plan_leave import plan_leave
from workflows.accounts.users.log_out_everywhere import log_out_everywhere
from workflows.accounts.users.passwords.ask_reset import ask_reset
from workflows.accounts.users.passwords.change_password import change_password
from workflows.accounts.users.passwords.check_again import check_again
from workflows.accounts.users.passwords.check_code import check_code
from workflows.accounts.users.passwords.check_login import InitialPasswordOver, NotConfirmed, check_login
from workflows.accounts.users.passwords.find_reset import find_reset
from workflows.accounts.users.passwords.password_hash import hash_password, waste_time
from workflows.accounts.users.passwords.password_hash import matches as password_fits
from workflows.accounts.users.passwords.password_rules import require_good
from workflows.accounts.users.passwords.reset_forgotten import GONE, reset_forgotten
from workflows.accounts.users.passwords.reset_password import reset_password
from workflows.accounts.users.renew_links import renew_links
from workflows.accounts.users.rules import clean_name, shape_email
from workflows.accounts.users.store_look import LOOKS, store_look
from workflows.accounts.users.telegram.confirm_telegram import confirm_telegram
from workflows.accounts.users.telegram.link_telegram import link_telegram
from workflows.accounts.users.telegram.new_telegram_link import new_telegram_link
from workflows.accounts.users.telegram.unlink_telegram import unlink_telegram
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
    "LOOKS",
    "VERBS",
    "InitialPasswordOver",
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
    "hidden_columns",
    "hide_columns",
    "link_telegram",
    "log_out_everywhere",
    "new_telegram_link",
    "password_fits",
    "plan_leave",
    "renew_links",
    "require_good",
    "reset_forgotten",
    "reset_password",
    "shape_email",
    "store_look",
    "unlink_customer",
    "unlink_telegram",
    "waste_time",
]
