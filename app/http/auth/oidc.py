"""An OpenID provider of the company's choice, by settings. The library is heavy and loaded where one is set."""

import time
from typing import Any

from flask import Flask, current_app

from integrations.provider_keys import ProviderKeys
from integrations.wire import Wire
from workflows.authentication.sso import Person


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
    app.extensions["oidc_keys"] = _keys_of(settings.oidc_issuer, settings.provider_timeout)


def provider() -> Any:
    """Authlib's client; state, nonce and PKCE are its business. Raises ValueError while the provider has no keys."""
    known = current_app.extensions["oidc_keys"].current()
    if known is None:
        raise ValueError("the provider's keys are not known")
    client = current_app.extensions["oidc"]
    client.server_metadata = {**known, "_loaded_at": time.time()}
    return client


def _keys_of(issuer: str, timeout: float) -> ProviderKeys:
    wire = Wire(issuer, timeout=timeout, pool_size=1)

    def fetch() -> dict[str, Any]:
        metadata = dict(wire.get(_metadata_url(issuer)).body)
        keys = wire.get(metadata["jwks_uri"]).body
        if not isinstance(keys.get("keys"), list):
            raise ValueError("no keys")  # noqa: TRY004  what ProviderKeys expects
        return {**metadata, "jwks": dict(keys)}

    return ProviderKeys(fetch)


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
