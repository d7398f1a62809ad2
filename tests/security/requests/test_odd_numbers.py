"""Numbers and moments no record can have: a sentence or nothing found, never an error of ours."""

import pytest

from app.core.errors import Invalid
from app.http.forms.signature_image import receive_signature
from tests.api.conftest import Program, key_of
from tests.factories import make_admin, make_visit
from tests.support.logins import log_in
from tests.support.walking.posting import post

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


@pytest.mark.parametrize("number", ["9" * 310, "٣", "1e400", "-1e400"])
def test_an_impossible_number_in_a_form_is_refused_at_its_field(desk, number):
    sent = {"name": "Tono", "username": "tono", "role": "CS", "telegram_chat_id": number, "locale": "id"}
    answer = post(desk, "/admin/users/new/", {**sent, "password": "sawah hijau luas"})
    assert answer.status_code in {200, 422}
    assert "tono" in answer.text


@pytest.mark.parametrize("number", ["٣", "²", "9" * 19, "+1", "-1"])
def test_no_path_reads_an_id_from_anything_but_plain_digits(desk, session, number):
    visit = make_visit(session)
    assert desk.get(f"/admin/visits/{visit.id}/reschedule").status_code == 200
    assert desk.get(f"/admin/visits/{number}/reschedule").status_code == 404


def test_half_a_character_as_a_name_in_json_is_refused(app, session):
    machine = Program(app.test_client(), key_of(session, make_admin(session)))
    answer = machine.post("/customers", {"\ud800": 1})
    assert (answer.status_code, answer.json["code"]) == (400, "unreadable")


@pytest.mark.parametrize("drawn", ["data:image/png;base64,%é%", "data:image/png;base64,AAA", "data:image/png,x", "é"])
def test_a_signature_that_is_no_picture_is_refused(app, drawn):
    with app.test_request_context(), pytest.raises(Invalid):
        receive_signature(drawn)
