"""The invoice: drafted, rejected, revised, approved, sent, paid."""

import re
from typing import Any

import requests
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.models.access_links import AccessLink
from app.models.files.document import Document, DocumentKind
from app.models.finance.approval import Approval, ApprovalDecision
from app.models.finance.invoice import Invoice, InvoiceStatus
from app.models.finance.payment import Payment, PaymentStatus
from tests.journeys.panel import make_transition
from tests.journeys.registering import AGUS
from tests.journeys.working import photo_with_position
from tests.journeys.world import World, eventually

DISCOUNT = 50_000


def dewi_drafts_and_submits(world: World) -> None:
    """The lines come from the visit's work; sales hears of it in Telegram."""
    desk = world.page_of("dewi")
    desk.goto(f"/admin/visits/details/?id={world.ids['visit']}")
    desk.get_by_role("link", name="Buat invoice").click()
    desk.get_by_role("button", name="Buat draf invoice").click()
    desk.get_by_role("button", name="Simpan").last.click()
    desk.get_by_text("Isi invoice tersimpan").first.wait_for()
    invoice = world.one(select(Invoice).options(joinedload(Invoice.lines)))
    world.ids["invoice"] = invoice.id
    assert (invoice.status, invoice.drafted_by_id) == (InvoiceStatus.DRAFT, world.dewi.id)
    days = [(line.description.startswith("Tambah hari"), line.quantity) for line in invoice.lines]
    assert days == [(False, 2)], "two technicians on the day; the agreed day nobody worked is only offered"
    assert sum(line.amount_idr for line in invoice.lines) == invoice.subtotal_idr == 2 * 350_000
    make_transition(desk, page_of(world), "submit")
    assert bill(world).status == InvoiceStatus.PENDING


def rina_rejects(world: World) -> None:
    """With a reason, which Dewi reads in Telegram."""
    shown = world.told_by_telegram(bill(world).number, world.rina)
    assert "Setujui" in str(shown["reply_markup"])
    make_transition(world.page_of("rina"), page_of(world), "reject", reason="Beri diskon pelanggan baru")
    assert (bill(world).status, bill(world).revision) == (InvoiceStatus.REVISION, 2)
    world.told_by_telegram("Beri diskon pelanggan baru", world.dewi)


def buttons_of(shown: dict[str, Any]) -> list[Any]:
    return [button for row in (shown.get("reply_markup") or {}).get("inline_keyboard", []) for button in row]


def dewi_revises_and_submits_again(world: World) -> None:
    """The discount is in, and the button of the rejected revision no longer fits."""
    desk = world.page_of("dewi")
    desk.goto(page_of(world))
    desk.get_by_role("link", name="Ubah isi").click()
    desk.locator("[name=discount]").fill("50.000")
    desk.get_by_role("button", name="Simpan").last.click()
    desk.get_by_text("Isi invoice tersimpan").first.wait_for()
    make_transition(desk, page_of(world), "submit")
    assert bill(world).discount_idr == DISCOUNT
    fresh = world.told_by_telegram("revisi 2", world.rina)
    old = next(shown for shown in shown_to_rina(world) if shown["id"] != fresh["id"])
    assert not buttons_of(old), "the buttons of a decided revision are gone"
    said = world.answer_in_telegram(world.tap_data_in_telegram(world.rina, old, f"approve:{bill(world).id}:1"))
    assert "sudah berubah" in said
    assert bill(world).status == InvoiceStatus.PENDING


def rina_approves_in_telegram(world: World) -> None:
    """One press: the PDF is made, the link goes to the customer."""
    fresh = world.told_by_telegram("revisi 2", world.rina)
    said = world.answer_in_telegram(world.tap_in_telegram(world.rina, fresh, "Setujui"))
    assert "disetujui" in said
    decisions = world.rows(select(Approval.decision).order_by(Approval.id))
    assert decisions == [ApprovalDecision.REJECTED, ApprovalDecision.APPROVED]
    eventually(lambda: bill(world).status == InvoiceStatus.SENT, "sent invoice")
    assert bill(world).approved_by_id == world.rina.id


def pak_agus_pays(world: World) -> None:
    """The link from WhatsApp, the PDF that is the same every time, the proof of the transfer."""
    invoice = bill(world)
    told = world.told_by_whatsapp(invoice.number, AGUS)
    link = world.one(select(AccessLink).where(AccessLink.invoice_id == invoice.id))
    assert f"{world.site.url}/i/{link.token}" in told
    documents = {requests.get(f"{world.site.url}/i/{link.token}/pdf", timeout=30).content for _ in range(2)}
    assert [paper[:5] for paper in documents] == [b"%PDF-"]
    phone = world.pages["agus"] = world.open_page("phone", viewport={"width": 360, "height": 780})
    phone.goto(f"/i/{link.token}")
    assert re.sub(r"\D", "", phone.locator("[name=amount_idr]").input_value()) == str(invoice.total_idr)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    phone.locator("[name=proof]").set_input_files(
        {"name": "transfer.jpg", "mimeType": "image/jpeg", "buffer": photo_with_position("BEFORE")}
    )
    phone.get_by_role("button", name="Kirim bukti").click()
    phone.get_by_text("segera kami periksa").first.wait_for()
    payment = world.one(select(Payment))
    assert (payment.status, payment.amount_idr) == (PaymentStatus.PENDING, invoice.total_idr)


def dewi_verifies_the_money(world: World) -> None:
    """Lunas, and the receipt goes back by WhatsApp."""
    payment = world.one(select(Payment))
    world.told_by_telegram("Bukti pembayaran baru", world.dewi)
    total = str(bill(world).total_idr)
    make_transition(world.page_of("dewi"), f"/admin/payments/details/?id={payment.id}", "verify", amount_idr=total)
    paid = bill(world)
    assert (paid.status, paid.paid_idr) == (InvoiceStatus.PAID, paid.total_idr)
    told = world.told_by_whatsapp("Kuitansi", AGUS)
    assert "Lunas" in told
    receipt = select(Document).where(Document.kind == DocumentKind.RECEIPT, Document.file_id.is_not(None))
    eventually(lambda: world.rows(receipt), "receipt as a PDF")
    address = re.findall(r"https?://\S+/receipt/\d+", told)[0]
    assert requests.get(address, timeout=30).content.startswith(b"%PDF-")
    phone = world.pages["agus"]
    phone.reload()
    phone.get_by_text("Lunas").first.wait_for()


def bill(world: World) -> Invoice:
    return world.get(Invoice, world.ids["invoice"])


def page_of(world: World) -> str:
    return f"/admin/invoices/details/?id={world.ids['invoice']}"


def shown_to_rina(world: World) -> list[dict[str, object]]:
    chats = list(world.telegram.messages.items())
    return [{"id": number, **shown} for (chat, number), shown in chats if chat == world.rina.telegram_chat_id]
