"""Invoices in every state, with lines, approvals, links and payments."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import cycle
from random import Random
from typing import Any

from app.core.clock import local_day
from app.core.money import round_half_up, share
from app.demo.finance.prices import write_prices
from app.demo.row_batches import RowBatches
from app.demo.staff.people import People
from app.demo.visits.plan import Plan
from app.demo.vocabulary import PRICES
from app.models.access_links import AccessLink, LinkKind
from app.models.finance.approval import Approval, ApprovalDecision
from app.models.finance.invoice import Invoice, InvoiceLine, InvoiceStatus
from app.models.finance.payment import Payment, PaymentMethod, PaymentStatus
from app.models.visits.visit import VisitStatus
from workflows.numbering import ROMAN_MONTHS

_S = InvoiceStatus
PAYMENT_DAYS = 14
# what becomes of visits that are done and not yet closed, in turn; None: nobody has drafted an invoice yet
DONE_STATES = (_S.PENDING, _S.DRAFT, None, _S.SENT, _S.PENDING, _S.REVISION, None, _S.APPROVED, _S.DRAFT, _S.SENT, None)


@dataclass(slots=True)
class Bill:
    """An invoice before its rows are written."""

    plan: Plan
    status: InvoiceStatus
    drafted: datetime
    lines: list[dict[str, Any]]
    discount: int = 0
    invoice_id: int = 0
    total: int = 0
    paid_at: datetime | None = None


def write_invoices(book: RowBatches, random: Random, people: People, plans: list[Plan], now: datetime) -> list[Bill]:
    price_ids = write_prices(book, people.skill_ids)
    turn = cycle(DONE_STATES)
    bills = [bill for plan in plans if (bill := _bill(random, plan, price_ids, turn, now))]
    bills.sort(key=lambda bill: bill.drafted)
    numbers: dict[int, int] = {}
    for bill in bills:
        year = local_day(bill.drafted, "Asia/Jakarta").year
        numbers[year] = numbers.get(year, 0) + 1
        _write_invoice(book, random, people, bill, numbers[year], now)
    receipts: dict[int, int] = {}
    for row in sorted((r for r in book.rows(Payment) if r["status"] == PaymentStatus.PAID), key=lambda r: r["paid_at"]):
        day = local_day(row["paid_at"], "Asia/Jakarta")
        receipts[day.year] = receipts.get(day.year, 0) + 1
        row["receipt_number"] = f"KWT/{day.year}/{ROMAN_MONTHS[day.month - 1]}/{receipts[day.year]:04d}"
    return bills


def _bill(
    random: Random, plan: Plan, price_ids: dict[str, int], turn: Iterator[InvoiceStatus | None], now: datetime
) -> Bill | None:
    if plan.finished is None:
        return None
    if plan.status == VisitStatus.CLOSED:
        drafted = (plan.closed or plan.finished) - timedelta(minutes=4)
        age = (now - drafted).days
        chance = 0.97 if age > 30 else 0.75 if age > 12 else 0.35
        status = _S.PAID if random.random() < chance else random.choice((_S.SENT, _S.SENT, _S.SENT, _S.VOID))
    else:
        drafted = min(plan.finished + timedelta(hours=1), now - timedelta(minutes=2))
        chosen = next(turn)
        if chosen is None:
            return None
        status = chosen
    bill = Bill(plan, status, drafted, _lines(random, plan, price_ids))
    subtotal = sum(line["amount_idr"] for line in bill.lines)
    if random.random() < 0.2 and status != _S.DRAFT:
        bill.discount = round_half_up(Decimal(subtotal) * random.choice((5, 10)) / 100 / 1000) * 1000
    return bill


def _lines(random: Random, plan: Plan, price_ids: dict[str, int]) -> list[dict[str, Any]]:
    prices = {code: (name, unit, price) for code, name, _kind, unit, price in PRICES}
    wanted = [(plan.job[2], (plan.added_days + 1) * max(len(plan.team), 1))]
    wanted += [(code, random.randint(1, 6) if prices[code][1] in {"m", "kg"} else 1) for code in plan.job[4]]
    if plan.place.city != "Kota Bandung" and random.random() < 0.5:
        wanted.append(("TRANSPORT", 1))
    lines = []
    for position, (code, quantity) in enumerate(wanted, 1):
        name, unit, base = prices[code]
        price = round_half_up(Decimal(base) * random.choice((100, 100, 100, 95, 110)) / 100)
        lines.append(
            {
                "price_item_id": price_ids[code],
                "position": position,
                "description": name,
                "unit": unit,
                "quantity": Decimal(quantity),
                "base_price_idr": base,
                "price_idr": price,
                "amount_idr": quantity * price,
            }
        )
    return lines


def _write_invoice(book: RowBatches, random: Random, people: People, bill: Bill, number: int, now: datetime) -> None:
    day = local_day(bill.drafted, "Asia/Jakarta")
    figures = _figures(bill)
    times = _times(random, bill, now)
    sales = random.choice(people.sales)
    sent, partly = times["sent_at"], bill.status == _S.SENT and random.random() < 0.25
    paid = bill.total if bill.paid_at else bill.total // 2 if partly else 0
    reasons = {_S.REVISION: "Diskon terlalu besar untuk pelanggan baru", _S.VOID: "Salah tiket"}
    bill.invoice_id = book.add(
        Invoice,
        number=f"INV/{day.year}/{ROMAN_MONTHS[day.month - 1]}/{number:04d}",
        visit_id=bill.plan.visit_id,
        customer_id=bill.plan.place.customer_id,
        status=bill.status,
        revision=2 if bill.status == _S.REVISION else 1,
        issue_date=day,
        due_date=day + timedelta(days=PAYMENT_DAYS),
        paid_idr=paid,
        ppn_percent=12,
        drafted_by_id=bill.plan.cs,
        approved_by_id=sales if times["approved_at"] else None,
        reason=reasons.get(bill.status, ""),
        **figures,
        **times,
    )
    for line in bill.lines:
        book.add(InvoiceLine, invoice_id=bill.invoice_id, **line)
    if times["submitted_at"]:
        _write_approval(book, bill, figures, times["submitted_at"], times["updated_at"], sales)
    if sent:
        _write_link(book, random, bill, sent)
        _write_payments(book, random, bill, sent, paid, now)


def _figures(bill: Bill) -> dict[str, int]:
    subtotal = sum(line["amount_idr"] for line in bill.lines)
    net = subtotal - bill.discount
    ppn = share(net, 11 * 12, 12 * 100)
    bill.total = net + ppn
    return {
        "base_idr": sum(round_half_up(line["quantity"] * line["base_price_idr"]) for line in bill.lines),
        "subtotal_idr": subtotal,
        "discount_idr": bill.discount,
        "tax_base_idr": share(net, 11, 12),
        "ppn_idr": ppn,
        "total_idr": bill.total,
    }


def _times(random: Random, bill: Bill, now: datetime) -> dict[str, Any]:
    """`updated_at` of an invoice that is not sent yet is when sales decided."""
    submitted = None if bill.status == _S.DRAFT else bill.drafted + timedelta(minutes=3)
    decided = min(submitted + timedelta(minutes=random.randint(5, 90)), now) if submitted else None
    approved = decided if bill.status in {_S.APPROVED, _S.SENT, _S.PAID} else None
    sent = min(approved + timedelta(minutes=1), now) if approved and bill.status != _S.APPROVED else None
    if bill.status == _S.PAID and sent:
        bill.paid_at = min(sent + timedelta(days=random.uniform(0.1, 16)), now)
    return {
        "created_at": bill.drafted,
        "submitted_at": submitted,
        "approved_at": approved,
        "sent_at": sent,
        "paid_at": bill.paid_at,
        "voided_at": min(bill.drafted + timedelta(hours=3), now) if bill.status == _S.VOID else None,
        "updated_at": decided or bill.drafted,
    }


def _write_link(book: RowBatches, random: Random, bill: Bill, sent: datetime) -> None:
    book.add(
        AccessLink,
        kind=LinkKind.INVOICE,
        token=f"demo{random.getrandbits(112):028x}",
        visit_id=bill.plan.visit_id,
        invoice_id=bill.invoice_id,
        created_at=sent,
    )


def _write_approval(
    book: RowBatches, bill: Bill, figures: dict[str, int], submitted: datetime, decided: datetime | None, sales: int
) -> None:
    decision = {_S.PENDING: None, _S.REVISION: ApprovalDecision.REJECTED, _S.VOID: None}.get(
        bill.status, ApprovalDecision.APPROVED
    )
    lines = [
        {
            **{k: v for k, v in line.items() if k not in {"price_item_id", "position"}},
            "quantity": f"{line['quantity']:f}",
        }
        for line in bill.lines
    ]
    due = local_day(bill.drafted, "Asia/Jakarta") + timedelta(days=PAYMENT_DAYS)
    book.add(
        Approval,
        invoice_id=bill.invoice_id,
        revision=1,
        figures={**figures, "due_date": due.isoformat(), "lines": lines},
        submitted_by_id=bill.plan.cs,
        submitted_at=submitted,
        decision=decision,
        decided_by_id=sales if decision else None,
        decided_at=decided if decision else None,
        reason="Diskon terlalu besar untuk pelanggan baru" if decision == ApprovalDecision.REJECTED else "",
        created_at=submitted,
    )


def _write_payments(book: RowBatches, random: Random, bill: Bill, sent: datetime, paid: int, now: datetime) -> None:
    gateway = bill.paid_at is not None and random.random() < 0.25
    at = bill.paid_at or min(sent + timedelta(days=2), now - timedelta(minutes=1))
    method = PaymentMethod.GATEWAY if gateway else PaymentMethod.TRANSFER
    shared = {"invoice_id": bill.invoice_id, "method": method, "created_at": at}
    if paid:
        book.add(
            Payment,
            **shared,
            status=PaymentStatus.PAID,
            amount_idr=paid,
            paid_at=at,
            order_id=f"DEMO-{bill.invoice_id}" if gateway else None,
            verified_by_id=None if gateway else bill.plan.cs,
            verified_at=at,
            receipt_number=None,
        )
    elif random.random() < 0.4:
        book.add(
            Payment,
            **shared,
            status=PaymentStatus.PENDING,
            amount_idr=bill.total,
            paid_at=None,
            note="Bukti transfer dari pelanggan",
        )
