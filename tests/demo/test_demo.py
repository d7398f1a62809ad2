"""The demo company: loaded once, true to its own counts, and going on where its numbers end."""

import secrets
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, text

from app.demo.load import demo_accounts, load_demo
from app.demo.staff.people import DEMO_PASSWORD
from app.models.accounts.user import Role, User
from app.models.company import Company
from app.models.customers.customer import Customer, CustomerSource, Site
from app.models.finance.invoice import Invoice, InvoiceLine, InvoiceStatus
from app.models.finance.payment import Payment, PaymentStatus
from app.models.visits.assignment import Assignment
from app.models.visits.visit import VisitStatus, VisitTicket
from tests.factories import NOW
from workflows.accounts.users import check_login
from workflows.customers import register_customer
from workflows.visits import VisitPlan, create_visit

pytestmark = pytest.mark.slow


def test_the_demo_is_loaded_once(demo):
    before = demo.scalar(select(func.count()).select_from(VisitTicket))
    assert not load_demo(demo, now=NOW)
    assert demo.scalar(select(func.count()).select_from(VisitTicket)) == before
    assert 200 <= before <= 320


def test_every_state_is_there(demo):
    assert set(demo.scalars(select(VisitTicket.status))) == set(VisitStatus)
    assert set(demo.scalars(select(Invoice.status))) == set(InvoiceStatus)


def test_today_has_a_dozen_visits(demo):
    start = NOW - timedelta(hours=10)
    today = select(func.count()).where(VisitTicket.planned_start.between(start, start + timedelta(days=1)))
    assert demo.scalar(today) >= 12


def test_places_taken_are_the_places_held(demo):
    held = (
        select(func.count())
        .where(Assignment.visit_id == VisitTicket.id, Assignment.released_at.is_(None))
        .scalar_subquery()
    )
    assert demo.scalars(select(VisitTicket.number).where(VisitTicket.places_taken != held)).all() == []


def test_lines_add_up_and_payments_too(demo):
    lines = select(func.sum(InvoiceLine.amount_idr)).where(InvoiceLine.invoice_id == Invoice.id).scalar_subquery()
    assert demo.scalars(select(Invoice.number).where(Invoice.subtotal_idr != lines)).all() == []
    paid = (
        select(func.coalesce(func.sum(Payment.amount_idr), 0))
        .where(Payment.invoice_id == Invoice.id, Payment.status == PaymentStatus.PAID)
        .scalar_subquery()
    )
    assert demo.scalars(select(Invoice.number).where(Invoice.paid_idr != paid)).all() == []


def test_nothing_happened_in_the_future(demo):
    for column in ("started_at", "finished_at", "closed_at", "opened_at", "created_at"):
        late = select(VisitTicket.number).where(getattr(VisitTicket, column) > NOW)
        assert demo.scalars(late).all() == [], column
    backwards = text("SELECT number FROM visit_tickets WHERE finished_at < started_at OR closed_at < finished_at")
    assert demo.scalars(backwards).all() == []


@pytest.mark.parametrize("hour", [16, *(pytest.param(hour, marks=pytest.mark.drill) for hour in (0, 7, 20))])
def test_it_loads_at_any_hour_of_the_day(session, hour):
    assert load_demo(session, now=datetime(2026, 11, 21, hour, 10, tzinfo=UTC))


def test_numbers_go_on_where_the_demo_ends(demo):
    last = max(demo.scalars(select(Customer.code)))
    fresh = register_customer(
        demo, name="Pak Agus", phone_e164="081320003000", address="", source=CustomerSource.MANUAL, now=NOW
    )
    assert int(fresh.code[-6:]) == int(last[-6:]) + 1
    assert demo.get(Company, 1).name.startswith("PT Sejuk")


def test_the_next_ticket_goes_on_where_the_demo_ends(demo):
    last = max(demo.scalars(select(VisitTicket.number)))
    site = demo.scalars(select(Site).order_by(Site.id).limit(1)).one()
    dewi = demo.scalars(select(User).where(User.username == "dewi")).one()
    start = NOW + timedelta(days=30)
    plan = VisitPlan(
        customer_id=site.customer_id,
        site_id=site.id,
        problem="AC mati",
        planned_start=start,
        planned_end=start + timedelta(hours=2),
        quota=1,
    )
    fresh = create_visit(demo, plan=plan, actor=dewi, now=NOW)
    assert int(fresh.number[-6:]) == int(last[-6:]) + 1


def test_each_account_can_log_in(demo, app):
    with app.test_request_context():
        accounts = demo_accounts(demo)
    assert len(accounts) == len(Role)
    for _role, _name, username, password in accounts:
        assert check_login(demo, name=username, password=password, now=NOW).username == username
        assert password == DEMO_PASSWORD


def test_production_refuses_the_demo(app_with):
    app = app_with(
        mode="production",
        public_url="https://sigap.contoh.id",
        secret_key=secrets.token_hex(20),
        embedded=False,
        password_work="full",
        wa_token=None,
        telegram_bot_token=None,
    )
    answer = app.test_cli_runner().invoke(args=["demo", "load"])
    assert answer.exit_code != 0
    assert "production" in str(answer.output) + str(answer.exception)
