"""A payment as Midtrans reports it, in notifications and in answers to Get Status alike."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from integrations.shapes import fingerprint, items, reach, storable, text, unique_key

LARGEST = 10**13
DIGITS = re.compile(r"([0-9]{1,13})(\.0{1,2})?", re.ASCII)
AMOUNT = re.compile(r"(0|[1-9][0-9]{0,12})\.([0-9]{2})", re.ASCII)


class Verdict(StrEnum):
    """What a status means for our payment."""

    PENDING = "PENDING"
    PAID = "PAID"
    REVIEW = "REVIEW"
    FAILED = "FAILED"
    EXPIRED = "EXPIRED"
    REFUNDED = "REFUNDED"


_PLAIN = {
    "pending": Verdict.PENDING,
    "authorize": Verdict.PENDING,
    "deny": Verdict.FAILED,
    "cancel": Verdict.FAILED,
    "failure": Verdict.FAILED,
    "expire": Verdict.EXPIRED,
    "refund": Verdict.REFUNDED,
    "partial_refund": Verdict.REFUNDED,
    "chargeback": Verdict.REFUNDED,
    "partial_chargeback": Verdict.REFUNDED,
}


def verdict(transaction_status: str | None, fraud_status: str | None = None) -> Verdict:
    """Judge a status; whatever is not clearly good or clearly bad goes to a person as REVIEW."""
    if transaction_status == "settlement":
        return Verdict.PAID if fraud_status in {None, "", "accept"} else Verdict.REVIEW
    if transaction_status == "capture":
        judged = {"accept": Verdict.PAID, "deny": Verdict.FAILED}
        return judged.get(fraud_status or "", Verdict.REVIEW)
    return _PLAIN.get(transaction_status or "", Verdict.REVIEW)


@dataclass(frozen=True, slots=True)
class PaymentNotification:
    """The state of one transaction; `amount_idr` is what our bill asked for, None when that is not whole rupiah.

    `gross_amount` is the signed sum: with the merchant's setting "fee on top" it holds the customer's fee as well.
    """

    order_id: str
    transaction_id: str
    transaction_status: str
    fraud_status: str | None
    status_code: str
    gross_amount: str
    amount_idr: int | None
    payment_type: str | None
    merchant_id: str | None
    refund_amount: str | None
    refunds: int  # how many parts have gone back so far
    raw: Mapping[str, Any] = field(repr=False)

    @property
    def verdict(self) -> Verdict:
        """What it means for our payment."""
        return verdict(self.transaction_status, self.fraud_status)

    @property
    def unique_key(self) -> str:
        """The inbox's identity; part of a refund may be followed by another part, told apart by amount and number."""
        parts = [self.order_id, self.transaction_id, self.transaction_status, self.status_code]
        return unique_key("mt", *parts, *([self.refunded] if self.refunded else []))

    @property
    def refunded(self) -> str:
        """What went back so far: the amount as told, from the second part on with the number of parts."""
        amount = self.refund_amount or ""
        return f"{amount} ({self.refunds})" if self.refunds > 1 else amount


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something to keep and ignore."""

    key: str
    raw: Mapping[str, Any] = field(repr=False)

    @property
    def unique_key(self) -> str:
        """The inbox's identity of this event."""
        return self.key


Event = PaymentNotification | Unknown


def parse(payload: Any) -> Event:
    """Read a transaction; Unknown when it lacks what identifies it."""
    kept = storable(payload)
    raw = kept if isinstance(kept, dict) else {"value": kept}
    names = ("order_id", "transaction_id", "transaction_status", "status_code", "gross_amount")
    found = {name: text(payload, name) for name in names}
    present = {name: value for name, value in found.items() if value is not None}
    if len(present) != len(names):
        return Unknown(f"mt:other:{fingerprint(kept)}", raw)
    return PaymentNotification(
        **present,
        fraud_status=text(payload, "fraud_status"),
        amount_idr=_billed(payload, present["gross_amount"]),
        payment_type=text(payload, "payment_type"),
        merchant_id=text(payload, "merchant_id"),
        refund_amount=text(payload, "refund_amount"),
        refunds=len(items(payload, "refunds")),
        raw=raw,
    )


def _billed(payload: Any, gross: str) -> int | None:
    """Gross without the fee the customer paid on top, where original + fee = gross holds; else gross itself."""
    amount = whole_rupiah(gross)
    for path in ("metadata", "extra_info", "gross_amount_info"), ("extra_info", "gross_amount_info"):
        names = ("original_amount", "gross_amount", "customer_imposed_payment_fee")
        original, whole, fee = (_digits(reach(payload, *path, name)) for name in names)
        if original is not None and fee is not None and whole == amount == original + fee:
            return original
    return amount


def _digits(value: Any) -> int | None:
    """`"10071"`, as the metadata has it, `"10071.0"`, `"10071.00"`, or the number itself."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return int(value) if 0 <= value < LARGEST and value == int(value) else None
    if not isinstance(value, str):
        return None
    match = DIGITS.fullmatch(value)
    return int(match[1]) if match else None


def whole_rupiah(amount: str) -> int | None:
    """Read "832500.00" strictly; None for anything else, cents included."""
    match = AMOUNT.fullmatch(amount)
    return int(match[1]) if match and match[2] == "00" else None
