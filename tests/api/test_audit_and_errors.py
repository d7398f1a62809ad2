"""What the audit log says of the API's calls, and how errors read."""

from sqlalchemy import select

from app.http.security.rate_limits import limiter
from app.models.accounts.api_token import ApiToken
from app.models.audit.audit_log import AuditEntry, Via
from app.models.visits.visit import VisitStatus
from tests.api.customers import PAK_AGUS
from tests.factories import make_cs, make_visit


def test_the_log_names_the_owner_of_the_key(session, program):
    dewi = make_cs(session)
    made = program(dewi).post("/customers", PAK_AGUS).json
    row = session.scalars(
        select(AuditEntry).where(AuditEntry.thing == "customers", AuditEntry.thing_id == made["id"])
    ).one()
    token = session.scalars(select(ApiToken)).one()
    assert (row.actor_id, row.via, row.token_id) == (dewi.id, Via.API, token.id)


def test_a_move_names_the_key_too(session, program):
    visit = make_visit(session, status=VisitStatus.DRAFT)
    program(make_cs(session)).decide(f"/visits/{visit.id}/publish")
    row = session.scalars(select(AuditEntry).where(AuditEntry.action == "publish")).one()
    assert (row.via, row.token_id) == (Via.API, session.scalars(select(ApiToken.id)).one())


def test_visitors_are_noted_but_cannot_flood_the_log(session, program):
    limiter.reset()  # what other tests of this process were refused
    for _ in range(12):
        program(None).get("/customers")
    noted = session.scalars(
        select(AuditEntry).where(AuditEntry.action == "entry_refused").order_by(AuditEntry.id)
    ).all()
    assert [row.changes["times"] for row in noted] == [1, 10]


def test_refusals_are_said_in_the_language_asked_for(session, program):
    machine = program(make_cs(session))
    id_, en = (machine.get("/visits/999999", Accept_Language=language) for language in ("id", "en-GB,en;q=0.9"))
    assert id_.json["code"] == en.json["code"] == "not_found"
    assert id_.json["detail"] == "Data tidak ditemukan."
    assert en.json["detail"] != id_.json["detail"]


def test_errors_of_the_address_are_problem_documents_too(session, program):
    machine = program(make_cs(session))
    assert machine.get("/nothing").mimetype == "application/problem+json"
    wrong = machine.ask("DELETE", "/customers")
    assert (wrong.status_code, wrong.mimetype) == (405, "application/problem+json")
    assert {"GET", "POST"} <= set(wrong.headers["Allow"].split(", "))


def test_an_error_of_ours_tells_nothing_of_itself(app, session, program, monkeypatch):
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setattr("app.api.routes.read_page", lambda *_a, **_k: 1 / 0)
    answer = program(make_cs(session)).get("/customers")
    assert (answer.status_code, answer.mimetype) == (500, "application/problem+json")
    assert "division" not in answer.text
