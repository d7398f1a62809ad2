"""What an invoice comes to: the one place where money is multiplied and rounded.

Quantities are Decimals, money is whole rupiah. Rounding is half up and happens once for each figure, always from
unrounded values: a line is quantity × price; with net = subtotal - discount, DPP nilai lain is net × 11/12 and PPN is
net × 11/12 × 12 %, computed from net itself and not from the rounded DPP nilai lain.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, Protocol

from app.core.money import round_half_up, share


@dataclass(frozen=True, slots=True)
class TaxRule:
    """`percent` of `numerator/denominator` of the net price; 0 percent means no PPN at all."""

    percent: int
    numerator: int = 11
    denominator: int = 12


NO_TAX = TaxRule(0)


class Priced(Protocol):
    """What a line must tell."""

    @property
    def quantity(self) -> Any: ...
    @property
    def base_price_idr(self) -> Any: ...
    @property
    def price_idr(self) -> Any: ...


@dataclass(frozen=True, slots=True)
class Figures:
    """The columns of an invoice; total = subtotal - discount + ppn."""

    base_idr: int
    subtotal_idr: int
    discount_idr: int
    tax_base_idr: int
    ppn_idr: int
    total_idr: int

    def as_columns(self) -> dict[str, int]:
        return asdict(self)


def line_amount(quantity: Decimal, price_idr: int) -> int:
    return round_half_up(quantity * price_idr)


def figures_of(lines: Iterable[Priced], *, discount_idr: int, rule: TaxRule) -> Figures:
    """The figures of these lines; `discount_idr` must lie between 0 and the subtotal."""
    priced = list(lines)
    base = sum(line_amount(line.quantity, line.base_price_idr) for line in priced)
    subtotal = sum(line_amount(line.quantity, line.price_idr) for line in priced)
    net = subtotal - discount_idr
    tax_base = share(net, rule.numerator, rule.denominator) if rule.percent else 0
    ppn = share(net, rule.numerator * rule.percent, rule.denominator * 100)
    return Figures(base, subtotal, discount_idr, tax_base, ppn, net + ppn)
