"""Where a form, a link or a header may lead back to: a page of ours, whatever it says."""

import re
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from app.models.accounts.user import Role, Skill
from tests.factories import PASSWORD, make_admin, make_company, make_technician, make_user
from tests.support.logins import log_in
from tests.support.walking.posting import post

ELSEWHERE = ["//[", "http://[", "//jahat.example", "https://jahat.example/", "/\\jahat.example", "javascript:alert(1)"]


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_a_login_link_leads_nowhere_but_home(client, session, wanted):
    budi = make_technician(session)
    answer = post(client, "/login", {"name": budi.username, "password": PASSWORD}, query_string={"next": wanted})
    assert (answer.status_code, answer.location) == (302, "/technician/")


@pytest.mark.parametrize("came", [*ELSEWHERE, "http://localhost//jahat.example", "http://localhost/\\jahat.example"])
def test_the_language_switch_leads_back_to_no_other_site(client, came):
    answer = post(client, "/language", {"lang": "id"}, headers={"Referer": came})
    assert (answer.status_code, answer.location) == (302, "/")


def test_the_language_switch_leads_back_to_the_page_it_stood_on(client):
    answer = post(client, "/language", {"lang": "en"}, headers={"Referer": "http://localhost/login?next=/admin/"})
    assert answer.location == "/login?next=/admin/"


@pytest.mark.parametrize("back", [*ELSEWHERE, "/admin/\r\nX-Forged: 1", "/admin/\u2028"])
def test_a_bulk_move_leads_back_to_the_list(client, session, back):
    log_in(client, make_admin(session))
    answer = post(client, "/admin/visits/action/", {"action": "publish", "url": back})
    assert (answer.status_code, answer.location) == (302, "/admin/visits/")


@pytest.mark.parametrize("back", ELSEWHERE)
def test_a_form_of_the_panel_that_leads_elsewhere_is_refused_and_saves_nothing(client, session, back):
    log_in(client, make_admin(session))
    answer = post(client, "/admin/skills/new/", {"name": "Las listrik"}, query_string={"url": back})
    assert answer.status_code == 400
    assert session.scalars(select(Skill)).all() == []
    answer = post(client, "/admin/skills/new/", {"name": "Las"}, query_string={"url": "/admin/skills/?page=2"})
    assert answer.location == "/admin/skills/"


def test_a_field_that_is_called_url_is_no_way_back(client, session):
    log_in(client, make_admin(session))
    sent = {"name": "Gudang", "url": "https://gudang.example/hook", "facts": ["visit.opened"]}
    assert post(client, "/admin/hooks/new/", sent).status_code in {200, 302}
    assert post(client, "/admin/hooks/new/", sent | {"url": "//["}).status_code == 400


NAMES = ("back", "came_from", "continue", "from", "list_url", "next", "redirect", "return", "return_url", "to", "url")


@pytest.mark.drill
@pytest.mark.parametrize("role", [Role.ADMIN, Role.MEMBER, Role.TECHNICIAN, None])
def test_no_route_leads_to_another_site_whatever_is_asked(app, session, client, role):
    make_company(session)
    if role:
        log_in(client, make_user(session, "Tono", role))
    session.commit()
    for rule in app.url_map.iter_rules():
        if rule.endpoint.endswith(("static", "session.logout")) or rule.rule.startswith("/api/v1"):
            continue
        path = re.sub("<[^>]+>", "1", rule.rule)
        for method in sorted(rule.methods & {"GET", "POST"}):
            for wanted in ("//jahat.example/", "https://jahat.example/"):
                sent = dict.fromkeys(NAMES, wanted)
                claimed = {"Referer": wanted, "X-Forwarded-Host": "jahat.example", "X-Original-URL": wanted,
                           "Forwarded": "host=jahat.example"}  # fmt: skip
                given = {"query_string": sent, "headers": claimed}
                answer = client.get(path, **given) if method == "GET" else post(client, path, sent, **given)
                assert answer.status_code < 500, (method, path)
                assert "jahat.example" not in urlsplit(answer.headers.get("Location", "")).netloc, (method, path)
                if answer.mimetype == "text/html":
                    assert not re.search(r'(href|action|src|content)="(https?:)?//jahat\.example', answer.text), path
