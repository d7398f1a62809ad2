"""What somebody typed into a form on a page stands there again when the form is refused."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.clock import utc_now
from app.models.accounts.user import Role
from app.models.forum.forum import ForumPost, ForumReport
from app.models.messaging.contact import WhatsAppContact
from app.models.releases.survey import NpsAnswer
from app.models.support.ticket import TicketSource
from app.web.help import reading
from tests.factories import NOW, make_assignment, make_company, make_cs, make_technician, make_user, make_visit
from tests.forum.test_pages import dewi, question  # noqa: F401  fixtures
from tests.help.writing import make_published
from tests.releases.test_readiness import prepared
from tests.support.people import as_drawn, sign_in
from tests.support.walking.html import parse
from tests.support.walking.posting import post
from tests.support_desk.desk import make_ticket
from workflows.support import Requester, ensure_ticket_link

LONG_AGO = timedelta(days=70)


def form_to(page: str, ending: str) -> dict:
    return as_drawn(next(one for one in parse(page).iter("form") if (one.get("action") or "").endswith(ending)))


@pytest.mark.parametrize("score", ["", "11", "-1", "sepuluh", "²"])
def test_a_survey_without_a_number_keeps_its_comment(client, session, score):
    wati = make_user(session, "Wati", Role.MEMBER, created_at=utc_now() - LONG_AGO)
    sign_in(client, wati)
    page = post(client, "/portal/nps", {"score": score, "comment": "Cepat, tetapi mahal"})
    assert page.status_code == 422
    assert form_to(page.text, "/portal/nps")["comment"] == "Cepat, tetapi mahal"
    assert session.scalars(select(NpsAnswer)).all() == []


def test_not_now_is_not_now_whatever_number_was_touched(client, session):
    wati = make_user(session, "Wati", Role.MEMBER, created_at=utc_now() - LONG_AGO)
    sign_in(client, wati)
    assert post(client, "/portal/nps", {"score": "7", "later": "1"}).status_code == 302
    assert session.scalars(select(NpsAnswer.score)).all() == [None]


def test_a_ticket_from_a_conversation_keeps_subject_and_text(client, session):
    make_company(session)
    contact = WhatsAppContact(
        wa_id="6281234000111", phone_e164="+6281234000111", profile_name="Agus", last_inbound_at=NOW
    )
    session.add(contact)
    session.flush()
    sign_in(client, make_cs(session))
    page = post(client, f"/admin/contacts/{contact.id}/ticket", {"subject": " ", "description": "AC lantai dua bocor"})
    assert page.status_code == 422
    assert form_to(page.text, f"/{contact.id}/ticket")["description"] == "AC lantai dua bocor"


@pytest.mark.parametrize(
    ("form", "sent"),
    [
        ("ask-release", {"reason": " "}),
        ("extension", {"days": "99", "reason": "Kompresor menyusul"}),
    ],
)
def test_a_technicians_reason_stays(client, session, form, sent):
    budi = make_technician(session)
    visit = make_visit(session, quota=1)
    make_assignment(session, visit, budi)
    sign_in(client, budi)
    page = post(client, f"/technician/visits/{visit.id}/{form}", sent)
    assert page.status_code in {409, 422}
    shown = form_to(page.text, f"/{visit.id}/{form}")
    assert {name: shown[name] for name in sent} == sent


def test_a_vote_beyond_the_limit_says_so_and_keeps_the_reason(client, session, monkeypatch):
    make_company(session)
    article = make_published(session, at=utc_now())
    monkeypatch.setattr(reading, "VOTED_IN_AN_HOUR", 0)
    page = post(client, f"/help/{article.slug}/vote", {"helpful": "no", "reason": "Terlalu singkat"})
    assert page.status_code == 429
    assert "Terima kasih" not in page.text
    assert form_to(page.text, "/vote")["reason"] == "Terlalu singkat"


def test_a_report_that_is_refused_keeps_its_reason(client, session, question, monkeypatch):  # noqa: F811
    mira = make_user(session, "Mira", Role.MEMBER)
    sign_in(client, mira)
    monkeypatch.setattr("app.web.forum.pace.POSTED_IN_AN_HOUR", 0)
    first = session.scalars(select(ForumPost).order_by(ForumPost.id)).first()
    page = post(client, f"/forum/post/{first.id}/report", {"reason": "Iklan terselubung"})
    assert page.status_code == 422
    assert form_to(page.text, "/report")["reason"] == "Iklan terselubung"
    assert session.scalars(select(ForumReport)).all() == []


def test_a_mistyped_address_and_bug_number_stay(client, session):
    make_company(session)
    ticket = make_ticket(session, at=utc_now(), requester=Requester(name="Ratna"), source=TicketSource.PORTAL)
    token = ensure_ticket_link(session, ticket_id=ticket.id).token
    page = post(client, f"/ticket/{token}/address", {"email": "ratna@@hotel"})
    assert page.status_code == 422
    assert form_to(page.text, "/address")["email"] == "ratna@@hotel"
    release, nadia = prepared(session)
    sign_in(client, nadia)
    page = post(client, f"/admin/releases/{release.id}/bugs", {"number": "BUG-2026-9"})
    assert page.status_code == 422
    assert form_to(page.text, "/bugs")["number"] == "BUG-2026-9"
