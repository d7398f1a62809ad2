"""Commands for the operator: one sentence each, also when something is wrong."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy.orm import Session

from app.cli import init_commands
from app.core.clock import utc_now
from app.demo.staff.demo_accounts import open_demo_accounts
from app.demo.staff.people import DEMO_PASSWORD
from app.http.pages.links.unsubscribe import stop_path
from app.models.accounts.user import User, UserStatus
from app.models.messaging.contact import WhatsAppTemplate
from app.models.messaging.notification import Topic
from tests.factories import NOW, make_admin, make_cs, make_customer, make_site, make_technician, make_visit
from tests.standins import MailStandIn, TelegramStandIn, WhatsAppStandIn
from workflows.accounts.users import hash_password
from workflows.heartbeats import ALWAYS, write_heartbeat

Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask) -> Run:
    return lambda *words, **more: app.test_cli_runner().invoke(args=list(words), **more)


def test_the_list_of_users_names_role_status_and_last_login(run: Run, session: Session) -> None:
    make_cs(session, "Dewi", username="dewi", last_login_at=NOW - timedelta(days=3))
    make_technician(session, "Budi", username="budi", status=UserStatus.INACTIVE)
    session.commit()
    lines = run("user", "list").output.splitlines()
    assert [line.split() for line in lines] == [
        ["dewi", "cs", "active", "2026-11-18", "Dewi"],
        ["budi", "technician", "inactive", "never", "Budi"],
    ]
    assert "budi" not in run("user", "list", "--role", "cs").output


def test_a_lost_password_phone_or_colleague_is_handled_without_the_panel(run: Run, session: Session) -> None:
    make_admin(session, "Ani", username="ani")
    dewi = make_cs(session, "Dewi", username="dewi")
    session.commit()
    before = dewi.password_hash
    assert run("user", "password", "DEWI", "--password", "sawah hijau yang luas").exit_code == 0
    session.refresh(dewi)
    assert dewi.password_hash != before
    assert dewi.must_change_password
    assert run("user", "second-factor-off", "dewi", "--by", "ani").exit_code == 0
    assert run("user", "deactivate", "dewi").exit_code == 0
    session.refresh(dewi)
    assert dewi.status == UserStatus.INACTIVE


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("user", "deactivate", "siapa"), "There is no user 'siapa'"),
        (("user", "password", "ani", "--password", "pendek"), "."),
        (("mail-test", "a@contoh.id"), "E-mail is in sandbox"),
        (("whatsapp-test", "08123456789"), "WhatsApp is in sandbox"),
        (("telegram-webhook", "set"), "Telegram is in sandbox"),
    ],
)
def test_a_refusal_is_one_sentence(run: Run, session: Session, words: tuple[str, ...], said: str) -> None:
    make_admin(session, "Ani", username="ani")
    session.commit()
    answer = run(*words)
    assert answer.exit_code == 1
    assert said in answer.output
    assert len(answer.output.strip().splitlines()) == 1


def test_mail_and_whatsapp_are_tried_with_the_settings_as_they_are(app_with) -> None:
    with MailStandIn() as mail, WhatsAppStandIn() as whatsapp:
        given = {
            "smtp_host": "127.0.0.1",
            "smtp_port": mail.port,
            "smtp_starttls": False,
            "smtp_sender": "sigap@contoh.id",
        }
        given |= {"wa_api_base": whatsapp.url, "wa_token": whatsapp.token, "wa_app_secret": whatsapp.app_secret}
        app = app_with(**given, wa_phone_number_id=whatsapp.phone_number_id)
        sent = app.test_cli_runner().invoke(args=["mail-test", "dewi@contoh.id"])
        assert (sent.exit_code, "Accepted by smtp" in sent.output) == (0, True), sent.output
        texted = app.test_cli_runner().invoke(args=["whatsapp-test", "0812 3456 7890"])
        assert texted.exit_code in {0, 1}  # the stand-in refuses a number that never wrote, as Meta does
        assert len(texted.output.strip().splitlines()) == 1


def test_telegram_is_told_where_to_post(app_with) -> None:
    with TelegramStandIn() as telegram:
        given = {"telegram_api_base": telegram.url, "telegram_bot_token": telegram.token}
        app = app_with(**given, telegram_webhook_secret="rahasia-telegram", public_url="https://sigap.contoh.id")
        told = app.test_cli_runner().invoke(args=["telegram-webhook", "set"])
        assert told.output == "Telegram posts to https://sigap.contoh.id/webhooks/telegram\n"


def test_the_doctor_names_every_part_and_ends_with_a_fault_code(run: Run, session: Session) -> None:
    ill = run("doctor")
    assert ill.exit_code == 1
    assert "FAULT  scheduler" in ill.output
    assert "never started" in ill.output
    for name in ALWAYS:
        write_heartbeat(session, name, now=NOW)
    session.commit()
    well = run("doctor")
    assert well.exit_code == 0, well.output
    for part in ("database", "migrations", "rights", "clock", "redis", "storage", *ALWAYS):
        assert f" {part} " in well.output


def test_the_doctor_names_templates_with_a_variable_that_nothing_fills(run: Run, session: Session) -> None:
    for name, variables in (("jadwal_baru", "visit.number, reason"), ("lama", "visit.number, visit.created_by.name")):
        session.add(WhatsAppTemplate(kind=f"kind.{name}", name=name, body="{{1}} {{2}}", variables=variables))
    session.commit()
    said = [line for line in run("doctor").output.splitlines() if " templates " in line]
    assert len(said) == 1
    assert "lama sends “-” for visit.created_by.name" in said[0]


def test_demo_accounts_are_found_by_their_password_and_locked(run: Run, session: Session) -> None:
    shared = hash_password(DEMO_PASSWORD)
    make_cs(session, "Dewi", username="dewi", password_hash=shared)
    make_cs(session, "Lain", username="lain", password_hash=shared)  # renamed, yet with the demo's one hash
    make_cs(session, "Asli", username="putri")  # a person of that name with a password of their own
    session.commit()
    assert [person.username for person in open_demo_accounts(session)] == ["dewi", "lain"]
    assert run("demo", "lock").output == "Locked: dewi, lain\n"
    session.expire_all()
    assert open_demo_accounts(session) == []
    assert run("demo", "lock").output == "There are no open demo accounts.\n"
    assert session.query(User).filter_by(status=UserStatus.ACTIVE).count() == 3


def test_commands_may_be_registered_for_several_applications(app: Flask) -> None:
    init_commands(app)
    assert app.test_cli_runner().invoke(args=["vapid-keys"]).exit_code == 0


def test_zones_that_do_not_fit_the_place_are_listed_and_corrected(run: Run, session: Session) -> None:
    agus = make_customer(session, "Pak Agus")
    places = {
        "Denpasar": {"city": "Denpasar", "time_zone": "Asia/Jakarta"},
        "Puncak": {"latitude": -4.0, "longitude": 137.0, "time_zone": "Asia/Jakarta"},
        "Bandung": {"city": "Bandung", "time_zone": "Asia/Jakarta"},
        "Entah": {"city": "", "time_zone": "Asia/Makassar"},
    }
    nowhere = {"latitude": None, "longitude": None, "street": "", "city": "", "province": "", "postal_code": ""}
    sites = {name: make_site(session, agus, name=name, **nowhere | place) for name, place in places.items()}
    planned = make_visit(session, site=sites["Denpasar"], customer=agus, planned_start=utc_now() + timedelta(days=2))
    session.commit()
    listed = run("site", "zones")
    assert "2 to correct" in listed.output
    assert planned.number in listed.output
    assert "Bandung" not in listed.output
    assert "2 corrected" in run("site", "zones", "--write").output
    session.expire_all()
    zones = {name: site.time_zone for name, site in sites.items()}
    assert zones == {
        "Bandung": "Asia/Jakarta",
        "Denpasar": "Asia/Makassar",
        "Entah": "Asia/Makassar",
        "Puncak": "Asia/Jayapura",
    }
    assert "0 to correct" in run("site", "zones").output


def test_a_public_url_too_long_for_one_click_unsubscribing_is_named(run: Run, app: Flask) -> None:
    """`<PUBLIC_URL/u/TOKEN>` has 77 bytes at most."""
    settings = app.config["SETTINGS"]
    with app.app_context():
        rest = len(f"<{stop_path(7, next(iter(Topic)))}>")
    for length, is_named in ((77 - rest, False), (78 - rest, True)):
        app.config["SETTINGS"] = settings.model_copy(update={"public_url": "https://" + "a" * (length - 8)})
        assert ("SendGrid folds List-Unsubscribe" in run("doctor").output) is is_named, length
