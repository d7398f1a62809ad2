"""Telling other systems what happened: subscriptions and their secrets."""

from workflows.webhooks.edit_endpoint import edit_endpoint
from workflows.webhooks.endpoint_rules import fit_url
from workflows.webhooks.events import FactHappened, HookTested
from workflows.webhooks.give_up_endpoint import give_up_endpoint
from workflows.webhooks.make_endpoint import make_endpoint
from workflows.webhooks.note_secret_shown import note_secret_shown
from workflows.webhooks.pause_endpoint import pause_endpoint
from workflows.webhooks.resume_endpoint import resume_endpoint
from workflows.webhooks.rotate_secret import rotate_secret
from workflows.webhooks.secret import secret_of, secret_of_subscriber, signing_versions
from workflows.webhooks.try_endpoint import try_endpoint

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
    "fit_url",
    "give_up_endpoint",
    "make_endpoint",
    "note_secret_shown",
    "pause_endpoint",
    "resume_endpoint",
    "rotate_secret",
    "secret_of",
    "secret_of_subscriber",
    "signing_versions",
    "try_endpoint",
]
