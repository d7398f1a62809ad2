"""The transitions of invoices: drafted by CS, priced and approved by sales, paid by the customer."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    column,
    exists,
    table,
)

from app.core.errors import DomainError, NotAllowed, NotAvailable
from app.core.flow import Action, Ask, Condition, Flow, Transition
from app.core.i18n import N_
from app.models.accounts.user import DESK, Role
from app.models.finance.invoice import Invoice, InvoiceStatus
from app.models.visits.visit import VisitTicket
from app.models.visits.visit_status import FINISHED

_S = InvoiceStatus


class OwnInvoice(NotAllowed):
    code = "own_invoice"
    sentence = N_("Invoice yang Anda buat, ubah atau ajukan sendiri harus diputuskan orang lain.")


class MoneyCameIn(DomainError):
    code = "money_came_in"
    sentence = N_("Sudah ada pembayaran untuk invoice ini. Buat revisi, jangan dibatalkan.")


_approvals = table("approvals", column("invoice_id"), column("revision"), column("submitted_by_id"))


def _is_others(actor: Any) -> ColumnElement[bool]:
    """Neither drafted, edited nor submitted by the actor."""
    submitted = (
        _approvals.c.invoice_id == Invoice.id,
        _approvals.c.revision == Invoice.revision,
        _approvals.c.submitted_by_id == actor.id,
    )
    return and_(
        Invoice.drafted_by_id.is_distinct_from(actor.id),
        ~Invoice.edited_by_ids.contains([actor.id]),
        ~exists().where(*submitted),
    )


class WorkGoesOn(NotAvailable):
    code = "work_goes_on"
    sentence = N_("Kunjungan ini dibuka kembali. Invoicenya dapat diajukan setelah pekerjaan selesai.")


def _is_work_ended(_actor: Any) -> ColumnElement[bool]:
    going_on = (VisitTicket.id == Invoice.visit_id, VisitTicket.status.not_in(FINISHED))
    return ~exists().where(*going_on)


WORK_ENDED = Condition(_is_work_ended, WorkGoesOn)
FOUR_EYES = Condition(_is_others, OwnInvoice)
UNPAID = Condition(lambda _actor: Invoice.paid_idr == 0, MoneyCameIn)

INVOICE_FLOW = Flow(
    "invoice",
    Invoice,
    InvoiceStatus,
    {
        "submit": Transition(
            {_S.DRAFT, _S.REVISION},
            _S.PENDING,
            by=DESK,
            label=N_("Ajukan ke sales"),
            when=(WORK_ENDED,),
            tone="primary",
            bulk=True,
            fact="invoice.submitted",
        ),
        "approve": Transition(
            {_S.PENDING},
            _S.APPROVED,
            by={Role.SALES, Role.ADMIN},
            when=(FOUR_EYES,),
            decides=True,
            label=N_("Setujui"),
            tone="positive",
            confirm=N_("Invoice akan dikirim ke pelanggan."),
            fresh=True,
            fact="invoice.approved",
        ),
        "reprice": Action(
            {_S.PENDING},
            by={Role.SALES, Role.ADMIN},
            when=(FOUR_EYES,),
            decides=True,
            label=N_("Ubah diskon / harga akhir"),
            asks=(
                Ask("discount_idr", N_("Diskon"), "money", minimum=0, required=False),
                Ask("final_idr", N_("Atau harga akhir (sebelum PPN)"), "money", minimum=0, required=False),
                Ask("reason", N_("Alasan"), "long_text"),
            ),
            fact="invoice.repriced",
        ),
        "reject": Transition(
            {_S.PENDING},
            _S.REVISION,
            by={Role.SALES, Role.ADMIN},
            when=(FOUR_EYES,),
            decides=True,
            label=N_("Tolak"),
            tone="danger",
            asks=(Ask("reason", N_("Alasan penolakan"), "long_text"),),
            fact="invoice.rejected",
        ),
        "revise": Transition(
            {_S.PENDING, _S.APPROVED, _S.SENT},
            _S.REVISION,
            by=DESK,
            label=N_("Revisi"),
            tone="warning",
            asks=(Ask("reason", N_("Alasan revisi"), "long_text"),),
            fact="invoice.revised",
        ),
        "send": Transition({_S.APPROVED}, _S.SENT, by=frozenset(), label=N_("Terkirim"), fact="invoice.sent"),
        "resend": Action({_S.SENT}, by=DESK, label=N_("Kirim ulang tautan")),
        "revoke_link": Action(
            {_S.APPROVED, _S.SENT, _S.REVISION, _S.PAID},
            by=DESK,
            label=N_("Ganti tautan"),
            tone="warning",
            confirm=N_("Tautan lama tidak berlaku lagi dan tautan baru dibuat."),
        ),
        "record_payment": Action(
            {_S.SENT},
            by=DESK,
            label=N_("Catat pembayaran"),
            asks=(
                Ask("amount_idr", N_("Jumlah"), "money", minimum=1),
                Ask("paid_on", N_("Tanggal bayar"), "day"),
                Ask("note", N_("Catatan"), "text", required=False),
            ),
            fresh=True,
        ),
        "mark_paid": Transition({_S.SENT}, _S.PAID, by=frozenset(), label=N_("Lunas"), fact="invoice.paid"),
        "reopen": Transition(
            {_S.PAID}, _S.SENT, by=frozenset(), label=N_("Pembayaran ditarik kembali"), fact="invoice.reopened"
        ),
        "void": Transition(
            {_S.DRAFT, _S.PENDING, _S.REVISION, _S.APPROVED, _S.SENT},
            _S.VOID,
            by=DESK,
            when=(UNPAID,),
            label=N_("Batalkan (void)"),
            tone="danger",
            asks=(Ask("reason", N_("Alasan pembatalan"), "long_text"),),
            fresh=True,
            fact="invoice.voided",
        ),
    },
    subject="invoice_id",
    content=("revision", "version"),
    labels={
        _S.DRAFT: N_("Draf"),
        _S.PENDING: N_("Menunggu persetujuan"),
        _S.REVISION: N_("Ditolak (revisi)"),
        _S.APPROVED: N_("Disetujui"),
        _S.SENT: N_("Terkirim"),
        _S.PAID: N_("Lunas"),
        _S.VOID: N_("Dibatalkan"),
    },
    tones={
        _S.DRAFT: "neutral",
        _S.PENDING: "warning",
        _S.REVISION: "danger",
        _S.APPROVED: "positive",
        _S.SENT: "primary",
        _S.PAID: "positive",
        _S.VOID: "neutral",
    },
    facts={"created": "invoice.drafted"},
)
