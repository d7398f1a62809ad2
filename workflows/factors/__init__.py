"""The second factor: authenticator codes, recovery codes, passkeys."""

from workflows.factors.authenticator import (
    confirm_authenticator,
    enrol_authenticator,
    find_authenticator,
    remove_authenticator,
    totp_secret,
)
from workflows.factors.challenges import make_challenge, take_challenge
from workflows.factors.check import LOCKED, check_code
from workflows.factors.messages import FactorChanged
from workflows.factors.passkeys import (
    find_passkey,
    keep_passkey,
    list_passkeys,
    remove_passkey,
    use_passkey,
)
from workflows.factors.recovery import count_recovery_codes, renew_recovery_codes
from workflows.factors.reset import reset_factors

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
]
