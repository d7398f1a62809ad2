"""Loading the demo, once."""

from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.core.clock import WIB, local_day
from app.demo.conversations import write_deliveries, write_ratings, write_templates
from app.demo.customers import write_customers
from app.demo.feedback.bugs import play_bugs
from app.demo.feedback.items import write_feedback
from app.demo.finance.invoice_documents import issue_bills
from app.demo.finance.invoices import write_invoices
from app.demo.help.articles import play_help
from app.demo.help.forum import play_forum
from app.demo.operations import play_operations
from app.demo.releases import play_releases
from app.demo.row_batches import RowBatches
from app.demo.social import play_social_media
from app.demo.staff.members import choose_customers, link_members
from app.demo.staff.people import DEMO_PASSWORD, DESK_PEOPLE, MEMBERS, TECHNICIANS, write_company, write_people
from app.demo.support.chats import play_chats
from app.demo.support.tickets import play_tickets
from app.demo.visits.fieldwork import play_fieldwork, write_work
from app.demo.visits.plan import PAST_DAYS, Plan, Planner
from app.demo.visits.write_visit import write_visit
from app.models.accounts.user import ROLE_LABELS, Role, User
from app.models.company import Company
from app.models.customers.customer import Customer
from app.models.feedback.feedback import Feedback
from app.models.finance.invoice import Invoice
from app.models.finance.payment import Payment
from app.models.kpi import KpiTouched
from app.models.number_series import NumberSeries
from app.models.support.ticket import SupportTicket
from app.models.visits.visit import VisitTicket
from workflows.feedback import count_feedback_days
from workflows.kpi import refresh_days

SEED = 20261121
LOCK = 5150_2026


def load_demo(session: Session, *, now: datetime, version: str = "0.1.0") -> bool:
    """Fill an empty database; False, and nothing done, when it has customers already. `version`: the running one."""
    session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    if session.scalar(select(Customer.id).limit(1)) is not None:
        return False
    random, book = Random(SEED), RowBatches(session)  # noqa: S311  example data, not a secret
    if session.get(Company, 1) is None:
        write_company(book)
    people = write_people(book, random, now)
    places = write_customers(book, random, people, now)
    planner = Planner(random, people, places, now)
    planner.mark_busy_on_leaves(book)
    plans = planner.draw()
    customers = choose_customers(book, plans)
    _write_visits(book, random, people, plans, now)
    bills = write_invoices(book, random, people, plans, now)
    write_templates(book)
    write_ratings(book, random, people, plans, now)
    write_deliveries(book, random, plans, bills, now)
    write_feedback(book, session, people, now)
    _touch_days(book, now)
    book.write()
    link_members(session, customers)
    issue_bills(session, book)
    _advance_numbers(session, book)
    play_bugs(session, people, now)
    play_tickets(session, people, now)
    play_help(session, people, now)
    play_social_media(session, people, now)
    play_chats(session, people, now)
    play_forum(session, people, now)
    play_operations(session, now)
    play_releases(session, now, version)
    while refresh_days(session, now=now) > RECENT_DAYS:  # the dashboard shows all ninety days at once
        session.flush()
    count_feedback_days(session)
    return True


def demo_accounts(session: Session) -> list[tuple[str, str, str, str]]:
    """(role, name, username, password), one for each role; nothing where the demo was never loaded."""
    wanted: dict[Role, str] = {role: name for _, name, role in reversed(DESK_PEOPLE)}
    wanted[Role.TECHNICIAN] = TECHNICIANS[0][1]
    wanted[Role.MEMBER] = MEMBERS[0][1]
    known = {
        user.username: user
        for user in session.scalars(select(User).where(User.username.in_(wanted.values())))
        if (user.email or "").endswith(("@sejuksentosa.example", "@surel.example"))
    }
    return [
        (str(ROLE_LABELS[role]), known[name].name, name, DEMO_PASSWORD)
        for role in Role
        if (name := wanted.get(role)) in known
    ]


def _write_visits(book: RowBatches, random: Random, people: object, plans: list[Plan], now: datetime) -> None:
    numbers: dict[int, int] = {}
    for plan in plans:
        play_fieldwork(random, plan, now)
        year = plan.created.astimezone(WIB).year
        numbers[year] = numbers.get(year, 0) + 1
        write_visit(book, random, people, plan, numbers[year], now)  # type: ignore[arg-type]
        write_work(book, random, plan, now)


def _touch_days(book: RowBatches, now: datetime) -> None:
    """The dashboard counts each of these days afresh."""
    today = local_day(now, "Asia/Jakarta")
    for back in range(-1, PAST_DAYS + 12):
        book.add_plain(KpiTouched, day=today - timedelta(days=back), touched_at=now)


def _advance_numbers(session: Session, book: RowBatches) -> None:
    """The next ticket, invoice and receipt go on where the demo ends."""
    documents = [row["number"] for row in book.rows(VisitTicket)] + [row["number"] for row in book.rows(Invoice)]
    documents += [row["receipt_number"] for row in book.rows(Payment) if row.get("receipt_number")]
    documents += [row["number"] for model in (Feedback, SupportTicket) for row in book.rows(model)]
    last: dict[tuple[str, int], int] = {("customer", 0): len(book.rows(Customer))}
    for document in documents:
        parts = document.replace("-", "/").split("/")
        key = (SERIES[parts[0]], int(parts[1]))
        last[key] = max(last.get(key, 0), int(parts[-1]))
    rows = [{"kind": kind, "year": year, "last": number} for (kind, year), number in last.items()]
    drawn = insert(NumberSeries)
    session.execute(
        drawn.on_conflict_do_update(
            index_elements=[NumberSeries.kind, NumberSeries.year], set_={"last": drawn.excluded.last}
        ),
        rows,
    )


RECENT_DAYS = 2  # today and yesterday are always counted; more means touched days were left
SERIES = {"TKT": "TKT", "INV": "INVOICE", "KWT": "RECEIPT", "SRN": "SRN", "KRT": "KRT", "DKG": "DKG"}
