"""Two members of the demo are customers who claimed their record."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.demo.row_batches import RowBatches
from app.demo.staff.people import MEMBERS
from app.demo.visits.plan import Plan
from app.models.accounts.user import Role, User
from app.models.customers.customer import Customer, CustomerSource, CustomerStatus
from app.models.messaging.contact import WhatsAppContact

CUSTOMERS = ("agus", "wati")


def choose_customers(book: RowBatches, plans: Sequence[Plan]) -> dict[str, int]:
    """The households with most to show get the members' names, before anything is written to them."""
    visits = Counter(plan.place.customer_id for plan in plans if plan.is_worked)
    households = {
        row["id"]: row
        for row in book.rows(Customer)
        if not row["email"] and row["status"] == CustomerStatus.ACTIVE and row["source"] == CustomerSource.WHATSAPP
    }
    busiest = sorted(households, key=lambda customer: (-visits[customer], customer))[: len(CUSTOMERS)]
    names = {username: name for name, username in MEMBERS}
    chosen = dict(zip(CUSTOMERS, busiest, strict=True))
    for username, customer in chosen.items():
        households[customer]["name"] = names[username]
        for contact in book.rows(WhatsAppContact):
            if contact.get("customer_id") == customer:
                contact["profile_name"] = names[username]
    return chosen


def link_members(session: Session, chosen: dict[str, int]) -> None:
    """After both are written: a person's row stands before the customer's it points to."""
    for username, customer in chosen.items():
        phone = session.get_one(Customer, customer).phone_e164
        theirs = update(User).where(User.username == username, User.role == Role.MEMBER)
        session.execute(theirs.values(customer_id=customer, phone_e164=phone))
