"""Where a form, a link or a header may lead back to: a page of ours, whatever it says."""

import pytest

from tests.factories import PASSWORD, make_admin, make_technician
from tests.support.logins import log_in
from tests.support.posting import post

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
