"""Telling other systems what happened: subscriptions and their secrets."""

from workflows.hooks.endpoint import edit_endpoint, make_endpoint
from workflows.hooks.give_up import give_up_endpoint
from workflows.hooks.messages import FactHappened, HookTested
from workflows.hooks.pause import pause_endpoint, resume_endpoint
from workflows.hooks.rotate_secret import rotate_secret
from workflows.hooks.secret import secret_of, signing_versions
from workflows.hooks.try_out import try_endpoint

VERBS = {
    "test": try_endpoint,
    "pause": pause_endpoint,
    "resume": resume_endpoint,
    "rotate_secret": rotate_secret,
}

__all__ = [
    "VERBS",
    "FactHappened",
    "HookTested",
    "edit_endpoint",
    "give_up_endpoint",
    "make_endpoint",
    "pause_endpoint",
    "resume_endpoint",
    "rotate_secret",
    "secret_of",
    "signing_versions",
    "try_endpoint",
]
