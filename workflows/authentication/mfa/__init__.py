"""The second factor: authenticator codes, recovery codes, passkeys."""

from workflows.authentication.mfa.authenticator.confirm_authenticator import confirm_authenticator
from workflows.authentication.mfa.authenticator.enrol_authenticator import enrol_authenticator
from workflows.authentication.mfa.authenticator.find_authenticator import find_authenticator, totp_secret
from workflows.authentication.mfa.authenticator.remove_authenticator import remove_authenticator
from workflows.authentication.mfa.check_code import LOCKED, check_code
from workflows.authentication.mfa.events import FactorChanged
from workflows.authentication.mfa.list_factors import list_factors
from workflows.authentication.mfa.passkeys.find_passkey import find_passkey, list_passkeys
from workflows.authentication.mfa.passkeys.make_challenge import make_challenge
from workflows.authentication.mfa.passkeys.remove_passkey import remove_passkey
from workflows.authentication.mfa.passkeys.store_passkey import store_passkey
from workflows.authentication.mfa.passkeys.take_challenge import take_challenge
from workflows.authentication.mfa.passkeys.use_passkey import use_passkey
from workflows.authentication.mfa.recovery_codes import count_recovery_codes
from workflows.authentication.mfa.renew_recovery_codes import renew_recovery_codes
from workflows.authentication.mfa.reset_factors import reset_factors

VERBS = {"reset_factors": reset_factors}

__all__ = [
    "LOCKED",
    "VERBS",
    "FactorChanged",
    "check_code",
    "confirm_authenticator",
    "count_recovery_codes",
    "enrol_authenticator",
    "find_authenticator",
    "find_passkey",
    "list_factors",
    "list_passkeys",
    "make_challenge",
    "remove_authenticator",
    "remove_passkey",
    "renew_recovery_codes",
    "reset_factors",
    "store_passkey",
    "take_challenge",
    "totp_secret",
    "use_passkey",
]
