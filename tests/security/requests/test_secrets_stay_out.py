"""A secret that comes in by any address stands afterwards in no line of the log and in no row."""

import hmac
import io
import json
import logging
import re
from urllib.parse import quote

import pytest
from sqlalchemy import text

from app.core.db import Base
from app.core.text.masking import learn
from app.http.auth.access import access_rule_of
from app.http.error_log.describe import describe
from app.models.messaging.inbox import InboxEvent
from app.settings import Settings
from app.settings_checks import secrets_of
from tests.factories import make_admin, make_company
from tests.support.logins import log_in
from tests.support.settings import settings_for_tests
from tests.support.walking.posting import post

SECRET = "sentinel" + "Q7x" * 12  # as long as the secrets of links and chats
OWN = "eigen" + "Z9w" * 12  # what the installation itself knows
OWN_SECRETS = ("alertmanager_webhook_token", "clerk_webhook_secret", "meta_app_secret", "meta_verify_token", "metrics_token",
               "midtrans_server_key", "support_mail_token", "telegram_webhook_secret", "wa_app_secret", "wa_verify_token")  # fmt: skip
SENT = {"Authorization": f"Bearer {SECRET}", "X-Chat-Token": SECRET, "X-Telegram-Bot-Api-Secret-Token": SECRET,
        "X-Hub-Signature-256": f"sha256={SECRET}", "Stripe-Signature": SECRET, "svix-id": SECRET, "svix-signature": f"v1,{SECRET}",
        "svix-timestamp": "1", "X-Twilio-Email-Event-Webhook-Signature": SECRET}  # fmt: skip
SECRET_SETTINGS = sorted(
    name for name, field in Settings.model_fields.items() if not field.repr and field.annotation in {str, str | None}
)
BODIES = [b"", b"{", b"[]", b"null", b"[" * 100_000, b'{"a":' * 5000, b"\xff\xfe", b'{"entry": [[[]]]}', b"x" * 1000,
          json.dumps({"signature_key": SECRET, "order_id": "1", "password": SECRET}).encode()]  # fmt: skip


@pytest.fixture
def lines(app):
    handler, written = logging.root.handlers[0], io.StringIO()
    before, level = handler.setStream(written), logging.root.level
    logging.root.setLevel("INFO")
    yield written.getvalue
    handler.setStream(before)
    logging.root.setLevel(level)


@pytest.fixture
def site(app_with, session):
    make_company(session)
    session.commit()
    return app_with(
        support_mailbox="bantuan@firma.id", clerk_issuer="https://clerk.contoh.id", **dict.fromkeys(OWN_SECRETS, OWN)
    )


def tables_with(session, word):
    session.rollback()
    found = []
    for table in sorted(Base.metadata.tables):
        asked = text(f"SELECT EXISTS (SELECT FROM {table} t WHERE to_jsonb(t)::text LIKE :word)")
        if session.scalar(asked, {"word": f"%{word}%"}):
            found.append(table)
    return found


def public_rules(app):
    return sorted(
        (rule for rule in app.url_map.iter_rules() if getattr(access_rule_of(app, rule.endpoint), "keyed_by", None)),
        key=lambda rule: rule.rule,
    )


def ask(browser, method, address):
    if method == "GET":
        return browser.get(address, query_string={"token": SECRET, "code": SECRET}, headers=SENT)
    return post(browser, address, {"password": SECRET, "code": SECRET, "token": SECRET, "name": "dewi"}, headers=SENT)


def test_a_secret_in_a_path_a_header_or_a_body_is_written_down_nowhere(site, session, lines):
    asked = 0
    for rule in public_rules(site):
        address = re.sub(r"<(?:path:)?[a-z_]+>", SECRET, rule.rule)
        for method in sorted({"GET", "POST"} & rule.methods if "<" not in address else ()):
            answer = ask(site.test_client(), method, address)
            assert answer.status_code < 500, (method, address)
            asked += 1
    assert asked > 100
    assert SECRET not in lines()
    assert OWN not in lines()
    assert tables_with(session, SECRET) == []
    assert tables_with(session, OWN) == []


def odd_bodies_at(site, session, headers):
    addresses = sorted(
        rule.rule for rule in site.url_map.iter_rules() if rule.rule.startswith("/webhooks/") and "POST" in rule.methods
    )
    for address in addresses:
        for body in BODIES:
            for kind in ("application/json", "multipart/form-data; boundary=x"):
                answer = site.test_client().post(address, data=body, content_type=kind, headers=headers(body))
                yield address, answer.status_code


def test_webhooks_keep_nothing_of_whoever_does_not_know_their_secret(site, session):
    told = {status for _address, status in odd_bodies_at(site, session, lambda _body: SENT)}
    assert told <= {400, 401, 403, 404, 413}
    assert session.query(InboxEvent).count() == 0


def test_webhooks_answer_any_body_of_whoever_knows_their_secret(site, session):
    def known(body):
        mac = hmac.new(OWN.encode(), body, "sha256").hexdigest()
        return {
            "Authorization": f"Bearer {OWN}",
            "X-Telegram-Bot-Api-Secret-Token": OWN,
            "X-Hub-Signature-256": f"sha256={mac}",
        }

    for address, status in odd_bodies_at(site, session, known):
        assert status < 500, address


@pytest.mark.parametrize("name", SECRET_SETTINGS)
def test_a_secret_of_the_settings_stands_in_no_line_and_in_no_stored_error(app, lines, name):
    secret = f"kunci/{name}+Q7x"
    value = f"https://pengguna:{quote(secret, safe='')}@server.contoh.id/1" if name.endswith("_url") else secret
    learn(secrets_of(settings_for_tests().model_copy(update={name: value})))
    said = f"refused: {value} ({quote(value, safe='')})"
    problem = ValueError(said)
    logging.getLogger("sigap").error("call.failed", exc_info=problem, extra={"reason": said})
    told = describe({"level": "error", "logger": "app", "event": said, "exc_info": problem})
    kept = lines() + repr(told)
    assert "•••" in kept
    assert [word for word in (secret, value) if word in kept or quote(word, safe="") in kept] == []


@pytest.mark.drill
def test_no_page_and_no_resource_shows_an_admin_what_the_installation_itself_knows(site, session):
    client = site.test_client()
    log_in(client, make_admin(session))
    asked = 0
    for rule in site.url_map.iter_rules():
        if "GET" in rule.methods and "<" not in rule.rule and not rule.rule.startswith("/api/v1"):
            assert OWN not in client.get(rule.rule).text, rule.rule
            asked += 1
    assert asked > 150
