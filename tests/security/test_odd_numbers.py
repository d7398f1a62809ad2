"""Numbers and moments no record can have: a sentence or nothing found, never an error of ours."""

import pytest

from tests.factories import make_admin, make_visit
from tests.support.logins import log_in
from tests.support.posting import post

HUGE = "9" * 5000  # Python itself refuses to read more than 4300 digits


@pytest.fixture
def desk(client, session):
    log_in(client, make_admin(session))
    return client


@pytest.mark.parametrize("number", [HUGE, "9" * 19, "²", "٣", "-1", ""])
def test_an_impossible_id_finds_no_row_for_a_bulk_move(desk, number):
    answer = post(desk, "/admin/visits/action/", {"action": "publish", "rowid": number})
    assert answer.status_code == 302


@pytest.mark.parametrize("number", [HUGE, "9" * 19, "²", "٣"])
def test_an_impossible_id_opens_no_record_and_narrows_no_list(desk, number):
    assert desk.get("/admin/visits/details/", query_string={"id": number}).status_code == 302
    assert desk.get("/admin/visits/", query_string={"flt_customer": number}).status_code == 200


@pytest.mark.parametrize("moment", ["0001-01-01T00:00", "9999-12-31T23:59"])
def test_the_ends_of_the_calendar_are_refused_as_a_plan(desk, session, moment):
    visit = make_visit(session)
    sent = {"planned_start": moment, "planned_end": moment, "reason": "tertukar"}
    assert post(desk, f"/admin/visits/{visit.id}/reschedule", sent).status_code == 422
    assert post(desk, "/admin/visits/new/", sent).status_code in {200, 422}
    assert desk.get("/admin/visits/free", query_string=sent).status_code == 200
