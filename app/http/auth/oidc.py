"""An OpenID provider of the firm's choice, by settings. The library is heavy and loaded where one is set."""

from typing import Any

from flask import Flask, current_app

from workflows.authentication.sso import Person


def offered() -> str:
    """The provider's name on the button; empty: none is set."""
    settings = current_app.config["SETTINGS"]
    return settings.oidc_name if settings.oidc_issuer and settings.oidc_client_id else ""


def init_oidc(app: Flask) -> None:
    settings = app.config["SETTINGS"]
    if not (settings.oidc_issuer and settings.oidc_client_id):
        return
    from authlib.integrations.flask_client import OAuth  # noqa: PLC0415  heavy

    registry = OAuth(app)
    registry.register(
        "oidc",
        server_metadata_url=f"{settings.oidc_issuer.rstrip('/')}/.well-known/openid-configuration",
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret,
        client_kwargs={
            "scope": "openid email profile",
            "code_challenge_method": "S256",
            "default_timeout": settings.provider_timeout,
        },
    )
    app.extensions["oidc"] = registry.oidc


def provider() -> Any:
    """Authlib's client; state, nonce and PKCE are its business."""
    return current_app.extensions["oidc"]


def person_of(claims: dict[str, Any]) -> Person:
    """The signed claims in our words."""
    return Person(
        issuer=str(claims["iss"])[:250],
        subject=str(claims["sub"])[:250],
        email=str(claims.get("email") or "")[:254].replace("\x00", ""),
        email_verified=claims.get("email_verified") is True,
        name=str(claims.get("name") or claims.get("preferred_username") or "").replace("\x00", "")[:120],
    )
