"""From a finished visit to a draft, and what may be changed in it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core.errors import DomainError, Invalid, NotAllowed, NotAvailable
from app.models.accounts.user import Skill
from app.models.company import Company
from app.models.finance.invoice import Invoice, InvoiceLine, PriceKind
from app.models.visits.attendance import Attendance
from app.models.visits.visit import VisitStatus
from tests import factories
from tests.factories import NOW
from tests.invoices.conftest import LABOUR_IDR, STARTED, Firm, make_done_visit, make_presence, make_price
from tests.support.people import sign_in, submit
from workflows.invoices import LineEdit, draft_invoice, edit_invoice, list_proposed_lines, submit_invoice


def draft(session: Session, firm: Firm) -> Invoice:
    return draft_invoice(session, visit_id=firm.visit.id, actor=firm.dewi, now=NOW)


def edits(invoice: Invoice) -> list[LineEdit]:
    return [LineEdit(x.id, x.price_item_id, x.description, x.unit, x.quantity, x.price_idr) for x in invoice.lines]


def edit(session: Session, firm: Firm, invoice: Invoice, lines: list[LineEdit], **given: object) -> Invoice:
    facts = {
        "version": invoice.version,
        "discount_idr": 0,
        "note": "",
        "due_date": invoice.due_date,
        "actor": firm.dewi,
    }
    return edit_invoice(session, invoice_id=invoice.id, lines=lines, now=NOW, **facts | given)  # type: ignore[arg-type]


def test_a_draft_bills_every_day_of_every_technician(session: Session, firm: Firm) -> None:
    invoice = draft(session, firm)
    [line] = invoice.lines
    assert (line.quantity, line.price_idr, line.amount_idr) == (3, LABOUR_IDR, 3 * LABOUR_IDR)
    assert line.description == "Jasa teknisi (2 teknisi)"
    assert invoice.number == "INV/2026/XI/0001"
    assert invoice.due_date == invoice.issue_date + timedelta(days=14)
    assert (invoice.tax_base_idr, invoice.ppn_idr, invoice.total_idr) == (962_500, 115_500, 1_165_500)


def test_added_days_are_a_line_of_their_own(session: Session, firm: Firm) -> None:
    visit = make_done_visit(session, added_days=1)
    make_presence(session, visit, factories.make_technician(session, "Wayan"), 0, 1)
    invoice = draft_invoice(session, visit_id=visit.id, actor=firm.dewi, now=NOW)
    assert [(line.description, line.quantity) for line in invoice.lines] == [
        ("Jasa teknisi (1 teknisi)", 1),
        ("Tambah hari: jasa teknisi", 1),
    ]


def test_an_approved_extra_day_that_nobody_worked_is_only_offered(session: Session, firm: Firm) -> None:
    visit = make_done_visit(session, added_days=1)
    make_presence(session, visit, factories.make_technician(session, "Wayan"), 0)
    make_presence(session, visit, factories.make_technician(session, "Ketut"))
    offered = [(line.key, int(line.quantity), line.is_on) for line in list_proposed_lines(session, visit)]
    assert offered == [("planned", 1, True), ("not_worked", 2, False)]
    invoice = draft_invoice(session, visit_id=visit.id, actor=firm.dewi, now=NOW)
    assert [line.quantity for line in invoice.lines] == [1]


def test_what_is_only_offered_is_billed_when_cs_ticks_it(client: FlaskClient, session: Session, firm: Firm) -> None:
    visit = make_done_visit(session, added_days=1)
    make_presence(session, visit, factories.make_technician(session, "Wayan"), 0)
    session.commit()
    sign_in(client, firm.dewi)
    page = f"/admin/invoices/draft?visit_id={visit.id}"
    assert "tidak ada yang check-in" in client.get(page).text
    assert submit(client, page, line=["planned", "not_worked"]).status_code == 302
    assert [line.quantity for line in session.scalars(select(InvoiceLine))] == [1, 1]


@pytest.mark.parametrize("status", ["QUESTIONED", "REJECTED"])
def test_check_ins_that_are_not_believed_are_no_person_days(
    client: FlaskClient, session: Session, firm: Firm, status: str
) -> None:
    visit = make_done_visit(session)
    make_presence(session, visit, factories.make_technician(session, "Wayan"), 0, 1, 2, 3)
    made_up = update(Attendance).where(Attendance.visit_id == visit.id, Attendance.work_date > STARTED.date())
    session.execute(made_up.values(status=status, doubt="DAY_JUMP", device_at=STARTED))
    session.commit()
    offered = [(line.key, int(line.quantity), line.is_on) for line in list_proposed_lines(session, visit)]
    questioned = [("questioned", 3, False)] if status == "QUESTIONED" else []
    assert offered == [("planned", 1, True), *questioned]
    sign_in(client, firm.dewi)
    page = client.get(f"/admin/invoices/draft?visit_id={visit.id}").text
    assert ("Jam ponsel" in page and "Jam diterima" in page) is (status == "QUESTIONED")
    assert sum(line.quantity for line in draft_invoice(session, visit_id=visit.id, actor=firm.dewi, now=NOW).lines) == 1


def test_work_that_nobody_believes_at_all_is_not_billed_as_planned(session: Session, firm: Firm) -> None:
    visit = make_done_visit(session)
    make_presence(session, visit, factories.make_technician(session, "Wayan"), 0)
    session.execute(update(Attendance).where(Attendance.visit_id == visit.id).values(status="REJECTED"))
    assert draft_invoice(session, visit_id=visit.id, actor=firm.dewi, now=NOW).lines == []


@pytest.mark.parametrize(("skill", "price"), [("VRF", 850_000), ("Listrik", LABOUR_IDR), (None, LABOUR_IDR)])
def test_labour_is_billed_at_the_price_of_the_visits_skill(
    session: Session, firm: Firm, skill: str | None, price: int
) -> None:
    skills = {name: Skill(name=name) for name in ("VRF", "Listrik")}
    session.add_all(skills.values())
    session.flush()
    make_price(session, "JASA-VRF", 850_000, kind=PriceKind.LABOUR, skill_id=skills["VRF"].id)
    visit = make_done_visit(session, skill_id=skills[skill].id if skill else None)
    assert [line.price_idr for line in list_proposed_lines(session, visit)] == [price]


def test_without_a_price_for_the_skill_none_of_another_is_taken(session: Session, firm: Firm) -> None:
    vrf = Skill(name="VRF")
    session.add(vrf)
    session.flush()
    firm.labour.skill_id = vrf.id
    assert [line.price_idr for line in list_proposed_lines(session, make_done_visit(session))] == [0]


def test_a_visit_without_check_ins_is_billed_as_planned(session: Session, firm: Firm) -> None:
    invoice = draft_invoice(session, visit_id=make_done_visit(session).id, actor=firm.dewi, now=NOW)
    assert invoice.lines[0].quantity == 4


@pytest.mark.parametrize("status", [VisitStatus.OPEN, VisitStatus.IN_PROGRESS])
def test_unfinished_work_is_not_billed(session: Session, firm: Firm, status: VisitStatus) -> None:
    visit = factories.make_visit(session, status=status)
    with pytest.raises(DomainError, match="setelah kunjungan selesai"):
        draft_invoice(session, visit_id=visit.id, actor=firm.dewi, now=NOW)


def test_a_visit_is_billed_once(session: Session, firm: Firm) -> None:
    draft(session, firm)
    with pytest.raises(DomainError, match="INV/2026/XI/0001"):
        draft(session, firm)


def test_sales_does_not_draft(session: Session, firm: Firm) -> None:
    with pytest.raises(NotAllowed):
        draft_invoice(session, visit_id=firm.visit.id, actor=firm.rina, now=NOW)


def test_a_firm_that_is_no_pkp_drafts_without_ppn(session: Session, firm: Firm) -> None:
    session.get_one(Company, 1).is_pkp = False
    invoice = draft(session, firm)
    assert (invoice.ppn_percent, invoice.ppn_idr, invoice.total_idr) == (0, 0, 3 * LABOUR_IDR)


def test_the_tax_rule_of_a_draft_does_not_follow_the_company(session: Session, firm: Firm) -> None:
    invoice = draft(session, firm)
    session.get_one(Company, 1).ppn_percent = 20
    assert edit(session, firm, invoice, edits(invoice)).total_idr == 1_165_500


def test_materials_come_from_the_price_list_and_remember_its_price(session: Session, firm: Firm) -> None:
    invoice = draft(session, firm)
    freon = make_price(session, "FREON", 185_000, unit="kg")
    more = [*edits(invoice), LineEdit(None, freon.id, "Freon R32", "kg", Decimal("1.5"), 200_000)]
    edit(session, firm, invoice, more, discount_idr=50_000)
    assert (invoice.base_idr, invoice.subtotal_idr) == (1_327_500, 1_350_000)
    assert invoice.total_idr == 1_300_000 + 143_000
    freon.price_idr = 999
    edit(session, firm, invoice, edits(invoice))
    assert invoice.base_idr == 1_327_500


def test_a_removed_line_is_gone_and_noted(session: Session, firm: Firm) -> None:
    invoice = draft(session, firm)
    edit(session, firm, invoice, [replace(edits(invoice)[0], id=None, description="Borongan", quantity=Decimal(1))])
    session.refresh(invoice)
    assert [line.description for line in invoice.lines] == ["Borongan"]


def test_a_stale_edit_is_refused(session: Session, firm: Firm) -> None:
    invoice = draft(session, firm)
    seen = invoice.version
    edit(session, firm, invoice, edits(invoice))
    with pytest.raises(NotAvailable, match="orang lain"):
        edit(session, firm, invoice, edits(invoice), version=seen)


def test_what_sales_is_looking_at_cannot_be_edited(session: Session, firm: Firm) -> None:
    invoice = draft(session, firm)
    submit_invoice(session, invoice_id=invoice.id, actor=firm.dewi, now=NOW)
    with pytest.raises(NotAvailable):
        edit(session, firm, invoice, edits(invoice))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"discount_idr": 1_050_001}, "discount_idr"),
        ({"due_date": NOW.date() - timedelta(days=1)}, "due_date"),
    ],
)
def test_impossible_values_are_refused(session: Session, firm: Firm, change: dict[str, object], field: str) -> None:
    invoice = draft(session, firm)
    with pytest.raises(Invalid) as refused:
        edit(session, firm, invoice, edits(invoice), **change)
    assert refused.value.field == field


@pytest.mark.parametrize("quantity", ["0", "-1", "NaN", "0.001", "1e12"])
def test_a_line_needs_a_sensible_quantity(session: Session, firm: Firm, quantity: str) -> None:
    invoice = draft(session, firm)
    with pytest.raises(Invalid):
        edit(session, firm, invoice, [replace(edits(invoice)[0], quantity=Decimal(quantity))])


def test_an_empty_invoice_is_not_submitted(session: Session, firm: Firm) -> None:
    invoice = draft(session, firm)
    edit(session, firm, invoice, [])
    with pytest.raises(Invalid, match="kosong"):
        submit_invoice(session, invoice_id=invoice.id, actor=firm.dewi, now=NOW)
