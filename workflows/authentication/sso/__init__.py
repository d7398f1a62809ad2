"""Outside identities: recognised at log-in, linked and unlinked by their owner, kept in step with the provider."""

from workflows.authentication.sso.end_provider_sessions import end_provider_sessions
from workflows.authentication.sso.follow_provider import ProviderFacts, follow_provider
from workflows.authentication.sso.link_identity import link_identity
from workflows.authentication.sso.list_identities import list_identities
from workflows.authentication.sso.recognise import KnownAddress, Person, UnprovedAddress, find_linked, recognise
from workflows.authentication.sso.unlink_identity import unlink_identity

__all__ = [
    "KnownAddress",
    "Person",
    "ProviderFacts",
    "UnprovedAddress",
    "end_provider_sessions",
    "find_linked",
    "follow_provider",
    "link_identity",
    "list_identities",
    "recognise",
    "unlink_identity",
]
