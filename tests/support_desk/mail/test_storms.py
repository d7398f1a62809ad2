"""Mail storms: nothing crashes, no machine is answered, nothing is lost."""

import os
import random
import secrets

import pytest
from sqlalchemy import func, select

from app.jobs.inbox.apply import apply_next
from app.jobs.outbox.relay import fan_out_and_send
from app.models.messaging.inbox import InboxEvent, InboxStatus
from app.models.messaging.outbox import Delivery, OutboxMessage
from app.models.support.mail.mail import MailState, SupportMail
from app.models.support.ticket import SupportTicket
from tests.factories import make_company
from tests.standins import MailStandIn
from tests.support_desk.mail.mails import TOKEN, make_mail
from tests.support_desk.mail.test_dead_addresses import report
from tests.support_desk.mail.test_outgoing_mail import DESK
from workflows.support.events import MailStorm

pytestmark = pytest.mark.drill
OF_ONE_DOMAIN = int(os.environ.get("STORM_MAILS", "10000"))
MALFORMED = 300
LARGEST, MARGIN = 25 * 1024 * 1024, 2 * 1024 * 1024


@pytest.fixture
def server():
    with MailStandIn() as server:
        yield server


@pytest.fixture
def desk(app_with, session, server):
    make_company(session)
    session.commit()
    return app_with(smtp_host=server.host, smtp_port=server.port, smtp_starttls=False, **DESK)


def bring(desk, *mails):
    """The statuses of the answers; everything that was taken is applied."""
    client, headers = desk.test_client(), {"Authorization": f"Bearer {TOKEN}"}
    told = [
        client.post("/webhooks/mail", data=raw, headers=headers, content_type="message/rfc822").status_code
        for raw in mails
    ]
    apply_all(desk)
    return told


def apply_all(desk):
    with desk.app_context():
        while apply_next():
            pass


def count(session, thing, *conditions):
    session.expire_all()
    return session.scalar(select(func.count()).select_from(thing).where(*conditions))


def failed(session):
    return session.scalars(select(InboxEvent.error).where(InboxEvent.status == InboxStatus.RECEIVED)).all()


def test_two_autoresponders_do_not_talk_to_one_another(desk, session, server):
    bring(desk, make_mail())
    for turn in range(40):
        with desk.app_context():
            fan_out_and_send()
        newest = server.received[-1]["message"]
        answer = {"In_Reply_To": newest["Message-ID"], "To": str(newest["Reply-To"]), "Subject": f"Sedang cuti {turn}"}
        bring(desk, make_mail("Saya sedang cuti.", **answer, Auto_Submitted="auto-replied"))
        bring(desk, make_mail("Saya sedang cuti.", **answer))  # a machine that does not say that it is one
    ours = [one for one in server.received if one["to"] == ["ratna@hotel.id"]]
    print(f"\nmails to the other machine: {len(ours)} of 80 of theirs")  # noqa: T201  the figures of a drill
    assert len(ours) <= 3
    assert count(session, SupportTicket) == 1
    assert count(session, InboxEvent) == 81
    assert failed(session) == []


def test_two_hundred_bounces_open_no_ticket_and_are_not_answered(desk, session, server):
    told = bring(desk, *(report("bantuan@firma.id", f"tamu{n}@hotel.id", "4.2.2") for n in range(200)))
    assert set(told) <= {200, 202, 204}
    with desk.app_context():
        fan_out_and_send()
    assert (count(session, SupportTicket), server.received) == (0, [])
    assert count(session, InboxEvent) == 200
    assert failed(session) == []


def test_thousands_of_mails_of_one_domain_are_held_and_none_is_lost(desk, session, server):
    bring(desk, *(make_mail(f"Pesan {n}", sender=f"orang{n}@kirim.id") for n in range(OF_ONE_DOMAIN)))
    kept = count(session, SupportMail)
    held = count(session, SupportMail, SupportMail.state == MailState.HELD)
    print(f"\nkept {kept}, held {held}, tickets {count(session, SupportTicket)}")  # noqa: T201  the figures of a drill
    told = count(session, OutboxMessage, OutboxMessage.kind == MailStorm.kind)
    assert (kept, told) == (OF_ONE_DOMAIN, 1)
    assert count(session, SupportTicket) == OF_ONE_DOMAIN - held <= 30
    assert failed(session) == []
    assert count(session, Delivery, Delivery.address.like("%@kirim.id")) <= 30


def test_a_mail_of_25_megabytes_is_kept_or_refused_with_a_word(desk, session):
    big = make_mail("Foto terlampir.", Subject="Besar") + b"A" * (LARGEST - 2000)
    over = make_mail("Foto terlampir.", Subject="Terlalu besar") + b"A" * (LARGEST + MARGIN)
    told = bring(desk, big, over)
    print(f"\nanswers: {told}")  # noqa: T201  the figures of a drill
    assert told[0] in {200, 202, 204}
    assert told[1] == 413
    assert count(session, SupportTicket) == 1
    assert failed(session) == []


def malformed(seed):
    """A person's mail with bytes lost, doubled, swapped and changed, headers torn and parts never closed."""
    chance = random.Random(seed)
    kinds = (
        "multipart/mixed; boundary=x",
        'multipart/alternative; boundary="',
        "text/html; charset=x-unknown",
        "text/plain; charset=utf-16",
        "message/rfc822",
        "multipart/report; report-type=delivery-status; boundary=x",
        "application/ms-tnef",
    )
    raw = bytearray(make_mail(secrets.token_hex(20), Subject=f"Rusak {seed}"))
    raw = raw.replace(b'text/plain; charset="utf-8"', chance.choice(kinds).encode())
    for _ in range(chance.randint(1, 40)):
        at = chance.randrange(len(raw))
        match chance.randrange(5):
            case 0:
                del raw[at : at + chance.randint(1, 30)]
            case 1:
                raw[at:at] = bytes(chance.randrange(256) for _ in range(chance.randint(1, 30)))
            case 2:
                raw[at:at] = b"\r\n--x\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
            case 3:
                raw[at:at] = b"\x00=?utf-8?q?=ff?= \xff\xfe,<>@"
            case _:
                raw[at] = chance.randrange(256)
    return bytes(raw)


def test_malformed_mails_crash_nothing_and_each_is_kept(desk, session):
    told = bring(desk, *(malformed(seed) for seed in range(MALFORMED)))
    assert set(told) <= {200, 202, 204}
    assert count(session, InboxEvent) == MALFORMED
    states = dict(session.execute(select(SupportMail.state, func.count()).group_by(SupportMail.state)).all())
    print(f"\n{states}")  # noqa: T201  the figures of a drill
    assert failed(session) == []
    assert sum(states.values()) == MALFORMED
