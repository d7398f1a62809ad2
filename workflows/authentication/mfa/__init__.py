"""The second factor: authenticator codes, recovery codes, passkeys."""

from workflows.authentication.mfa.authenticator import (
    confirm_authenticator,
    enrol_authenticator,
    find_authenticator,
    remove_authenticator,
    totp_secret,
)
from workflows.authentication.mfa.challenges import make_challenge, take_challenge
from workflows.authentication.mfa.check_code import LOCKED, check_code
from workflows.authentication.mfa.events import FactorChanged
from workflows.authentication.mfa.passkeys import find_passkey, keep_passkey, list_passkeys, remove_passkey, use_passkey
from workflows.authentication.mfa.recovery_codes import count_recovery_codes, renew_recovery_codes
from workflows.authentication.mfa.reset_factors import reset_factors
from workflows.authentication.mfa.ways import ways_of

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
    "keep_passkey",
    "list_passkeys",
    "make_challenge",
    "remove_authenticator",
    "remove_passkey",
    "renew_recovery_codes",
    "reset_factors",
    "take_challenge",
    "totp_secret",
    "use_passkey",
    "ways_of",
]
