"""Keys for machines: the front door of the area."""

from workflows.tokens.find import Bearer, find_bearer, must_note, note_use
from workflows.tokens.make import LONGEST_LIFE, MadeToken, make_session_token, make_token
from workflows.tokens.revoke import revoke_token
from workflows.tokens.serve import SERVICE_ROLES, make_service_account
from workflows.tokens.tidy import forget_dead_tokens

VERBS = {"revoke": revoke_token}

__all__ = [
    "LONGEST_LIFE",
    "SERVICE_ROLES",
    "VERBS",
    "Bearer",
    "MadeToken",
    "find_bearer",
    "forget_dead_tokens",
    "make_service_account",
    "make_session_token",
    "make_token",
    "must_note",
    "note_use",
    "revoke_token",
]
