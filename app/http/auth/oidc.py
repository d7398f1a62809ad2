"""An OpenID provider of the company's choice, by settings. The library is heavy and loaded where one is set."""

import time
from functools import partial
from typing import Any

from flask import Flask, current_app

from integrations.provider_keys import ProviderKeys
from integrations.wire import Wire
from workflows.authentication.sso import Person

SIGNED_BY = "id_token_signing_alg_values_supported"
ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"})
"""Signatures by a key pair: never none, never a secret both sides know."""


def offered() -> str:
    """The provider's name on the button; empty: none is set."""
    settings = current_app.config["SETTINGS"]
    return settings.oidc_name if settings.oidc_issuer and settings.oidc_client_id else ""


def init_oidc(app: Flask) -> None:
    settings = app.config["SETTINGS"]
    if not (settings.oidc_issuer and settings.oidc_client_id):
        return
    from authlib.integrations.flask_client import FlaskOAuth2App, OAuth  # noqa: PLC0415  heavy

    class Client(FlaskOAuth2App):
        """Asks nobody for metadata or keys: `provider` hands over those that a thread has fetched."""

        def fetch_jwk_set(self, force: bool = False) -> Any:  # noqa: FBT001, FBT002  Authlib's own
            if force:
                app.extensions["oidc_keys"].ask_again()
            return self.server_metadata["jwks"]

    registry = OAuth(app)
    registry.register(
        "oidc",
        client_cls=Client,
        compliance_fix=_follow_no_redirect,
        server_metadata_url=_metadata_url(settings.oidc_issuer),
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret,
        client_kwargs={
            "scope": "openid email profile",
            "code_challenge_method": "S256",
            "default_timeout": settings.provider_timeout,
        },
    )
    app.extensions["oidc"] = registry.oidc
    app.extensions["oidc_keys"] = keys_of(settings.oidc_issuer, settings.provider_timeout)


def _follow_no_redirect(asking: Any) -> None:
    """The code and our secret go to the address of the provider's metadata only."""
    asking.max_redirects = 0


def provider() -> Any:
    """Authlib's client; state, nonce and PKCE are its business. Raises ValueError while the provider has no keys."""
    known = current_app.extensions["oidc_keys"].current()
    if known is None:
        raise ValueError("the provider's keys are not known")
    client = current_app.extensions["oidc"]
    client.server_metadata = {**known, "_loaded_at": time.time()}
    return client


def keys_of(issuer: str, timeout: float) -> ProviderKeys:
    return ProviderKeys(partial(provider_metadata, issuer, timeout=timeout))


def provider_metadata(issuer: str, *, timeout: float) -> dict[str, Any]:
    """What the provider says of itself, with its keys; of its algorithms those that we believe."""
    wire = Wire(issuer, timeout=timeout, pool_size=1)
    metadata = dict(wire.get(_metadata_url(issuer)).body)
    keys = wire.get(metadata["jwks_uri"]).body
    if not isinstance(keys.get("keys"), list):
        raise ValueError("no keys")  # noqa: TRY004  what ProviderKeys expects
    offers = metadata.get(SIGNED_BY) or ["RS256"]
    return {**metadata, SIGNED_BY: [one for one in offers if one in ALGORITHMS], "jwks": dict(keys)}


def _metadata_url(issuer: str) -> str:
    return f"{issuer.rstrip('/')}/.well-known/openid-configuration"


def person_of(claims: dict[str, Any]) -> Person:
    """The signed claims in our words."""
    return Person(
        issuer=str(claims["iss"])[:250],
        subject=str(claims["sub"])[:250],
        email=str(claims.get("email") or "")[:254].replace("\x00", ""),
        email_verified=claims.get("email_verified") is True,
        name=str(claims.get("name") or claims.get("preferred_username") or "").replace("\x00", "")[:120],
    )
