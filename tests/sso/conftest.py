"""A provider on this machine, and an application whose people may come from there."""

from collections.abc import Generator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.http.auth.oidc import keys_of
from tests.factories import make_company
from tests.standins.identity import IdentityStandIn

SECRET = "whsec_c2VjcmV0LW9mLXRoZS10ZXN0cw=="


@pytest.fixture(scope="module")
def _provider() -> Generator[IdentityStandIn]:
    with IdentityStandIn() as standin:
        yield standin


@pytest.fixture
def provider(_provider: IdentityStandIn) -> Generator[IdentityStandIn]:
    _provider.person = {"sub": "orang-1", "email": "tari@contoh.id", "email_verified": True, "name": "Tari"}
    _provider.spoil = {}
    yield _provider
    assert not _provider.violations


@pytest.fixture
def sso(app_with: Any, session: Session, provider: IdentityStandIn) -> Flask:
    make_company(session)
    session.commit()
    app: Flask = app_with(
        oidc_issuer=provider.url,
        oidc_client_id=provider.client_id,
        oidc_client_secret=provider.client_secret,
        oidc_name="Akun Kantor",
        clerk_issuer=provider.url,
        clerk_authorized_parties="https://toko.contoh.id",
        clerk_webhook_secret=SECRET,
    )
    app.extensions["oidc_keys"] = keys_of(provider.url, 5)  # nobody has asked for them yet
    return app


@pytest.fixture
def visitor(sso: Flask) -> FlaskClient:
    return sso.test_client()
