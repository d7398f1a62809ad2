"""Four eyes, revisions, and what may happen to an invoice that sales has seen."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.core.errors import DomainError, Invalid, NotAllowed, NotAvailable
from app.models.access_links import AccessLink
from app.models.files.document import Document
from app.models.finance.approval import Approval, ApprovalDecision
from app.models.finance.invoice import Invoice, InvoiceStatus
from app.models.finance.invoice_flow import INVOICE_FLOW
from tests import factories
from tests.factories import NOW
from tests.invoices.conftest import Firm, make_firm, pending, render
from tests.support.people import sign_in
from tests.support.waiting import wait_until_blocked
from workflows.fieldwork import finish_anyway, resume_work
from workflows.invoices import (
    announce_overdue,
    approve_invoice,
    draft_invoice,
    find_live_link,
    reject_invoice,
    reprice_invoice,
    resend_invoice,
    revise_invoice,
    revoke_link,
    send_invoice,
    submit_invoice,
    void_invoice,
)
from workflows.payments import record_payment
from workflows.transitions import list_open_steps


def approvals(session: Session, invoice: Invoice) -> list[Approval]:
    of_it = select(Approval).where(Approval.invoice_id == invoice.id)
    return list(session.scalars(of_it.order_by(Approval.revision)))


def test_the_figures_are_kept_as_sales_saw_them(session: Session, firm: Firm) -> None:
    invoice = pending(session, firm)
    approve_invoice(session, invoice_id=invoice.id, actor=firm.rina, now=NOW)
    [approval] = approvals(session, invoice)
    assert approval.decision == ApprovalDecision.APPROVED
    assert approval.figures["total_idr"] == invoice.total_idr
    assert approval.figures["lines"][0]["quantity"] == "3.00"


def test_nobody_approves_what_they_drafted(session: Session, firm: Firm) -> None:
    invoice = draft_invoice(session, visit_id=firm.visit.id, actor=firm.ani, now=NOW)
    submit_invoice(session, invoice_id=invoice.id, actor=firm.dewi, now=NOW)
    assert "approve" not in list_open_steps(session, INVOICE_FLOW, invoice, actor=firm.ani)
    assert "approve" in list_open_steps(session, INVOICE_FLOW, invoice, actor=firm.rina)
    for decide in (approve_invoice, lambda *a, **k: reject_invoice(*a, reason="-", **k)):
        with pytest.raises(NotAllowed, match="orang lain"):
            decide(session, invoice_id=invoice.id, actor=firm.ani, now=NOW)


def test_nobody_approves_what_they_submitted(session: Session, firm: Firm) -> None:
    invoice = draft_invoice(session, visit_id=firm.visit.id, actor=firm.dewi, now=NOW)
    submit_invoice(session, invoice_id=invoice.id, actor=firm.ani, now=NOW)
    with pytest.raises(NotAllowed, match="orang lain"):
        approve_invoice(session, invoice_id=invoice.id, actor=firm.ani, now=NOW)


def test_the_database_itself_wants_four_eyes(session: Session, firm: Firm) -> None:
    invoice = pending(session, firm)
    invoice.approved_by_id = invoice.drafted_by_id
    with pytest.raises(IntegrityError, match="four_eyes"):
        session.flush()


def test_cs_does_not_decide(session: Session, firm: Firm) -> None:
    invoice = pending(session, firm)
    with pytest.raises(NotAllowed):
        approve_invoice(session, invoice_id=invoice.id, actor=factories.make_cs(session, "Wati"), now=NOW)


def test_a_button_of_an_older_revision_approves_nothing(session: Session, firm: Firm) -> None:
    invoice = pending(session, firm)
    reject_invoice(session, invoice_id=invoice.id, actor=firm.rina, reason="Terlalu murah", now=NOW)
    submit_invoice(session, invoice_id=invoice.id, actor=firm.dewi, now=NOW)
    with pytest.raises(NotAvailable, match="sudah berubah"):
        approve_invoice(session, invoice_id=invoice.id, actor=firm.rina, revision=1, now=NOW)
    assert approve_invoice(session, invoice_id=invoice.id, actor=firm.rina, revision=2, now=NOW).status == "APPROVED"


def test_a_rejection_goes_back_to_the_drafter_with_its_reason(
    session: Session, firm: Firm, emitted: Callable[[], list[str]]
) -> None:
    invoice = pending(session, firm)
    reject_invoice(session, invoice_id=invoice.id, actor=firm.rina, reason="Terlalu murah", now=NOW)
    assert (invoice.status, invoice.reason, invoice.revision) == ("REVISION", "Terlalu murah", 2)
    assert emitted() == ["invoice.submitted", "invoice.rejected"]


def test_sales_sets_the_final_price(session: Session, firm: Firm) -> None:
    invoice = pending(session, firm)
    reprice_invoice(
        session, invoice_id=invoice.id, actor=firm.rina, final_idr=1_000_000, reason="Pelanggan lama", now=NOW
    )
    assert (invoice.status, invoice.discount_idr, invoice.total_idr) == ("PENDING", 50_000, 1_110_000)
    first, second = approvals(session, invoice)
    assert (first.decision, first.decided_by_id) == (ApprovalDecision.REPRICED, firm.rina.id)
    assert (second.decision, second.figures["total_idr"]) == (None, 1_110_000)
    assert approve_invoice(session, invoice_id=invoice.id, actor=firm.rina, revision=2, now=NOW).total_idr == 1_110_000


@pytest.mark.parametrize("given", [{}, {"discount_idr": 1, "final_idr": 1}, {"final_idr": 1_050_001}, {"final_idr": 0}])
def test_an_unclear_price_is_refused(session: Session, firm: Firm, given: dict[str, int]) -> None:
    invoice = pending(session, firm)
    with pytest.raises(Invalid):
        reprice_invoice(session, invoice_id=invoice.id, actor=firm.rina, reason="-", now=NOW, **given)


def test_the_document_is_what_sends_the_invoice(session: Session, firm: Firm, emitted: Callable[[], list[str]]) -> None:
    invoice = pending(session, firm)
    approve_invoice(session, invoice_id=invoice.id, actor=firm.rina, now=NOW)
    assert find_live_link(session, invoice_id=invoice.id) is None
    render(session, invoice)
    assert (invoice.status, invoice.sent_at) == ("SENT", NOW)
    assert find_live_link(session, invoice_id=invoice.id) is not None
    assert send_invoice(session, invoice_id=invoice.id, revision=1, now=NOW) is None
    assert emitted().count("invoice.sent") == 1


def test_a_document_that_comes_too_late_sends_nothing(session: Session, firm: Firm) -> None:
    invoice = pending(session, firm)
    approve_invoice(session, invoice_id=invoice.id, actor=firm.rina, now=NOW)
    revise_invoice(session, invoice_id=invoice.id, actor=firm.dewi, reason="Salah hitung", now=NOW)
    assert send_invoice(session, invoice_id=invoice.id, revision=1, now=NOW) is None
    assert invoice.status == InvoiceStatus.REVISION


def test_any_change_after_approval_needs_approval_again(
    session: Session, firm: Firm, sent: Invoice, emitted: Callable[[], list[str]]
) -> None:
    link = find_live_link(session, invoice_id=sent.id)
    revise_invoice(session, invoice_id=sent.id, actor=firm.dewi, reason="Tambah material", now=NOW)
    session.expire_all()
    assert (sent.status, sent.revision, sent.approved_by_id) == ("REVISION", 2, None)
    assert all(paper.withdrawn_at for paper in session.scalars(select(Document)))
    submit_invoice(session, invoice_id=sent.id, actor=firm.dewi, now=NOW)
    approve_invoice(session, invoice_id=sent.id, actor=firm.rina, now=NOW)
    assert render(session, sent).number == f"{sent.number}-R2"
    assert find_live_link(session, invoice_id=sent.id) is link
    assert emitted()[-4:] == ["invoice.revised", "invoice.submitted", "invoice.approved", "invoice.sent"]


def test_a_changed_link_ends_the_old_one(session: Session, firm: Firm, sent: Invoice) -> None:
    old = find_live_link(session, invoice_id=sent.id)
    revoke_link(session, invoice_id=sent.id, actor=firm.dewi, now=NOW)
    fresh = find_live_link(session, invoice_id=sent.id)
    assert old
    assert fresh
    assert old.token != fresh.token
    assert old.revoked_at == NOW


def test_resending_uses_the_same_link(session: Session, firm: Firm, sent: Invoice) -> None:
    resend_invoice(session, invoice_id=sent.id, actor=firm.dewi, now=NOW)
    assert len(session.scalars(select(AccessLink)).all()) == 1


def test_a_void_invoice_keeps_its_number_and_frees_the_visit(session: Session, firm: Firm, sent: Invoice) -> None:
    void_invoice(session, invoice_id=sent.id, actor=firm.dewi, reason="Salah pelanggan", now=NOW)
    again = draft_invoice(session, visit_id=firm.visit.id, actor=firm.dewi, now=NOW)
    assert (sent.status, sent.number, again.number) == ("VOID", "INV/2026/XI/0001", "INV/2026/XI/0002")


def test_money_that_came_in_forbids_a_void(session: Session, firm: Firm, sent: Invoice) -> None:
    record_payment(session, invoice_id=sent.id, actor=firm.dewi, amount_idr=1, paid_on=NOW.date(), now=NOW)
    with pytest.raises(DomainError, match="Sudah ada pembayaran"):
        void_invoice(session, invoice_id=sent.id, actor=firm.dewi, reason="-", now=NOW)


def test_cs_hears_of_overdue_invoices_once_a_day(
    session: Session, firm: Firm, sent: Invoice, emitted: Callable[[], list[str]]
) -> None:
    late = NOW + timedelta(days=15)
    assert announce_overdue(session, now=NOW) is False
    assert announce_overdue(session, now=late) is True
    announce_overdue(session, now=late)
    assert emitted().count("invoice.overdue") == 1


def test_two_people_who_decide_at_once_decide_once(committed_app: object, open_session: Callable[[], Session]) -> None:
    first = open_session()
    firm = make_firm(first)
    tono = factories.make_sales(first, "Tono")
    invoice = pending(first, firm)
    first.commit()
    rina, other = open_session(), open_session()
    approve_invoice(rina, invoice_id=invoice.id, actor=rina.merge(firm.rina), now=NOW)
    asked = {"invoice_id": invoice.id, "actor": other.merge(tono), "reason": "-", "now": NOW}
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(reject_invoice, other, **asked)
        wait_until_blocked(first)
        rina.commit()
        with pytest.raises(NotAvailable):
            waiting.result(timeout=60)


def test_sales_own_change_of_price_is_theirs_in_the_history(client: FlaskClient, session: Session, firm: Firm) -> None:
    invoice = pending(session, firm)
    reprice_invoice(session, invoice_id=invoice.id, actor=firm.rina, discount_idr=50_000, reason="Langganan", now=NOW)
    approval = session.scalars(select(Approval).where(Approval.revision == 2)).one()
    assert (approval.repriced_by_id, approval.submitted_by_id) == (firm.rina.id, firm.dewi.id)
    session.commit()
    sign_in(client, firm.dewi)
    assert "Rina (mengubah harga)" in client.get(f"/admin/invoices/details/?id={invoice.id}").text


def test_cs_takes_back_what_sales_has_not_decided_and_the_work_may_be_reopened(session: Session, firm: Firm) -> None:
    invoice = pending(session, firm)
    reopen = {"visit_id": firm.visit.id, "actor": firm.dewi, "now": NOW, "reason": "Masih bocor"}
    with pytest.raises(NotAvailable, match=invoice.number):
        resume_work(session, **reopen)
    revise_invoice(session, invoice_id=invoice.id, actor=firm.dewi, reason="Dibuka kembali", now=NOW)
    with pytest.raises(NotAvailable):
        approve_invoice(session, invoice_id=invoice.id, actor=firm.rina, now=NOW)
    resume_work(session, **reopen)
    assert "submit" not in list_open_steps(session, INVOICE_FLOW, invoice, actor=firm.dewi)
    with pytest.raises(NotAvailable, match="dibuka kembali"):
        submit_invoice(session, invoice_id=invoice.id, actor=firm.dewi, now=NOW)
    finish_anyway(session, visit_id=firm.visit.id, actor=firm.dewi, now=NOW, reason="Beres")
    assert submit_invoice(session, invoice_id=invoice.id, actor=firm.dewi, now=NOW).revision == 2
