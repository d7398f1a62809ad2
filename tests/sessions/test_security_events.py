"""The audit log: every change of every record, by whom, through which channel, from where."""

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from app.core.db import Base
from app.core.units import unit_of
from app.models.accounts.user import Leave, Skill, User
from app.models.audit.audit_log import AuditEntry, Via
from app.models.audit.scope import UNTRAILED
from app.models.visits.visit import VisitTicket
from tests.factories import NOW, make_admin, make_technician, make_visit
from tests.support.people import sign_in, submit


def history(session, thing, thing_id=None):
    session.expire_all()
    rows = select(AuditEntry).where(AuditEntry.thing == thing).order_by(AuditEntry.id)
    return session.scalars(rows if thing_id is None else rows.where(AuditEntry.thing_id == thing_id)).all()


def test_a_change_by_a_page_says_who_how_and_from_where(client, session):
    budi = make_technician(session)
    sign_in(client, budi)
    client.environ_base["REMOTE_ADDR"] = "203.0.113.7"
    submit(client, "/profile", to="?save", name="Budi Hartono", locale="id")
    row = history(session, "users", budi.id)[-1]
    assert (row.action, row.actor_id, row.via, row.address) == ("changed", budi.id, Via.WEB, "203.0.113.7")
    assert row.changes["name"] == ["Budi", "Budi Hartono"]


def test_made_changed_and_deleted_are_written_down_with_before_and_after(session):
    skill = Skill(name="Las")
    session.add(skill)
    session.flush()
    skill.name = "Las listrik"
    session.flush()
    session.delete(skill)
    session.flush()
    rows = history(session, "skills", skill.id)
    assert [(row.action, row.changes["name"]) for row in rows] == [
        ("created", [None, "Las"]),
        ("changed", ["Las", "Las listrik"]),
        ("deleted", ["Las listrik", None]),
    ]


def test_a_list_of_skills_is_written_by_name(session):
    las = Skill(name="Las")
    budi = make_technician(session, skills=[])
    session.add(las)
    budi.skills.append(las)
    session.flush()
    assert history(session, "users", budi.id)[-1].changes["skills"] == [[], ["Las"]]


def test_bulk_statements_are_written_down_row_by_row(session):
    budi, sari = make_technician(session), make_technician(session, "Sari")
    unit_of(session).actor_id = budi.id
    both = User.id.in_([budi.id, sari.id])
    session.execute(update(User).where(both).values(home_area="Bandung", must_change_password=True))
    for person in (budi, sari):
        row = history(session, "users", person.id)[-1]
        assert row.changes == {"home_area": [None, "Bandung"], "must_change_password": [False, True]}
        assert row.actor_id == budi.id
    session.add(Leave(user_id=budi.id, first_date=NOW.date(), last_date=NOW.date()))
    session.flush()
    session.execute(delete(Leave).where(Leave.user_id == budi.id))
    assert history(session, "leaves")[-1].action == "deleted"


def test_no_secret_is_written_down(session):
    budi = make_technician(session)
    budi.password_hash = "$argon2id$new"
    session.flush()
    session.execute(update(User).where(User.id == budi.id).values(password_hash="$argon2id$newer"))
    rows = history(session, "users", budi.id)
    assert rows
    assert [row.changes for row in rows if "argon2" in str(row.changes)] == []


def test_a_move_is_written_once(session):
    visit = make_visit(session)
    before = len(history(session, VisitTicket.__tablename__, visit.id))
    session.execute(update(VisitTicket).where(VisitTicket.id == visit.id).values(problem="Bocor"))
    assert len(history(session, VisitTicket.__tablename__, visit.id)) == before + 1


@pytest.mark.parametrize("change", ["UPDATE audit_entries SET action = 'x'", "DELETE FROM audit_entries"])
def test_the_database_refuses_to_change_the_log(session, change):
    make_technician(session)
    with pytest.raises(DBAPIError), session.begin_nested():
        session.execute(text(change))


def test_what_is_left_out_has_a_reason_and_nothing_else_is():
    known = {table.name for table in Base.metadata.sorted_tables}
    assert all(reason for reason in UNTRAILED.values())
    assert {"users", "customers", "payments", "invoices", "attendances", "assignments"} <= known - UNTRAILED.keys()


def test_the_log_is_searched_by_address_and_exported(client, session):
    ani = make_admin(session)
    sign_in(client, ani)
    client.environ_base["REMOTE_ADDR"] = "198.51.100.20"
    submit(client, "/profile", to="?save", name="Ani Baru", locale="id")
    found = client.get("/admin/audit/?search=198.51.100.").text
    assert "198.51.100.20" in found
    assert "198.51.100.20" not in client.get("/admin/audit/?search=203.0.113.").text
    assert "198.51.100.20" in client.get("/admin/audit/export/csv/?search=198.51.100.").text
