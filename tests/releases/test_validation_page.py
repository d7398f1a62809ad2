"""`validate-deploy` from the release's page: kept with the release, masked, for those who operate."""

import json
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.accounts.user import Role
from app.models.releases.readiness import ReleaseValidation
from tests.factories import make_user
from tests.releases.test_readiness import prepared
from tests.releases.test_release_desk import fields_of
from tests.support.logins import log_in

SECRET = "rahasia-yang-tidak-boleh-tersimpan-1234567890"


def test_a_run_is_kept_masked_and_shown(client: FlaskClient, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MIDTRANS_SERVER_KEY", SECRET)
    release, nadia = prepared(session, "sigap", "0.2.0")
    log_in(client, nadia)
    address = f"/admin/releases/details/?id={release.id}"
    assert "Belum pernah diperiksa" in client.get(address).text
    action, sent = fields_of(client.get(address).text, "/validation")
    page = client.post(action, data=sent, follow_redirects=True).text
    assert "Perlu perbaikan" in page
    assert "PUBLIC_URL" in page
    kept = session.scalars(select(ReleaseValidation)).one()
    assert (kept.passed, kept.checked_by_id, kept.report["specification"]) == (False, nadia.id, "sigap")
    assert SECRET not in json.dumps(kept.report) + page


def test_a_run_is_read_in_the_language_of_whoever_reads(client: FlaskClient, session: Session) -> None:
    release, nadia = prepared(session, "sigap", "0.2.0")
    log_in(client, nadia)
    address = f"/admin/releases/details/?id={release.id}"
    action, sent = fields_of(client.get(address).text, "/validation")
    page = client.post(action, data=sent, follow_redirects=True).text
    assert ("<code>cadangan</code>" in page, "is required" in page, "wajib diisi" in page) == (True, False, True)
    nadia.locale = "en"
    session.commit()
    page = client.get(address).text
    assert ("<code>cadangan</code>" in page, "is required" in page, "wajib diisi" in page) == (False, True, False)


def test_others_see_the_runs_and_no_button_and_other_systems_have_none(client: FlaskClient, session: Session) -> None:
    release, nadia = prepared(session, "sigap", "0.2.0")
    widi, _ = prepared(session)
    log_in(client, nadia)
    assert "/validation" not in client.get(f"/admin/releases/details/?id={widi.id}").text
    log_in(client, make_user(session, "Fajar", Role.DEVELOPER))
    assert "/validation" not in client.get(f"/admin/releases/details/?id={release.id}").text


def test_the_command_keeps_a_run_of_another_system_with_its_release(
    app: Flask, session: Session, tmp_path: Path
) -> None:
    release, _ = prepared(session)
    session.commit()
    file = tmp_path / "blue.env"
    file.write_text(f"NODE_ENV=production\nMIDTRANS_SERVER_KEY={SECRET}\n")
    words = ["validate-deploy", "--spec", "widi", "--env-file", str(file), "--release"]
    assert app.test_cli_runner().invoke(args=[*words, "1.4.0"]).exit_code == 1
    unknown = app.test_cli_runner().invoke(args=[*words, "9.9.9"])
    assert (unknown.exit_code, "Panel tidak mengenal rilis ini" in unknown.output) == (2, True)
    kept = session.scalars(select(ReleaseValidation)).one()
    assert (kept.release_id, kept.passed, kept.checked_by_id) == (release.id, False, None)
    assert SECRET not in json.dumps(kept.report)


def test_what_differs_between_the_colours_is_kept_masked_and_shown(
    app: Flask, client: FlaskClient, session: Session, tmp_path: Path
) -> None:
    release, nadia = prepared(session)
    session.commit()
    for colour, more in (("blue", f"MIDTRANS_SERVER_KEY={SECRET}"), ("green", "SENDER_EMAIL=a@contoh.id")):
        (tmp_path / f"{colour}.env").write_text(f"NODE_ENV=production\n{more}\n")
    words = ["validate-deploy", "--spec", "widi", "--release", "1.4.0"]
    app.test_cli_runner().invoke(args=[*words, "--env-file", str(tmp_path / "green.env")])
    log_in(client, nadia)
    address = f"/admin/releases/details/?id={release.id}"
    assert "Beda biru dan hijau" not in client.get(address).text
    files = ["--env-file", str(tmp_path / "green.env"), "--diff", str(tmp_path / "blue.env")]
    app.test_cli_runner().invoke(args=[*words, *files])
    page = client.get(address).text.split("Beda biru dan hijau")[1].split("</ul>")[0]
    assert ("MIDTRANS_SERVER_KEY" in page, "SENDER_EMAIL" in page, "NODE_ENV" in page) == (True, True, False)
    assert SECRET not in page
