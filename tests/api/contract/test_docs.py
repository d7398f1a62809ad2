"""The contract as a file and as a page."""

import re

import pytest

from tests.factories import make_company


def test_the_document_is_openapi_3_1_and_names_every_route(app, client, session):
    make_company(session)
    document = client.get("/api/openapi.json").get_json()
    assert document["openapi"].startswith("3.1")
    known = {(method.upper(), path) for path, methods in document["paths"].items() for method in methods}
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/api/v1/"):
            path = re.sub(r"<[^>]*?(\w+)>", r"{\1}", rule.rule)
            for method in rule.methods - {"HEAD", "OPTIONS"}:
                assert (method, path) in known, f"{method} {path}"


def test_every_operation_has_a_name_of_its_own_a_tag_and_its_scope(client, session):
    make_company(session)
    document = client.get("/api/openapi.json").get_json()
    tags = {tag["name"] for tag in document["tags"]}
    operations = [one for methods in document["paths"].values() for one in methods.values() if isinstance(one, dict)]
    names = [operation["operationId"] for operation in operations]
    assert len(names) == len(set(names)) > 100
    assert all(set(operation["tags"]) <= tags for operation in operations)
    assert all(operation["security"] == [] or operation["security"][0]["token"] for operation in operations)


def test_every_schema_of_the_document_is_referred_to(client, session):
    make_company(session)
    text = client.get("/api/openapi.json").text
    components = client.get("/api/openapi.json").get_json()["components"]
    assert [name for name in components["schemas"] if f'"#/components/schemas/{name}"' not in text] == []


def test_the_document_is_read_once_and_kept(client, session):
    make_company(session)
    first = client.get("/api/openapi.json")
    again = client.get("/api/openapi.json", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_the_page_tells_every_operation_to_everybody(client, session):
    make_company(session)
    names = re.findall(r'"operationId": ?"(\w+)"', client.get("/api/openapi.json").text)
    page = client.get("/api/docs")
    assert page.status_code == 200
    assert all(f'id="{name}"' in page.text for name in names)
    assert "curl -X POST" in page.text


@pytest.mark.browser
def test_the_page_reads_well_in_a_browser_on_a_desk_and_a_phone(live_server, open_page):
    """`complaints` fails the test for any breach of the content security policy."""
    with live_server.session() as session:
        make_company(session)
    for device in ("desk", "phone"):
        page = open_page(device)
        page.goto("/api/docs")
        page.click("#claim_visits summary")
        page.get_by_text("/api/v1/visits/1/claim").first.wait_for()
        width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert width[0] <= width[1]
