"""One JSON object a line with the request's id; no secret and no full phone number."""

import io
import json
import logging
import shutil

import pytest
import structlog

from app.core.text.masking import hide


@pytest.fixture
def lines(app):
    """What has been logged since, one decoded object a line."""
    handler, written = logging.root.handlers[0], io.StringIO()
    before, level = handler.setStream(written), logging.root.level
    logging.root.setLevel("INFO")
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    handler.setStream(before)
    logging.root.setLevel(level)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("kirim ke +6281234567890 gagal", "kirim ke •••90 gagal"),
        ("081234567890", "•••90"),
        ("6281234567890", "•••90"),
        ("POST /bot123456:AAE-secret_x/sendMessage", "POST /bot•••/sendMessage"),
        ("TKT-2026-000123", "TKT-2026-000123"),
        ("INV/2026/XI/0042", "INV/2026/XI/0042"),
    ],
)
def test_phones_and_bot_tokens_are_masked(said, kept):
    assert hide(said) == kept


def test_a_request_is_one_line_with_its_id_and_the_answer_carries_it(client, lines):
    answer = client.get("/version")
    own = answer.headers["X-Request-Id"]
    (line,) = [line for line in lines() if line["message"] == "request"]
    assert (line["http.request.id"], line["http.route"], line["log.level"]) == (own, "/version", "info")
    assert (line["http.request.method"], line["http.response.status_code"], line["service.name"]) == (
        "GET",
        200,
        "sigap",
    )
    assert isinstance(line["event.duration"], int)
    assert line["@timestamp"].endswith("Z")
    assert "sigap.outside_request_id" not in line


def test_an_id_from_outside_is_kept_beside_ours_and_not_instead(client, lines):
    answer = client.get("/version", headers={"X-Request-Id": "abcdef123456"})
    own = answer.headers["X-Request-Id"]
    assert own != "abcdef123456"
    (line,) = [line for line in lines() if line["message"] == "request"]
    assert (line["http.request.id"], line["sigap.outside_request_id"]) == (own, "abcdef123456")


def test_probes_that_are_answered_well_leave_no_line(client, lines):
    for path in ("/healthz", "/readyz"):
        assert client.get(path).status_code == 200
    assert [line for line in lines() if line["message"] == "request"] == []


def test_a_strange_request_id_is_replaced(client):
    answer = client.get("/healthz", headers={"X-Request-Id": 'x" injected: "1'})
    assert answer.headers["X-Request-Id"].isalnum()


def test_secrets_never_reach_a_line(lines):
    structlog.get_logger("sigap").info("login", password="rahasia", wa_token="EAAG", to="+6281234567890")
    (line,) = lines()
    text = json.dumps(line)
    assert line["sigap.to"] == "•••90"
    assert "rahasia" not in text
    assert "EAAG" not in text
    assert "81234567890" not in text


def test_parts_of_the_company_answer(client):
    assert client.get("/healthz").json == {"status": "ok"}
    assert client.get("/readyz").json == {"database": "ok", "redis": "ok", "migrations": "ok", "status": "ok"}
    assert set(client.get("/version").json) == {"version", "migration"}


def test_readiness_knows_a_disk_that_takes_nothing(app_with, tmp_path):
    place = tmp_path / "full"
    place.mkdir()
    client = app_with(storage_dir=place).test_client()
    files = client.application.config["SETTINGS"].files_dir
    shutil.rmtree(files, ignore_errors=True)
    files.parent.mkdir(exist_ok=True)
    files.write_text("no directory, and nothing can be written into it")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json["files"] != "ok"
