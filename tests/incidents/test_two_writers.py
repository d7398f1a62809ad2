"""Two people write one post-mortem: what the second saves undoes nothing of the first."""

# ruff: noqa: F811  the fixture of the neighbouring file

from html import unescape

from tests.incidents.test_after_the_end import rani, written  # noqa: F401  fixture
from tests.panel.test_edit_version import drawn, errors, the_form
from tests.support.people import as_drawn, sign_in
from workflows.incidents import read_post_mortem_draft


def test_changes_of_two_writers_in_different_parts_both_stand(client, session, rani):
    incident = written(session, rani)
    sign_in(client, rani)
    address = f"/admin/incidents/{incident.id}/write_post_mortem"
    hers, his = drawn(client, address, "stack"), drawn(client, address, "stack")
    assert client.post(address, data=hers | {"root_cause": "Disk penuh"}).status_code == 302
    page = client.post(address, data=his | {"went_well": "Cepat diketahui"})
    assert page.status_code == 422
    assert "“Disk penuh”" in unescape(errors(page.text))
    assert client.post(address, data=as_drawn(the_form(page.text, "stack"))).status_code == 302
    assert read_post_mortem_draft(session, incident) == {
        "summary": "a",
        "root_cause": "Disk penuh",
        "went_well": "Cepat diketahui",
    }
