"""A limit at the page is none if a program has no limit."""

import re

from app.http.auth import access
from app.http.security import rate_limits
from app.models.accounts.user import Role
from tests.api.conftest import Program, key_of
from tests.factories import make_company, make_user

SAID = {"kind": "SUGGESTION", "subject": "Lampu", "body": "Lampu di lorong mati."}


def test_a_program_sends_no_more_suggestions_an_hour_than_its_owner(client, session):
    make_company(session)
    member = make_user(session, "Sekar", Role.MEMBER)
    program = Program(client, key_of(session, member))
    told = [program.post("/feedback", SAID).status_code for _ in range(rate_limits.FEEDBACK_AN_HOUR + 1)]
    assert told == [201] * rate_limits.FEEDBACK_AN_HOUR + [429]


def test_what_one_link_sends_is_counted_by_the_link(app, client, session, monkeypatch):
    make_company(session)
    monkeypatch.setattr(access, "POSTS_OF_A_LINK", 2)
    app.config["WTF_CSRF_ENABLED"] = False
    for path in ("/rating/unknown-one", "/i/unknown/pay", "/rating/unknown-two"):
        sent = [client.post(path) for _ in range(3)]
        assert sent[0].status_code == sent[1].status_code != 429, path
        assert (sent[2].status_code, "Retry-After" in sent[2].headers) == (429, True), path
        assert client.get(path).status_code != 429


def test_every_form_behind_a_link_is_counted_whatever_its_route_says(app, client, session, monkeypatch):
    make_company(session)
    monkeypatch.setattr(access, "POSTS_OF_A_LINK", 1)
    app.config["WTF_CSRF_ENABLED"] = False
    links = {
        rule.rule: re.sub(r"<[^>]*>", "1", rule.rule)
        for rule in app.url_map.iter_rules()
        if "POST" in rule.methods and rule.arguments & {"token", "signed", "code", "secret"}
    }
    twice = {rule: [client.post(path).status_code for _ in range(2)][1] for rule, path in links.items()}
    assert {"/s/<token>", "/s/<token>/choose", "/ticket/report/<signed>"} <= twice.keys()
    assert {rule for rule, status in twice.items() if status != 429} == {"/ping/<token>", "/ping/<token>/<mark>"}
