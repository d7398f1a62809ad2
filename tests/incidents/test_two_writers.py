"""Two people write one post-mortem: what the second saves undoes nothing of the first."""

# ruff: noqa: F811  the fixture of the neighbouring file

from html import unescape

from tests.incidents.test_after_the_end import rani, written  # noqa: F401  fixture
from tests.panel.forms.test_edit_version import drawn, errors, the_form
from tests.support.people import as_drawn, sign_in
from workflows.incidents import read_post_mortem_draft


def test_changes_of_two_writers_in_different_parts_both_stand(client, session, rani):
    incident = written(session, rani)
    sign_in(client, rani)
    address = f"/admin/incidents/{incident.id}/write_post_mortem"
    earlier, later = drawn(client, address, "stack"), drawn(client, address, "stack")
    assert client.post(address, data=earlier | {"root_cause": "Disk penuh"}).status_code == 302
    assert client.post(address, data=later | {"went_well": "Cepat diketahui"}).status_code == 302
    assert read_post_mortem_draft(session, incident) == {
        "summary": "a",
        "root_cause": "Disk penuh",
        "went_well": "Cepat diketahui",
    }


def test_what_both_wrote_into_one_part_is_shown_to_the_second(client, session, rani):
    incident = written(session, rani)
    sign_in(client, rani)
    address = f"/admin/incidents/{incident.id}/write_post_mortem"
    earlier, later = drawn(client, address, "stack"), drawn(client, address, "stack")
    assert client.post(address, data=earlier | {"root_cause": "Disk penuh"}).status_code == 302
    page = client.post(address, data=later | {"root_cause": "Kabel"})
    assert page.status_code == 422
    assert "Tersimpan sekarang: “Disk penuh”. Isian Anda: “Kabel”." in unescape(errors(page.text))
    assert client.post(address, data=as_drawn(the_form(page.text, "stack"))).status_code == 302
    assert read_post_mortem_draft(session, incident)["root_cause"] == "Kabel"


def test_a_post_mortem_published_from_an_old_form_is_shown_what_stands_now(client, session, rani):
    incident = written(session, rani)
    sign_in(client, rani)
    publishing = drawn(client, f"/admin/incidents/{incident.id}/publish_post_mortem", "stack")
    address = f"/admin/incidents/{incident.id}/write_post_mortem"
    client.post(address, data=drawn(client, address, "stack") | {"root_cause": "Disk penuh"})
    page = client.post(f"/admin/incidents/{incident.id}/publish_post_mortem", data=publishing)
    assert page.status_code == 422
    assert "Tersimpan sekarang: “Disk penuh" in unescape(page.text)
