"""An id of a record that its reader may not see is told by no resource."""

import pytest
from sqlalchemy.dialects import postgresql

from app.api.resources import RESOURCES
from app.models.accounts.user import Role, User
from app.models.feedback.bug import BugStatus
from app.models.files.document import Document
from app.models.finance.invoice import Invoice
from app.models.help.article import Article
from app.models.support.ticket import TicketKind
from tests.bugs.reports import make_bug
from tests.factories import NOW, make_assignment, make_company, make_cs, make_technician, make_user, make_visit
from tests.feedback.desk.desk_cast import make_feedback
from tests.help.writing import make_published
from tests.support_desk.desk import make_ticket
from workflows.bugs import mark_duplicate
from workflows.feedback import merge_feedback
from workflows.support import merge_tickets

OF_THE_SAME_WORK = {  # whoever works on the record works for that customer and sees name and site there
    ("support", "customer_id"),
    ("support", "site_id"),
    ("support_rules", "customer_id"),
}
TABLES = {resource.model.__tablename__: resource for resource in RESOURCES}


def columns_to_others(resource):
    """Columns that may be empty and lead to another resource; people are named on every page."""
    for name in resource.schema._declared_fields:
        column = resource.model.__table__.columns.get(name)
        if column is None or not column.nullable or not column.foreign_keys:
            continue
        target = TABLES.get(next(iter(column.foreign_keys)).column.table.name)
        if target is not None and target.model is not User:
            yield name, target


def is_everything(condition) -> bool:
    return str(condition.compile(dialect=postgresql.dialect())) == "true"


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda one: one.name)
def test_every_id_that_not_every_reader_may_see_says_who_may(resource) -> None:
    for name, target in columns_to_others(resource):
        for role in sorted(resource.thing.readers):
            reader = User(id=1, role=role)
            if role in target.thing.readers and is_everything(target.visible_to(reader)):
                continue
            assert name in resource.foreign or (resource.name, name) in OF_THE_SAME_WORK, (
                f"{resource.name}.{name}: {role} may not see every record of {target.name}: name it in foreign="
            )


@pytest.fixture
def dewi(session):
    make_company(session)
    return make_cs(session)


def test_a_member_is_not_told_the_internal_bug_that_theirs_is_a_duplicate_of(program, session, dewi):
    mira, dev = make_user(session, "Mira", Role.MEMBER), make_user(session, "Deva", Role.DEVELOPER)
    inner, theirs = make_bug(session, dev, internal=True), make_bug(session, mira)
    mark_duplicate(session, bug_id=theirs.id, original=inner.number, actor=dev, now=NOW)
    session.commit()
    seen = program(mira).get(f"/bugs/{theirs.id}").json
    assert (seen["status"], seen["duplicate_of_id"]) == (BugStatus.DUPLICATE, None)
    assert [one["duplicate_of_id"] for one in program(mira).get("/bugs").json["items"]] == [None]
    assert program(dev).get(f"/bugs/{theirs.id}").json["duplicate_of_id"] == inner.id


def test_nor_the_feedback_of_somebody_else_that_theirs_was_merged_into(program, session, dewi):
    mira, other = make_user(session, "Mira", Role.MEMBER), make_user(session, "Lia", Role.MEMBER)
    kept, merged = make_feedback(session, other), make_feedback(session, mira)
    merge_feedback(session, feedback_id=merged.id, into=kept.number, actor=dewi, now=NOW)
    session.commit()
    assert program(mira).get(f"/feedback/{merged.id}").json["merged_into_id"] is None
    assert program(dewi).get(f"/feedback/{merged.id}").json["merged_into_id"] == kept.id


def test_nor_the_customers_ticket_that_an_article_was_written_from(program, session, dewi):
    ticket = make_ticket(session, at=NOW)
    article = make_published(session, at=NOW, ticket_id=ticket.id)
    session.commit()
    mira = make_user(session, "Mira", Role.MEMBER)
    assert session.get_one(Article, article.id).ticket_id == ticket.id
    assert program(mira).get(f"/articles/{article.id}").json["ticket_id"] is None
    assert program(dewi).get(f"/articles/{article.id}").json["ticket_id"] == ticket.id


def test_nor_the_security_ticket_that_another_was_merged_into(program, session, dewi):
    admin = make_user(session, "Ani", Role.ADMIN)
    kept = make_ticket(session, at=NOW)
    merged = make_ticket(session, at=NOW, customer=kept.customer)
    merge_tickets(session, ticket_id=merged.id, into=kept.number, actor=dewi, now=NOW)
    kept.kind = TicketKind.SECURITY
    session.commit()
    assert program(dewi).get(f"/support/{merged.id}").json["merged_into_id"] is None
    assert program(admin).get(f"/support/{merged.id}").json["merged_into_id"] == kept.id


def test_asking_by_an_id_that_one_may_not_see_finds_nothing(program, session, dewi):
    budi = make_technician(session)
    visit = make_visit(session)
    make_assignment(session, visit, budi)
    of_it = {"customer_id": visit.customer_id, "visit_id": visit.id, "drafted_by_id": dewi.id}
    invoice = Invoice(number="INV-1", issue_date=NOW.date(), due_date=NOW.date(), **of_it)
    session.add(invoice)
    session.flush()
    session.add(Document(kind="HANDOVER_REPORT", visit_id=visit.id, invoice_id=invoice.id, issued_at=NOW))
    session.commit()
    assert [one["invoice_id"] for one in program(budi).get("/documents").json["items"]] == [None]
    assert program(budi).get(f"/documents?invoice_id={invoice.id}").json["items"] == []
    assert len(program(dewi).get(f"/documents?invoice_id={invoice.id}").json["items"]) == 1
