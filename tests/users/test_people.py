"""People: who may make whom, and what happens to their sessions, places and leave."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.core.errors import DomainError, Invalid, NotAllowed, NotAvailable
from app.models.accounts.sessions import UserSession
from app.models.accounts.user import Role, TelegramLink, UserStatus
from app.models.audit.audit_log import AuditEntry
from tests.factories import NOW, make_admin, make_assignment, make_cs, make_technician, make_visit
from tests.support.logins import open_login
from workflows.accounts.users import (
    InitialPasswordOver,
    StillPlaced,
    activate_user,
    cancel_leave,
    change_password,
    change_role,
    check_login,
    create_user,
    deactivate_user,
    edit_user,
    link_telegram,
    new_telegram_link,
    plan_leave,
    reset_password,
)
from workflows.accounts.users.passwords.password_rules import INITIAL_LIVES

FIRST = "hujan di kebun teh"


def living(session, user):
    """How many log-ins of this person still stand."""
    return session.query(UserSession).where(UserSession.user_id == user.id, UserSession.ended_at.is_(None)).count()


def let_in(session, actor, **given):
    facts = {"name": "Budi", "username": "budi.baru", "role": Role.TECHNICIAN, "password": FIRST}
    return create_user(session, actor=actor, now=NOW, **facts | given)


def test_cs_makes_a_technician_who_must_change_the_password(session):
    budi = let_in(session, make_cs(session), phone_e164="0812-3456-7890", email="Budi@Contoh.ID")
    assert budi.must_change_password
    assert budi.phone_e164 == "+6281234567890"
    assert budi.email == "budi@contoh.id"
    assert check_login(session, name="0812 3456 7890", password=FIRST, now=NOW) is budi


@pytest.mark.parametrize("role", [Role.ADMIN, Role.MANAGER, Role.DEVELOPER, Role.DEVOPS, Role.PRODUCT])
def test_cs_makes_nobody_but_technicians_sales_and_cs(session, role):
    with pytest.raises(NotAllowed):
        let_in(session, make_cs(session), role=role)


def test_cs_may_not_edit_another_cs(session):
    other = make_cs(session, "Sinta")
    with pytest.raises(NotAllowed):
        edit_user(session, user_id=other.id, actor=make_cs(session), now=NOW, name="X", username="xxx")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"username": "a b"}, "username"),
        ({"email": "bukan e-mail"}, "email"),
        ({"phone_e164": "123"}, "phone_e164"),
        ({"password": "pendek"}, "password"),
        ({"password": "budi.baru12345"}, "password"),
        ({"name": "  "}, "name"),
    ],
)
def test_a_bad_value_is_refused_at_its_field(session, given, field):
    with pytest.raises(Invalid) as refused:
        let_in(session, make_admin(session), **given)
    assert refused.value.field == field


def test_a_taken_phone_names_its_owner(session, app):
    sari = make_technician(session, "Sari")
    with pytest.raises(Invalid) as refused:
        let_in(session, make_admin(session), phone_e164=sari.phone_e164)
    assert refused.value.field == "phone_e164"
    with app.test_request_context():
        assert "Sari" in str(refused.value)


def test_reset_password_ends_sessions_and_keeps_the_hash_out_of_the_log(session):
    budi = make_technician(session, failed_logins=12, locked_until=NOW + timedelta(hours=1))
    open_login(session, budi)
    reset_password(session, user_id=budi.id, actor=make_cs(session), now=NOW, password=FIRST)
    assert living(session, budi) == 0
    assert budi.must_change_password
    assert check_login(session, name=budi.username, password=FIRST, now=NOW) is budi
    said = [str(row.changes) for row in session.query(AuditEntry).where(AuditEntry.thing_id == budi.id)]
    assert said
    assert not any("argon2" in text for text in said)


@pytest.mark.parametrize("given_by", ["create_user", "reset_password"])
def test_a_password_of_the_desk_is_good_for_a_week_and_ones_own_for_ever(session, given_by):
    dewi, end = make_cs(session), NOW + INITIAL_LIVES
    budi = let_in(session, dewi)
    if given_by == "reset_password":
        budi.initial_until = None
        reset_password(session, user_id=budi.id, actor=dewi, now=NOW, password=FIRST)
    given = {"name": budi.username, "password": FIRST}
    assert check_login(session, now=end - timedelta(seconds=1), **given) is budi
    assert check_login(session, name=budi.username, password="salah sekali", now=end) is None
    with pytest.raises(InitialPasswordOver):
        check_login(session, now=end, **given)
    own = "sawah hijau luas sekali"
    change_password(session, user_id=budi.id, current=FIRST, fresh=own, now=NOW)
    assert budi.initial_until is None
    assert check_login(session, name=budi.username, password=own, now=end + timedelta(days=900)) is budi


def test_change_role_ends_sessions(session):
    budi = make_technician(session)
    open_login(session, budi)
    change_role(session, user_id=budi.id, actor=make_admin(session), now=NOW, role="CS")
    assert budi.role == Role.CS
    assert living(session, budi) == 0


def test_nobody_changes_their_own_role_or_status(session):
    ani = make_admin(session)
    with pytest.raises(NotAllowed):
        change_role(session, user_id=ani.id, actor=ani, now=NOW, role="CS")
    with pytest.raises(NotAllowed):
        deactivate_user(session, user_id=ani.id, actor=ani, now=NOW)


def test_a_technician_with_places_is_not_deactivated(session, app):
    budi, visit = make_technician(session), make_visit(session)
    make_assignment(session, visit, budi)
    with pytest.raises(StillPlaced) as refused:
        deactivate_user(session, user_id=budi.id, actor=make_admin(session), now=NOW)
    with app.test_request_context():
        assert visit.number in str(refused.value)


def test_activate_is_refused_when_the_phone_is_taken_meanwhile(session):
    ani, budi = make_admin(session), make_technician(session)
    deactivate_user(session, user_id=budi.id, actor=ani, now=NOW)
    assert budi.status == UserStatus.INACTIVE
    make_technician(session, "Sari", phone_e164=budi.phone_e164)
    with pytest.raises(Invalid):
        activate_user(session, user_id=budi.id, actor=ani, now=NOW)


def test_leave_is_refused_on_the_days_of_a_visit(session):
    budi, visit = make_technician(session), make_visit(session)
    make_assignment(session, visit, budi)
    day = visit.planned_start.date()
    with pytest.raises(Invalid):
        plan_leave(session, user_id=budi.id, first_date=day, last_date=day, actor=make_cs(session), now=NOW)
    later = day + timedelta(days=3)
    plan_leave(session, user_id=budi.id, first_date=later, last_date=later, actor=make_cs(session), now=NOW)


def test_leave_that_is_over_cannot_be_cancelled(session):
    budi, dewi = make_technician(session), make_cs(session)
    past = plan_leave(
        session, user_id=budi.id, first_date=date(2026, 11, 1), last_date=date(2026, 11, 2), actor=dewi, now=NOW
    )
    coming = plan_leave(
        session, user_id=budi.id, first_date=date(2026, 12, 1), last_date=date(2026, 12, 2), actor=dewi, now=NOW
    )
    cancel_leave(session, leave_id=coming.id, actor=dewi, now=NOW)
    with pytest.raises(NotAvailable):
        cancel_leave(session, leave_id=past.id, actor=dewi, now=NOW)


def test_leave_may_be_cancelled_on_its_last_day_and_shares_no_day_with_another(session):
    budi, dewi = make_technician(session), make_cs(session)
    today = NOW.astimezone(ZoneInfo("Asia/Jakarta")).date()
    whose = {"user_id": budi.id, "actor": dewi, "now": NOW}
    leave = plan_leave(session, first_date=today - timedelta(days=2), last_date=today, **whose)
    with pytest.raises(Invalid):
        plan_leave(session, first_date=today, last_date=today + timedelta(days=1), **whose)
    cancel_leave(session, leave_id=leave.id, actor=dewi, now=NOW)
    plan_leave(session, first_date=today, last_date=today, **whose)


def test_a_telegram_link_works_once_and_for_a_quarter_of_an_hour(session):
    budi = make_technician(session)
    token = new_telegram_link(session, user=budi, actor=budi, now=NOW)
    assert token not in {row.token_sha256 for row in session.query(TelegramLink)}
    link_telegram(session, token=token, chat_id=77, now=NOW)
    assert budi.telegram_chat_id == 77
    assert budi.telegram_verified_at == NOW
    with pytest.raises(NotAvailable):
        link_telegram(session, token=token, chat_id=78, now=NOW)
    late = new_telegram_link(session, user=budi, actor=budi, now=NOW)
    with pytest.raises(NotAvailable):
        link_telegram(session, token=late, chat_id=78, now=NOW + timedelta(minutes=16))


def test_a_new_link_makes_the_old_one_worthless(session):
    budi = make_technician(session)
    old = new_telegram_link(session, user=budi, actor=budi, now=NOW)
    new_telegram_link(session, user=budi, actor=budi, now=NOW)
    with pytest.raises(NotAvailable):
        link_telegram(session, token=old, chat_id=77, now=NOW)


def test_pressing_start_beats_a_number_only_typed_in(session):
    sari = make_technician(session, "Sari", telegram_chat_id=77, telegram_verified_at=None)
    budi = make_technician(session)
    link_telegram(session, token=new_telegram_link(session, user=budi, actor=budi, now=NOW), chat_id=77, now=NOW)
    assert budi.telegram_chat_id == 77
    assert sari.telegram_chat_id is None
    with pytest.raises(DomainError):
        link_telegram(session, token=new_telegram_link(session, user=sari, actor=sari, now=NOW), chat_id=77, now=NOW)


def test_the_first_admin_is_made_on_the_command_line(app, session):
    told = ["--name", "Ani", "--username", "ani", "--password", FIRST]
    made = app.test_cli_runner().invoke(args=["user", "create", *told])
    assert made.output.strip() == "ani (admin)"
    again = app.test_cli_runner().invoke(args=["user", "create", *told])
    assert again.exit_code == 1
    assert "sudah dipakai Ani" in str(again.output)
