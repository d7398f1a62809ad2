"""E-mail over a real SMTP conversation."""

from email import message_from_string, policy

import pytest

from app.settings_checks import quote_name
from integrations.outcome import Accepted, ChannelDown, DeliveryProblem, Refused, TryLater
from integrations.smtp.client import SmtpClient
from tests.standins import MailStandIn

ID = "<outbox-1@sigap.test>"
SENDER = "Sigap <no-reply@sigap.test>"


def _send(client: SmtpClient, to: str = "agus@x.id") -> Accepted:
    return client.send(to, "Faktur – INV/2026/0042", "Halo Pak Agus", "<p>Halo Pak Agus</p>", message_id=ID)


def test_message_arrives_as_text_and_html(mail: MailStandIn, mail_client: SmtpClient):
    assert _send(mail_client) == Accepted(ID, "agus@x.id")
    kept = mail.received[0]
    assert (kept["from"], kept["to"], kept["subject"]) == (
        "no-reply@sigap.test",
        ["agus@x.id"],
        "Faktur – INV/2026/0042",
    )
    assert (kept["text"].strip(), kept["html"].strip(), kept["message_id"]) == (
        "Halo Pak Agus",
        "<p>Halo Pak Agus</p>",
        ID,
    )
    assert kept["message"]["Auto-Submitted"] == "auto-generated"
    assert mail.violations == []


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("PT Sejuk, Tbk <no-reply@sigap.test>", "PT Sejuk, Tbk"),
        ('"PT Sejuk, Tbk" <no-reply@sigap.test>', "PT Sejuk, Tbk"),
        ("CV. Dingin (Bandung) <no-reply@sigap.test>", "CV. Dingin (Bandung)"),
        ("Đức; Kühl, Tbk <no-reply@sigap.test>", "Đức; Kühl, Tbk"),
        ("Sigap <no-reply@sigap.test>", "Sigap"),
        ("no-reply@sigap.test", ""),
    ],
)
def test_a_sender_is_one_mailbox_however_its_name_is_typed(mail: MailStandIn, typed: str, name: str):
    _send(SmtpClient(mail.host, mail.port, mail.username, mail.password, False, quote_name(typed)))
    kept = mail.received[0]
    assert kept["from"] == "no-reply@sigap.test"
    header = message_from_string(f"From: {kept['message']['From']}\n\n", policy=policy.default)["From"]
    assert [(one.display_name, one.addr_spec) for one in header.addresses] == [(name, "no-reply@sigap.test")]


def test_plain_text_alone_will_do(mail: MailStandIn, mail_client: SmtpClient):
    mail_client.send("Pak Agus <agus@x.id>", "Kode", ".titik di depan\n\nbaris", message_id=ID)
    assert (mail.received[0]["html"], mail.received[0]["text"].splitlines()[0]) == (None, ".titik di depan")


def test_newline_in_the_subject_adds_no_header(mail: MailStandIn, mail_client: SmtpClient):
    mail_client.send("agus@x.id", "Halo\r\nBcc: tono@x.id", "x", message_id=ID)
    assert mail.received[0]["subject"] == "Halo Bcc: tono@x.id"
    assert mail.received[0]["to"] == ["agus@x.id"]


@pytest.mark.parametrize("to", ["", "agus", "a@b@c", "agus@x.id\r\nBcc: t@x.id", "a@x.id, b@x.id", "agüs@x.id"])
def test_bad_address_is_refused_before_connecting(mail: MailStandIn, mail_client: SmtpClient, to: str):
    with pytest.raises(Refused, match="bad_address"):
        _send(mail_client, to)
    assert mail.received == []


@pytest.mark.parametrize(
    ("status", "step", "kind"),
    [
        (421, "connect", TryLater),
        (554, "connect", Refused),
        (454, "auth", TryLater),
        (535, "auth", ChannelDown),
        (451, "mail", TryLater),
        (553, "mail", ChannelDown),
        (552, "mail", Refused),
        (450, "rcpt", TryLater),
        (550, "rcpt", Refused),
        (451, "data", TryLater),
        (554, "data", Refused),
    ],
)
def test_every_step_may_refuse(mail: MailStandIn, mail_client: SmtpClient, status, step, kind: type[DeliveryProblem]):
    mail.behave(status=status, at=step)
    with pytest.raises(DeliveryProblem) as caught:
        _send(mail_client)
    assert (type(caught.value), caught.value.code) == (kind, str(status))
    assert mail.received == []


def test_unknown_user_is_refused_in_the_servers_words(mail: MailStandIn, mail_client: SmtpClient):
    mail.unknown.add("agus@x.id")
    with pytest.raises(Refused) as caught:
        _send(mail_client)
    assert (caught.value.code, caught.value.detail) == ("550", "5.1.1 User unknown")


def test_wrong_password_stops_the_channel(mail: MailStandIn):
    client = SmtpClient(mail.host, mail.port, "sigap", "salah-besar", False, SENDER)
    with pytest.raises(ChannelDown) as caught:
        _send(client)
    assert caught.value.code == "535"
    assert "salah-besar" not in str(caught.value)


def test_missing_tls_is_never_worked_around(mail: MailStandIn):
    client = SmtpClient(mail.host, mail.port, "sigap", "rahasia-smtp", True, SENDER)
    with pytest.raises(ChannelDown, match="starttls_missing"):
        _send(client)
    assert mail.received == []


@pytest.mark.parametrize(
    ("behaviour", "seconds", "code"),
    [
        ({"at": "connect", "hang": 3}, 0.2, "timeout"),
        ({"at": "rcpt", "hang": 5}, 1.5, "timeout"),
        ({"at": "mail", "drop": True}, 20, "connection_lost"),
    ],
)
def test_sick_server_means_later(mail: MailStandIn, mail_client: SmtpClient, behaviour: dict, code: str):
    mail.behave(**behaviour, times=1)
    with pytest.raises(TryLater, match=code):
        _send(mail_client)


def test_server_that_is_away_is_unreachable(mail: MailStandIn, mail_client: SmtpClient):
    mail.offline()
    with pytest.raises(TryLater, match="unreachable"):
        _send(mail_client)
    mail.online()
    assert _send(mail_client)
