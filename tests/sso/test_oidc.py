"""Logging in by an OpenID provider: who is known comes in, who is not becomes a member, nobody takes an account over."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.http.auth.oidc import provider_metadata
from app.models.accounts.sso import Identity
from app.models.accounts.user import Role, User
from tests.factories import PASSWORD, make_cs, make_user
from tests.standins.identity import IdentityStandIn
from tests.standins.server import Answer, Request
from tests.support.logins import log_in
from tests.support.people import submit
from tests.support.walking.posting import post


def come_back(client: FlaskClient, begun: Any) -> Any:
    """What the browser does: to the provider's page, and back with what it was told there."""
    assert begun.status_code == 302, begun.get_data(as_text=True)
    answer = requests.get(begun.headers["Location"], allow_redirects=False, timeout=30)
    back = urlsplit(answer.headers["Location"])
    return client.get(f"{back.path}?{back.query}")


def come_in(client: FlaskClient) -> Any:
    return come_back(client, submit(client, "/login", to="/login/oidc"))


def words(client: FlaskClient, path: str = "/login") -> str:
    return client.get(path).get_data(as_text=True)


def test_a_visitor_with_a_proved_address_becomes_a_member(session: Session, visitor: FlaskClient) -> None:
    let_in = come_in(visitor)
    assert let_in.headers["Location"] == "/portal/"
    tari = session.scalars(select(User).where(User.email == "tari@contoh.id")).one()
    assert (tari.role, tari.name) == (Role.MEMBER, "Tari")
    assert visitor.get("/portal/").status_code == 200
    visitor.delete_cookie("sigap_login")
    come_in(visitor)
    assert len(session.scalars(select(User).where(User.role == Role.MEMBER)).all()) == 1


def test_an_address_that_is_not_proved_opens_nothing(
    session: Session, visitor: FlaskClient, provider: IdentityStandIn
) -> None:
    provider.person["email_verified"] = False
    assert come_in(visitor).headers["Location"] == "/login"
    assert "belum memastikan" in words(visitor)
    assert session.scalars(select(User)).all() == []


@pytest.mark.parametrize("role", [Role.MEMBER, Role.ADMIN])
def test_nobody_takes_over_an_account_by_its_address(session: Session, visitor: FlaskClient, role: Role) -> None:
    make_user(session, "Tari", role, email="TARI@contoh.id")
    session.commit()
    assert come_in(visitor).headers["Location"] == "/login"
    assert "sudah punya akun" in words(visitor)
    assert session.scalars(select(Identity)).all() == []


def test_a_linked_identity_opens_the_account_until_it_is_unlinked(session: Session, visitor: FlaskClient) -> None:
    dewi = make_cs(session)
    log_in(visitor, dewi)
    linked = come_back(visitor, submit(visitor, "/account/identities", to="/link"))
    assert linked.headers["Location"] == "/account/identities"
    visitor.delete_cookie("sigap_login")
    assert come_in(visitor).headers["Location"] == "/admin/"
    submit(visitor, "/account/identities", to="/unlink")
    assert session.scalars(select(Identity)).all() == []


def test_an_identity_of_somebody_else_cannot_be_linked(session: Session, visitor: FlaskClient) -> None:
    come_in(visitor)
    log_in(visitor, make_cs(session))
    come_back(visitor, submit(visitor, "/account/identities", to="/link"))
    assert "akun lain" in words(visitor, "/account/identities")
    assert len(session.scalars(select(Identity)).all()) == 1


def test_somebody_elses_answer_cannot_be_slipped_into_my_browser(
    sso: Any, session: Session, visitor: FlaskClient
) -> None:
    theirs = sso.test_client()
    begun = submit(theirs, "/login", to="/login/oidc")
    answer = requests.get(begun.headers["Location"], allow_redirects=False, timeout=30)
    back = urlsplit(answer.headers["Location"])
    victim = visitor.get(f"{back.path}?{back.query}")  # no state of this browser's own
    assert victim.headers["Location"] == "/login"
    assert session.scalars(select(User)).all() == []


@pytest.mark.parametrize(
    "spoil",
    [{"nonce": "another"}, {"iss": "https://evil.example"}, {"aud": "somebody-else"}, {"exp": 1}],
    ids=["nonce", "issuer", "audience", "expired"],
)
def test_a_token_that_is_not_for_this_log_in_is_refused(
    session: Session, visitor: FlaskClient, provider: IdentityStandIn, spoil: dict[str, Any]
) -> None:
    provider.spoil = spoil
    assert come_in(visitor).headers["Location"] == "/login"
    assert session.scalars(select(User)).all() == []


def test_code_and_secret_follow_no_redirect(
    session: Session, visitor: FlaskClient, provider: IdentityStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual, asked = provider.reply, list[str]()

    def leads_elsewhere(request: Request) -> Answer:
        asked.append(request.path)
        if request.path == "/token":
            return Answer(307, {}, {"Location": f"{provider.url}/elsewhere"})
        return usual(replace(request, path="/token") if request.path == "/elsewhere" else request)

    monkeypatch.setattr(provider, "reply", leads_elsewhere)
    assert come_in(visitor).headers["Location"] == "/login"
    assert ("/token" in asked, "/elsewhere" in asked) == (True, False)
    assert session.scalars(select(User)).all() == []


def test_an_answer_works_once(session: Session, visitor: FlaskClient) -> None:
    begun = submit(visitor, "/login", to="/login/oidc")
    answer = requests.get(begun.headers["Location"], allow_redirects=False, timeout=30)
    back = urlsplit(answer.headers["Location"])
    visitor.get(f"{back.path}?{back.query}")
    visitor.delete_cookie("sigap_login")
    assert visitor.get(f"{back.path}?{back.query}").headers["Location"] == "/login"


def test_whoever_is_deactivated_stays_out(session: Session, visitor: FlaskClient) -> None:
    come_in(visitor)
    session.scalars(select(User)).one().status = "INACTIVE"
    session.commit()
    visitor.delete_cookie("sigap_login")
    assert come_in(visitor).headers["Location"] == "/login"


def test_a_provider_that_is_away_leaves_the_password(
    session: Session, visitor: FlaskClient, provider: IdentityStandIn
) -> None:
    dewi = make_cs(session)
    session.commit()
    provider.behave(500)
    assert submit(visitor, "/login", to="/login/oidc").status_code == 303
    assert "tidak dapat dihubungi" in words(visitor)
    provider.calm()
    let_in = post(visitor, "/login", {"name": dewi.username, "password": PASSWORD})
    assert let_in.headers["Location"] == "/admin/"


def test_without_a_provider_there_is_no_button_and_no_way(session: Session, client: FlaskClient) -> None:
    assert "/login/oidc" not in words(client)
    assert post(client, "/login/oidc").headers["Location"] == "/login"
    assert client.get("/login/oidc/callback?code=x&state=y").headers["Location"] == "/login"


def test_only_signatures_by_a_key_pair_are_believed_whatever_the_provider_offers(
    provider: IdentityStandIn,
) -> None:
    offered = ["none", "HS256", "RS256", "ES256"]
    provider.more_metadata = {"id_token_signing_alg_values_supported": offered}
    known = provider_metadata(provider.url, timeout=5)
    provider.more_metadata = {}
    assert known["id_token_signing_alg_values_supported"] == ["RS256", "ES256"]
    assert provider_metadata(provider.url, timeout=5)["id_token_signing_alg_values_supported"] == ["RS256"]
