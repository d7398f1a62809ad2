"""Sales decides about an invoice by the buttons under a message of Telegram and by words in its chat."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.core.errors import DomainError, NotAllowed
from app.jobs.telegram.callbacks import find_callback, find_text_answer
from tests import factories
from tests.factories import NOW
from tests.invoices.conftest import Firm, pending
from workflows.conversations import find_question
from workflows.invoices import approve_invoice, reject_invoice, submit_invoice


def test_an_approval_by_telegram(app: Flask, session: Session, firm: Firm) -> None:
    invoice = pending(session, firm)
    approve = find_callback("approve")
    assert approve
    with app.app_context():
        assert "disetujui" in str(approve(session, firm.rina, f"{invoice.id}:1", NOW))
    assert invoice.status == "APPROVED"


def test_a_telegram_somebody_only_typed_in_approves_nothing(app: Flask, session: Session, firm: Firm) -> None:
    invoice = pending(session, firm)
    firm.rina.telegram_verified_at = None
    approve = find_callback("approve")
    assert approve
    with app.app_context(), pytest.raises(NotAllowed, match="belum dibuktikan"):
        approve(session, firm.rina, f"{invoice.id}:1", NOW)
    assert invoice.status == "PENDING"


def test_a_stale_button_says_so(app: Flask, session: Session, firm: Firm) -> None:
    invoice = pending(session, firm)
    reject_invoice(session, invoice_id=invoice.id, actor=firm.rina, reason="-", now=NOW)
    submit_invoice(session, invoice_id=invoice.id, actor=firm.dewi, now=NOW)
    approve = find_callback("approve")
    assert approve
    with app.app_context(), pytest.raises(Exception, match="sudah berubah"):
        approve(session, firm.rina, f"{invoice.id}:1", NOW)


@pytest.mark.parametrize("argument", ["", "1", "x:1", "1:x", f"{10**30}:1", "-1:1"])
def test_a_forged_button_finds_nothing(app: Flask, session: Session, firm: Firm, argument: str) -> None:
    approve = find_callback("approve")
    assert approve
    with app.app_context(), pytest.raises(Exception, match="tidak ditemukan"):
        approve(session, firm.rina, argument, NOW)


def test_a_rejection_by_button_asks_for_the_reason_in_the_chat(
    app: Flask, deliveries, session: Session, firm: Firm
) -> None:
    invoice = pending(session, firm)
    firm.rina.telegram_chat_id = 4242
    reject = find_callback("reject")
    assert reject
    with app.app_context():
        assert "alasannya" in str(reject(session, firm.rina, f"{invoice.id}:1", NOW))
    assert invoice.status == "PENDING"
    [question] = deliveries("telegram.question")
    assert question.address == "4242"
    assert invoice.number in question.body
    chosen = question.payload["buttons"][2][0]["callback"]
    because = find_callback(chosen.partition(":")[0])
    assert because
    with app.app_context():
        assert "Rincian belum lengkap" in str(because(session, firm.rina, chosen.partition(":")[2], NOW))
    session.expire_all()
    assert (invoice.status, invoice.reason) == ("REVISION", "Rincian belum lengkap")


def test_a_text_in_the_chat_is_the_reason_and_ends_the_buttons_everywhere(
    app: Flask, deliveries, session: Session, firm: Firm
) -> None:
    tono = factories.make_sales(session, "Tono", telegram_chat_id=5151, telegram_verified_at=NOW)
    invoice = pending(session, firm)
    for number, asked in enumerate(deliveries("invoice.submitted")):
        asked.status, asked.provider_id = "SENT", str(900 + number)
    reject = find_callback("reject")
    assert reject
    with app.app_context():
        reject(session, tono, f"{invoice.id}:1", NOW)
    deliveries("telegram.question")
    asks = find_question(session, user=tono, reply_to=None, now=NOW)
    assert asks == f"reject:{invoice.id}:1"
    answer = find_text_answer(asks)
    assert answer
    with app.app_context():
        assert "terlalu mahal" in str(answer(session, tono, " terlalu\u202e mahal ", NOW))
    session.expire_all()
    assert (invoice.status, invoice.reason) == ("REVISION", "terlalu mahal")
    edits = deliveries("telegram.decided")
    assert {edit.payload["edit_message_id"] for edit in edits} == {900, 901}
    assert all("buttons" not in edit.payload for edit in edits)
    assert all(invoice.number in edit.body and "<b>Ditolak</b> · Tono" in edit.body for edit in edits)


@pytest.fixture
def asked_tono(app: Flask, deliveries, session: Session, firm: Firm):
    """Tono pressed Tolak and was asked why."""
    tono = factories.make_sales(session, "Tono", telegram_chat_id=5151, telegram_verified_at=NOW)
    invoice = pending(session, firm)
    reject = find_callback("reject")
    assert reject
    with app.app_context():
        reject(session, tono, f"{invoice.id}:1", NOW)
    deliveries("telegram.question")
    answer = find_text_answer(f"reject:{invoice.id}:1")
    assert answer
    return tono, invoice, answer


def test_a_button_pressed_by_mistake_is_taken_back_in_words(app: Flask, session: Session, asked_tono) -> None:
    tono, invoice, answer = asked_tono
    for words in ("Batal", "/batal", "cancel", "eh, salah pencet maaf", "gak jadi", "maaf batal dulu", "tidak"):
        with app.app_context():
            assert "masih menunggu keputusan Anda" in str(answer(session, tono, words, NOW)), words
    session.expire_all()
    assert (invoice.status, invoice.reason) == ("PENDING", "")
    assert not find_question(session, user=tono, reply_to=None, now=NOW)


def test_signs_alone_are_no_reason(app: Flask, session: Session, asked_tono) -> None:
    tono, invoice, answer = asked_tono
    for words in (".", "?", "👍", " \u200b"):
        with app.app_context(), pytest.raises(DomainError, match="alasannya"):
            answer(session, tono, words, NOW)
    assert invoice.status == "PENDING"
    assert find_question(session, user=tono, reply_to=None, now=NOW)


def test_an_approval_in_the_panel_ends_the_buttons_too_sent_or_not(deliveries, session: Session, firm: Firm) -> None:
    invoice = pending(session, firm)
    [unsent] = deliveries("invoice.submitted")
    assert unsent.payload["buttons"]
    approve_invoice(session, invoice_id=invoice.id, actor=firm.rina, now=NOW)
    session.expire_all()
    assert "buttons" not in unsent.payload


@pytest.mark.parametrize(
    "data", ["reject_why:1:1:99", "reject_why:1:1:x", "reject_why:1:1:0100", "reject_why::0", "reject_why:9999999:1:0"]
)
def test_a_forged_reason_finds_nothing(app: Flask, session: Session, firm: Firm, data: str) -> None:
    pending(session, firm)
    because = find_callback("reject_why")
    assert because
    with app.app_context(), pytest.raises(DomainError):
        because(session, firm.rina, data.partition(":")[2], NOW)
