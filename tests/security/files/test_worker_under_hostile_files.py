"""Sixteen mails with hostile contents for one worker: its own memory hardly grows, and the honest one after them is read."""

import base64
import time
from email.message import EmailMessage

import pytest
import requests
from sqlalchemy import func, select

from app.models.messaging.inbox import InboxEvent, InboxStatus
from app.models.support.ticket import SupportTicket
from tests.documents.test_many_hostile_uploads import Watch, drawn
from tests.factories import make_company
from tests.security.files.test_file_bombs import bomb
from tests.security.files.test_mail_bombs import BOMBS

pytestmark = [pytest.mark.slow, pytest.mark.drill]

MAILS = 16
MOST_OWN_MB, MOST_WITH_CHILDREN_MB = 300, 1_300  # a reader of mails has 768 MB, one of files 512
MOST_SECONDS = 400
LAST = "Sesudah semuanya."
TOKEN = "surel-masuk-" + "t" * 30


def mail_with(
    *attachments: tuple[str, str, bytes], text: str = "Tolong dilihat.", sender: str = "ratna@hotel.id"
) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "bantuan@firma.id", "Lampiran"
    mail["Message-ID"] = "<1@hotel.id>"
    mail.set_content(text)
    for name, kind, content in attachments:
        main, sub = kind.split("/")
        mail.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return mail.as_bytes()


def hostile() -> list[bytes]:
    """Headers without end, pictures of 40 megapixels, a PDF that unfolds to 600 MB, 18 MB of one line, tags in tags."""
    png = drawn("RGBA", (8_000, 5_000), "PNG")
    pdf = bomb(3, 200)
    tags = b"From: a@b.id\r\nMessage-ID: <1@hotel.id>\r\nContent-Type: text/html\r\n\r\n" + b"<div>" * 500_000
    line = base64.b64encode(b"A" * (12 << 20)).decode()
    many = [(f"{number}.png", "image/png", png) for number in range(20)]
    return [
        *BOMBS.values(),
        tags,
        mail_with(("a.png", "image/png", png), ("b.pdf", "application/pdf", pdf)),
        mail_with(*many),
        mail_with(*[(f"{number}.pdf", "application/pdf", pdf) for number in range(8)]),
        mail_with(text=line),
    ]


def test_sixteen_mails_cost_the_worker_less_than_300_mb_of_its_own(site) -> None:
    site.extra |= {"SUPPORT_MAILBOX": "bantuan@firma.id", "SUPPORT_MAIL_TOKEN": TOKEN}
    with site.session() as session:
        make_company(session)
    site.start_web(workers=1)
    worker = site.start_worker("messages", "default")

    def send(raw: bytes, number: int) -> None:
        own = raw.replace(b"<1@", b"<%d@" % number, 1)
        headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "message/rfc822"}
        requests.post(f"{site.url}/webhooks/mail", data=own, headers=headers, timeout=60).raise_for_status()

    def await_all(seconds: float) -> None:
        until = time.monotonic() + seconds
        while left() and time.monotonic() < until:
            time.sleep(0.5)
        assert left() == 0, worker.log()[-2000:]

    def left() -> int:
        with site.session() as session:
            return session.scalar(select(func.count()).where(InboxEvent.status == InboxStatus.RECEIVED)) or 0

    send(mail_with(), 900)
    await_all(60)
    watch = Watch(worker.pid)
    watch.start()
    bombs = hostile()
    for number in range(MAILS):
        send(bombs[number % len(bombs)], number + 1)
    send(mail_with(text=LAST, sender="sari@klinik.id"), 901)
    await_all(MOST_SECONDS)
    watch.over.set()
    watch.join()
    print(f"\nworker +{watch.web - watch.rest_web:.0f} MB, with children +{watch.all - watch.rest_all:.0f} MB")  # noqa: T201  a measure
    assert watch.web - watch.rest_web < MOST_OWN_MB
    assert watch.all - watch.rest_all < MOST_WITH_CHILDREN_MB
    with site.session() as session:
        said = session.scalars(select(SupportTicket.description)).all()
    assert [words for words in said if LAST in words] == [LAST]
