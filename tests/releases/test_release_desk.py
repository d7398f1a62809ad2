"""The release desk in the panel and for CI."""

from io import BytesIO

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.i18n import in_language
from app.models.accounts.user import Role
from app.models.releases.readiness import ChecklistTemplate, ReleaseEvidence
from app.models.releases.release import ReleaseStatus
from app.models.releases.steering import RolloutSample
from app.presenters.checklist_lines import OF_THE_GUIDE
from tests.api.conftest import key_of
from tests.factories import NOW, make_user
from tests.releases.test_readiness import prepared
from tests.support.logins import log_in
from tests.support.walking.html import parse

JUNIT = b'<testsuite tests="412" failures="0" errors="0" skipped="0"/>'

MORE = b'<testsuite tests="8" failures="0" errors="0" skipped="0"/>'


def fields_of(page: str, action: str) -> tuple[str, dict[str, str]]:
    form = next(one for one in parse(page).iter("form") if (one.get("action") or "").endswith(action))
    return form.get("action") or "", {one.get("name") or "": one.get("value") or "" for one in form.iter("input")}


def test_a_report_is_read_shown_and_never_believed_when_it_is_none(client: FlaskClient, session: Session) -> None:
    release, nadia = prepared(session)
    log_in(client, nadia)
    address = f"/admin/releases/details/?id={release.id}"
    page = client.get(address).text
    assert "Kesiapan 0 dari 20" in page
    for content, said in ((JUNIT, "Bukti disimpan."), (b"<html/>", "bukan JUnit: &lt;html&gt;")):
        action, sent = fields_of(client.get(address).text, "/evidence")
        file = (BytesIO(content), "junit.xml")
        answer = client.post(action, data={**sent, "kind": "TESTS", "file": file}, follow_redirects=True)
        assert said in answer.text
    page = client.get(address).text
    assert "Kesiapan 1 dari 20" in page
    assert "412/412 tes lulus" in page


def test_ci_sends_evidence_with_a_token_of_that_scope(client: FlaskClient, session: Session) -> None:
    release, nadia = prepared(session)
    for scope, code in (("releases:read", 403), ("releases:add_evidence", 201)):
        sent = client.post(
            f"/api/v1/releases/{release.id}/evidence",
            data={
                "kind": "TESTS",
                "commit": release.commit,
                "report": [(BytesIO(JUNIT), "unit.xml"), (BytesIO(MORE), "e2e.xml")],
            },
            headers={
                "Authorization": f"Bearer {key_of(session, nadia, [scope])}",
                "Idempotency-Key": f"kunci-{code}-0001",
            },
        )
        assert sent.status_code == code, sent.text
    assert session.scalars(select(ReleaseEvidence.words)).all() == ["420/420 tes lulus, 0 dilewati"]


def test_whoever_takes_no_part_does_not_enter(client: FlaskClient, session: Session) -> None:
    log_in(client, make_user(session, "Dewi", Role.CS))
    assert client.get("/admin/releases/").status_code == 403


def test_the_checklist_of_the_guide_is_read_in_english_too(client: FlaskClient, session: Session) -> None:
    release, nadia = prepared(session)
    labels = set(session.scalars(select(ChecklistTemplate.label)))
    assert labels == {in_language(one, "id") for one in OF_THE_GUIDE}
    nadia.locale = "en"
    session.flush()
    log_in(client, nadia)
    page = client.get(f"/admin/releases/details/?id={release.id}").text
    with client.application.test_request_context():
        wanted = {in_language(one, "en") for one in OF_THE_GUIDE}
    assert [one for one in labels if one in page] == []
    assert [one for one in wanted if one not in page] == []


def test_the_traffic_of_sigap_is_no_watch_over_another_system(client: FlaskClient, session: Session) -> None:
    release, nadia = prepared(session)
    nadia.role = Role.DEVOPS
    release.status, release.percent, release.live_at = ReleaseStatus.LIVE, 100, NOW
    session.flush()
    log_in(client, nadia)
    address = f"/admin/releases/details/?id={release.id}"
    assert "hours=168" not in client.get(address).text
    release.system = "sigap"
    session.flush()
    assert "hours=168" in client.get(address).text


def test_the_verdict_of_the_judge_is_read_in_english_too(client: FlaskClient, session: Session) -> None:
    release, nadia = prepared(session)
    seen = {"percent": 1, "requests": 120, "errors": 0, "old_requests": 900, "old_errors": 0, "decision": "HOLD"}
    said = {"reason": "menunggu data", "reason_en": "waiting for data"}
    session.add(RolloutSample(release_id=release.id, created_at=NOW, **seen, **said))
    nadia.locale = "en"
    session.flush()
    log_in(client, nadia)
    page = client.get(f"/admin/releases/details/?id={release.id}").text
    assert (said["reason"] in page, said["reason_en"] in page) == (False, True)
