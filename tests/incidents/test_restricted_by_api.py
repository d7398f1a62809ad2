"""A security incident by API, search and feed: for an admin and who works on it, and for nobody else."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.jobs.status.write_status import write_copy
from app.models.accounts.user import Role, User
from app.models.incidents.incident import Incident, IncidentKind, Severity
from app.policies.scopes import all_scopes_of
from tests.api.conftest import key_of
from tests.factories import NOW, make_company, make_user
from tests.support.logins import log_in
from workflows.incidents import declare_incident

READ = "incidents:read"
WORD = "Kebocoran"
READERS = sorted(role for role in Role if READ in all_scopes_of(role))


@pytest.fixture
def hidden(session: Session) -> Incident:
    make_company(session)
    ani = make_user(session, "Ani", Role.ADMIN)
    declare_incident(session, title="Lambat", severity=Severity.SEV3, actor=ani, now=NOW)
    return declare_incident(session, title=WORD, severity=Severity.SEV2, kind=IncidentKind.SECURITY, actor=ani, now=NOW)


def ask(client: FlaskClient, secret: str, address: str) -> tuple[int, str]:
    answer = client.get(f"/api/v1/{address}", headers={"Authorization": f"Bearer {secret}"})
    return answer.status_code, answer.get_data(as_text=True)


def person_of(session: Session, role: Role) -> User:
    return make_user(session, "Sari", role)


@pytest.mark.parametrize("role", READERS)
def test_a_token_shows_it_to_admins_only(client: FlaskClient, session: Session, hidden: Incident, role: Role) -> None:
    secret = key_of(session, person_of(session, role), [READ])
    session.commit()
    sees = role == Role.ADMIN
    for address in ("incidents", f"incidents?number={hidden.number}", "incidents?severity=SEV2"):
        code, said = ask(client, secret, address)
        assert (code, WORD in said, hidden.number in said) == (200, sees, sees), address
    code, said = ask(client, secret, f"incidents/{hidden.id}")
    assert (code, WORD in said) == ((200, True) if sees else (404, False))
    assert "Lambat" in ask(client, secret, "incidents")[1]


def test_who_keeps_its_notes_reads_it_by_token(client: FlaskClient, session: Session, hidden: Incident) -> None:
    fajar = make_user(session, "Fajar", Role.DEVELOPER)
    secret = key_of(session, fajar, [READ])
    hidden.scribe_id = fajar.id
    session.commit()
    assert WORD in ask(client, secret, f"incidents/{hidden.id}")[1]


@pytest.mark.parametrize("role", [role for role in READERS if role != Role.ADMIN])
def test_search_and_files_leave_it_out(client: FlaskClient, session: Session, hidden: Incident, role: Role) -> None:
    log_in(client, person_of(session, role))
    for address in (f"/admin/find/?q={WORD}", f"/admin/find/?q={hidden.number}", "/admin/incidents/export/csv/",
                    f"/admin/incidents/?search={WORD}"):  # fmt: skip
        said = client.get(address, follow_redirects=True).get_data(as_text=True)
        assert f">{WORD}" not in said, address
        assert f"/admin/incidents/details/?id={hidden.id}" not in said, address


def test_no_page_feed_or_json_of_the_status_page_has_it(
    app: Flask, session: Session, hidden: Incident, tmp_path: Path
) -> None:
    session.commit()
    with app.test_request_context():
        write_copy(session, tmp_path)
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert {"index.html", "history.atom", "history.rss"} <= {file.name for file in files}
    assert [file for file in files if WORD.encode() in file.read_bytes()] == []
