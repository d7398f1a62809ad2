"""No value that somebody writes adds a header, a recipient or a body to a mail of ours."""

from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import formataddr, getaddresses

import pytest

from integrations.smtp.client import SmtpClient
from integrations.smtp.structured_headers import MAIL_POLICY
from workflows.support.mail.thread_outgoing import is_usable

ENDS = [
    "\r\n",
    "\n",
    "\r",
    "\x0b",
    "\x0c",
    "\x1c",
    "\x1d",
    "\x1e",
    "\x85",
    "\u2028",
    "\u2029",
    "=0D=0A",
    "=0A",
    "=E2=80=A8",
]
MORE = "Bcc: lawan@jahat.example"


def hostile(end):
    """Plain, as an encoded word that the library decodes when it is set, and both twice."""
    coded = f"=?utf-8?q?a{end if end.startswith('=') else '=0D=0A'}Bcc:_lawan@jahat.example?="
    return [f"AC bocor{end}{MORE}", coded, f"{coded} {coded}", f"Re: {coded}{end}{end}isi"]


def client():
    return SmtpClient("localhost", 25, None, None, False, "Sigap <sigap@firma.id>")


def headers_of(message):
    return sorted(name for name, _value in message_from_bytes(message.as_bytes()).raw_items())


@pytest.mark.parametrize("end", ENDS, ids=ascii)
def test_a_subject_stays_one_header(end):
    plain = client()._compose("agus@contoh.id", "AC bocor", "isi", None, "<1@firma.id>")
    for subject in hostile(end):
        written = client()._compose("agus@contoh.id", subject, "isi", None, "<1@firma.id>")
        assert headers_of(written) == headers_of(plain), ascii(subject)
        assert (
            message_from_bytes(written.as_bytes()).get_payload() == message_from_bytes(plain.as_bytes()).get_payload()
        )


@pytest.mark.parametrize("name", ["From", "In-Reply-To", "References", "Reply-To", "Subject", "To", "X-Sigap"])
def test_whatever_reaches_a_header_is_refused_rather_than_sent_as_two(name):
    for end in ENDS:
        for value in [
            *hostile(end),
            *(f"{each} <a@firma.id>" for each in hostile(end)),
            f"<=?utf-8?q?a=0D=0A{MORE}?=@b>",
        ]:
            message = EmailMessage(policy=MAIL_POLICY)
            try:
                message[name] = value
                raw = message.as_bytes()
            except ValueError:
                continue
            assert "bcc" not in (one.lower() for one in message_from_bytes(raw)), ascii(value)


def test_a_message_id_that_decodes_to_something_else_is_answered_to_by_nobody():
    assert is_usable("<1.a@hotel.id>")
    assert not is_usable("<=?utf-8?q?a=0D=0ABcc:x?=@hotel.id>")
    assert not is_usable("<ü@hotel.id>")
    assert not is_usable(f"<{'a' * 300}@hotel.id>")


@pytest.mark.parametrize(
    "name",
    [
        'A "B" C',
        "PT Sejuk Sentosa Abadi Makmur Jaya Sejahtera Nusantara Persada, Tbk. (Layanan Pelanggan)",
        "PT Sejuk, Tbk",
        "Sejuk <Bandung>",
        "Sejuk Ñusantara Abadi Makmur Jaya Sejahtera Persada Nusantara, Tbk",
        "Sejuk Ñusantara, Tbk",
        "सेवा 冷气 " + "é" * 90,
    ],
)
def test_a_senders_name_stays_one_mailbox(name):
    sender = SmtpClient("localhost", 25, None, None, False, formataddr((name, "sigap@firma.id")))
    raw = sender._compose("agus@contoh.id", "AC", "isi", None, "<1@firma.id>").as_bytes()
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    ((read, address),) = getaddresses([message_from_bytes(raw)["From"]])
    assert (str(make_header(decode_header(read))), address) == (name, "sigap@firma.id")
