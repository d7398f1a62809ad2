"""Whoever decides about an invoice by the API says which figures they have read."""

import pytest
from sqlalchemy.orm import Session

from tests.factories import NOW, make_company, make_cs
from tests.help.writing import make_published
from tests.invoices.conftest import make_firm
from tests.support_desk.desk import make_ticket
from workflows.help import ArticleText, edit_article
from workflows.invoices import draft_invoice, reprice_invoice, submit_invoice

BODIES = {"approve": None, "reject": {"reason": "-"}, "reprice": {"reason": "-", "discount_idr": 1}}


@pytest.fixture
def waiting(session: Session, program):
    firm = make_firm(session)
    session.flush()
    invoice = draft_invoice(session, visit_id=firm.visit.id, actor=firm.dewi, now=NOW)
    submit_invoice(session, invoice_id=invoice.id, actor=firm.dewi, now=NOW)
    session.commit()
    return firm, invoice


@pytest.mark.parametrize("step", BODIES)
def test_a_decision_without_the_version_read_is_refused(program, waiting, step: str) -> None:
    firm, invoice = waiting
    assert program(firm.rina).post(f"/invoices/{invoice.id}/{step}", BODIES[step]).status_code == 428


@pytest.mark.parametrize("step", BODIES)
def test_a_decision_about_other_figures_than_were_read_is_refused(
    program, session: Session, waiting, step: str
) -> None:
    firm, invoice = waiting
    rina = program(firm.rina)
    read = rina.get(f"/invoices/{invoice.id}").headers["ETag"]
    reprice_invoice(session, invoice_id=invoice.id, actor=firm.ani, discount_idr=1_000, reason="-", now=NOW)
    session.commit()
    same = {"If_Match": read, "Idempotency_Key": "keputusan-rina-1"}
    assert rina.post(f"/invoices/{invoice.id}/{step}", BODIES[step], **same).status_code == 412
    fresh = rina.get(f"/invoices/{invoice.id}").headers["ETag"]
    answer = rina.post(f"/invoices/{invoice.id}/{step}", BODIES[step], **{**same, "If_Match": fresh})
    assert answer.status_code == 200, answer.text
    again = rina.post(f"/invoices/{invoice.id}/{step}", BODIES[step], **{**same, "If_Match": fresh})
    assert (again.status_code, again.headers["Idempotency-Replayed"]) == (200, "true")


def test_a_step_that_needs_no_version_heeds_one_that_is_sent(program, session: Session) -> None:
    make_company(session)
    dewi, ticket = make_cs(session), make_ticket(session, at=NOW)
    session.commit()
    dewis = program(dewi)
    read = dewis.get(f"/support/{ticket.id}").headers["ETag"]
    assert dewis.post(f"/support/{ticket.id}/tag", {"tags": "garansi"}).status_code == 200
    assert dewis.post(f"/support/{ticket.id}/tag", {"tags": "penting"}, If_Match=read).status_code == 412
    fresh = dewis.get(f"/support/{ticket.id}").headers["ETag"]
    assert dewis.post(f"/support/{ticket.id}/tag", {"tags": "penting"}, If_Match=fresh).status_code == 200


def test_an_article_is_called_still_right_only_as_it_was_read(program, session: Session) -> None:
    make_company(session)
    article = make_published(session, at=NOW)
    dewi = make_cs(session, "Sari")
    session.commit()
    saris = program(dewi)
    address = f"/articles/{article.id}"
    assert saris.post(f"{address}/still_right", {"review_by": None}).status_code == 428
    read = saris.get(address).headers["ETag"]
    text = ArticleText(title=article.title, body="Isi lain", locale="id")
    edit_article(session, article, text=text, actor=dewi, now=NOW)
    session.commit()
    assert saris.post(f"{address}/still_right", {"review_by": None}, If_Match=read).status_code == 412
