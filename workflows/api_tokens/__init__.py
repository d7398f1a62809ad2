"""API tokens: made, found, revoked."""

from workflows.api_tokens.find_bearer import Bearer, find_bearer, must_note
from workflows.api_tokens.make_service_account import SERVICE_ROLES, make_service_account
from workflows.api_tokens.make_session_token import make_session_token
from workflows.api_tokens.make_token import LONGEST_LIFE, make_token
from workflows.api_tokens.note_use import note_use
from workflows.api_tokens.revoke_token import revoke_token
from workflows.api_tokens.token_rows import MadeToken

VERBS = {"revoke": revoke_token}

__all__ = [
    "LONGEST_LIFE",
    "SERVICE_ROLES",
    "VERBS",
    "Bearer",
    "MadeToken",
    "find_bearer",
    "make_service_account",
    "make_session_token",
    "make_token",
    "must_note",
    "note_use",
    "revoke_token",
]
