"""Reports as Exchange, Postfix, Gmail, qmail and Exim write them: whom they did not reach, and which mail of ours."""

from email import message_from_bytes
from email.policy import default

import pytest

from integrations.support_mail.incoming import read_mail
from integrations.support_mail.mail_class import MailClass, class_of

HOST = "sigap.contoh.id"
OURS = f"<t42.m7.abc@{HOST}>"

EXCHANGE = f"""From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@hotel.id>
To: bantuan+d7.x@firma.id
Subject: Undeliverable: Balasan
Auto-Submitted: auto-generated
Content-Type: multipart/report; report-type=delivery-status; boundary="e"

--e
Content-Type: text/html; charset=us-ascii

<p>Delivery has failed to these recipients or groups</p>
--e
Content-Type: message/delivery-status

Reporting-MTA: dns;SG2PR01MB.apcprd01.prod.exchangelabs.com
Received-From-MTA: dns;mail.firma.id

Final-Recipient: rfc822;Ratna@Hotel.id
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found

--e
Content-Type: message/rfc822

Message-ID: {OURS}
Subject: Balasan

Halo
--e--
"""
POSTFIX = f"""From: MAILER-DAEMON@mx.hotel.id (Mail Delivery System)
To: bantuan+d7.x@firma.id
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Message-Id: <20261201030000.ABC@mx.hotel.id>
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="p/mx.hotel.id"

--p/mx.hotel.id
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

<ratna@hotel.id>: host imap[private/dovecot-lmtp] said: 552 5.2.2 Quota exceeded
--p/mx.hotel.id
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.hotel.id
X-Postfix-Queue-ID: ABC

Final-Recipient: rfc822; ratna@hotel.id
Original-Recipient: rfc822;ratna@hotel.id
Action: failed
Status: 5.2.2
Diagnostic-Code: smtp; 552 5.2.2 Quota exceeded

--p/mx.hotel.id
Content-Type: text/rfc822-headers

Return-Path: <bantuan+d7.x@firma.id>
Message-ID: {OURS}
--p/mx.hotel.id--
"""
GMAIL = f"""From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
To: bantuan+d7.x@firma.id
Auto-Submitted: auto-replied
Subject: Delivery Status Notification (Failure)
X-Failed-Recipients: ratna@hotel.id
Content-Type: multipart/report; boundary="g"; report-type=delivery-status

--g
Content-Type: multipart/related; boundary="h"

--h
Content-Type: multipart/alternative; boundary="i"

--i
Content-Type: text/plain; charset="UTF-8"

** Address not found **
--i--
--h--
--g
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.com
Arrival-Date: Tue, 01 Dec 2026 00:00:00 -0800 (PST)

Final-Recipient: rfc822; ratna@hotel.id
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist.

--g
Content-Type: message/rfc822

Message-ID: {OURS}

Halo
--g--
"""
QMAIL = f"""From: MAILER-DAEMON@mx.hotel.id
To: bantuan+d7.x@firma.id
Subject: failure notice

Hi. This is the qmail-send program at mx.hotel.id.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<ratna@hotel.id>:
Sorry, no mailbox here by that name. (#5.1.1)

<agus@hotel.id>:
User is over the quota. You can try again later. (#5.2.2)

--- Below this line is a copy of the message.

Return-Path: <bantuan+d7.x@firma.id>
Message-ID: {OURS}
Subject: Balasan

<orang@lain.id>:
Kutipan, bukan laporan. (#5.1.1)
"""
EXIM = f"""From: Mail Delivery System <Mailer-Daemon@mx.hotel.id>
To: bantuan+d7.x@firma.id
Subject: Mail delivery failed: returning message to sender
Auto-Submitted: auto-replied
X-Failed-Recipients: ratna@hotel.id, agus@hotel.id

This message was created automatically by mail delivery software.

  ratna@hotel.id
    host mx.hotel.id [192.0.2.1]
    SMTP error from remote mail server after RCPT TO: 550 5.1.1 User unknown
  agus@hotel.id
    mailbox is full: retry timeout exceeded

------ This is a copy of the message, including all the headers. ------

Message-Id: {OURS}
Subject: Balasan
"""
DELAYED = """From: Mail Delivery System <Mailer-Daemon@mx.hotel.id>
To: bantuan+d7.x@firma.id
Subject: Warning: message delayed 24 hours
Auto-Submitted: auto-replied

This message was created automatically by mail delivery software.
A message that you sent has not yet been delivered to: ratna@hotel.id
No action is required on your part. (4.4.1)
"""


def read(text):
    found = read_mail(text.replace("\n", "\r\n").encode(), own_host=HOST, keys=[b"x" * 32])
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "failures"),
    [
        (EXCHANGE, [("ratna@hotel.id", "5.1.10", "dead")]),
        (POSTFIX, [("ratna@hotel.id", "5.2.2", "soft")]),
        (GMAIL, [("ratna@hotel.id", "5.1.1", "dead")]),
        (QMAIL, [("ratna@hotel.id", "5.1.1", "dead"), ("agus@hotel.id", "5.2.2", "soft")]),
        (EXIM, [("ratna@hotel.id", "5.1.1", "dead"), ("agus@hotel.id", "", "soft")]),
    ],
    ids=["exchange", "postfix", "gmail", "qmail", "exim"],
)
def test_reports_of_every_mail_server_name_recipient_and_mail(text, failures):
    found = read(text)
    assert found.mail_class == MailClass.BOUNCE
    assert [(one.recipient, one.status, one.weight) for one in found.failures] == failures
    assert all(one.action == "failed" and one.reason for one in found.failures)
    assert found.failed_id == OURS


def test_a_delay_in_words_says_nothing_of_a_failure():
    found = read(DELAYED)
    assert (found.mail_class, found.failures, found.failed_id) == (MailClass.BOUNCE, (), "")


@pytest.mark.parametrize(
    "text",
    [
        QMAIL.replace("Hi. This is the", "Halo, ini"),
        QMAIL.replace("<ratna@hotel.id>:", "ratna@hotel.id:").replace("<agus@hotel.id>:", "<agus>:"),
        EXIM.replace("ratna@hotel.id, agus@hotel.id", "tidak ada"),
        EXIM.replace("X-Failed-Recipients", "X-Other"),
    ],
)
def test_words_that_are_no_report_name_nobody(text):
    assert read(text).failures == ()


def test_many_recipients_of_a_long_report_are_read_quickly():
    lines = "".join(f"<a{number}@hotel.id>:\nTidak ada. (#5.1.1)\n\n" for number in range(5000))
    assert len(read(QMAIL.replace("--- Below", lines + "--- Below")).failures) == 100


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ("Content-Type: multipart/report; report-type=delivery-status; boundary=x", MailClass.BOUNCE),
        ("Content-Type: text/plain", MailClass.OWN_LOOP),
        (
            "X-Sigap-Loop: 1\nContent-Type: multipart/report; report-type=delivery-status; boundary=x",
            MailClass.OWN_LOOP,
        ),
    ],
)
def test_a_report_of_a_mail_server_on_our_own_host_is_no_loop(headers, kind):
    text = f"From: MAILER-DAEMON@{HOST}\nMessage-ID: <20261201.ABC@{HOST}>\n{headers}\n\n--x--\n"
    assert class_of(message_from_bytes(text.encode(), policy=default), own_host=HOST) == kind
