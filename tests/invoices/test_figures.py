"""Money: sums that hold for any invoice, and the ones an accountant would check by hand."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from workflows.invoices.figures import NO_TAX, TaxRule, figures_of, line_amount

PMK_131 = TaxRule(12, 11, 12)


@dataclass(frozen=True)
class Line:
    quantity: Decimal
    base_price_idr: int
    price_idr: int


quantities = st.decimals("0.01", "9999.99", places=2)
prices = st.integers(0, 10**11)
some_lines = st.lists(st.builds(Line, quantities, prices, prices), min_size=1, max_size=40)
rules = st.sampled_from([PMK_131, TaxRule(12, 1, 1), TaxRule(11, 1, 1), NO_TAX])


def half_up(value: Fraction) -> int:
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


@given(some_lines, rules, st.data())
def test_total_is_subtotal_less_discount_plus_ppn(lines: list[Line], rule: TaxRule, data: st.DataObject) -> None:
    subtotal = sum(line_amount(line.quantity, line.price_idr) for line in lines)
    discount = data.draw(st.integers(0, subtotal))
    figures = figures_of(lines, discount_idr=discount, rule=rule)
    assert figures.subtotal_idr == subtotal
    assert figures.total_idr == figures.subtotal_idr - figures.discount_idr + figures.ppn_idr
    assert figures.ppn_idr >= 0
    assert figures.total_idr >= 0


@given(some_lines, rules, st.data())
def test_ppn_is_rounded_once_from_the_unrounded_base(lines: list[Line], rule: TaxRule, data: st.DataObject) -> None:
    subtotal = sum(line_amount(line.quantity, line.price_idr) for line in lines)
    discount = data.draw(st.integers(0, subtotal))
    figures = figures_of(lines, discount_idr=discount, rule=rule)
    exact = Fraction(subtotal - discount) * rule.numerator / rule.denominator * rule.percent / 100
    assert figures.ppn_idr == half_up(exact)


@given(quantities, prices)
def test_a_line_is_quantity_times_price_rounded_half_up(quantity: Decimal, price: int) -> None:
    assert line_amount(quantity, price) == half_up(Fraction(quantity) * price)


@given(some_lines)
def test_the_figures_do_not_depend_on_the_order_of_the_lines(lines: list[Line]) -> None:
    assert figures_of(lines, discount_idr=0, rule=PMK_131) == figures_of(lines[::-1], discount_idr=0, rule=PMK_131)


def test_the_example_of_the_regulation() -> None:
    figures = figures_of([Line(Decimal(1), 750_000, 750_000)], discount_idr=0, rule=PMK_131)
    assert (figures.tax_base_idr, figures.ppn_idr, figures.total_idr) == (687_500, 82_500, 832_500)


def test_half_a_rupiah_goes_up() -> None:
    assert line_amount(Decimal("0.5"), 1) == 1
    assert figures_of([Line(Decimal(50), 0, 1)], discount_idr=0, rule=PMK_131).ppn_idr == 6  # 5,5


def test_a_firm_that_is_no_pkp_charges_no_ppn() -> None:
    figures = figures_of([Line(Decimal(3), 100, 90)], discount_idr=70, rule=NO_TAX)
    assert (figures.base_idr, figures.tax_base_idr, figures.ppn_idr, figures.total_idr) == (300, 0, 0, 200)


def test_what_the_rounding_is_compared_with() -> None:
    assert half_up(Fraction(11, 2)) == int(Decimal("5.5").quantize(Decimal(1), ROUND_HALF_UP))
