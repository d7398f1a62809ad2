"""Everybody's own page, and what a member sees at home."""

import io

import pytest
from PIL import Image

from app.core.clock import utc_now
from app.models.access_links import AccessLink, LinkKind
from app.models.accounts.user import Role
from app.models.files.document import StoredFile
from app.models.finance.invoice import Invoice, InvoiceStatus
from app.models.visits.visit import VisitStatus
from tests.factories import (
    PASSWORD,
    make_admin,
    make_company,
    make_cs,
    make_customer,
    make_technician,
    make_user,
    make_visit,
)
from tests.members.conftest import link_in
from tests.support.people import sign_in, submit
from workflows.exp import is_hidden


@pytest.fixture(autouse=True)
def firm(session):
    return make_company(session)


@pytest.fixture
def wati(session, client):
    wati = make_user(session, "Wati", Role.MEMBER)
    sign_in(client, wati)
    return wati


def picture(width=900, height=400):
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "PNG")
    out.seek(0)
    return out


def test_names_language_and_the_leaderboard(session, client, wati):
    make_cs(session, username="mawar")
    taken = submit(client, "/profile", to="save", username="mawar")
    assert taken.status_code == 422
    assert "sudah dipakai" in taken.text
    answer = submit(client, "/profile", to="save", name="Ibu Wati", username="wati.s", locale="en", hidden="y")
    assert answer.status_code == 303
    session.expire_all()
    assert (wati.name, wati.username, wati.locale) == ("Ibu Wati", "wati.s", "en")
    assert is_hidden(session, user_id=wati.id)


def test_a_new_address_counts_once_its_link_is_followed(session, app, client, wati, deliveries):
    former = wati.email
    assert "salah" in submit(client, "/profile", to="/email", email="baru@contoh.id", password="bukan ini ya").text
    assert submit(client, "/profile", to="/email", email="baru@contoh.id", password=PASSWORD).status_code == 303
    (mail,) = deliveries()
    assert mail.address == "baru@contoh.id"
    session.expire_all()
    assert wati.email == former
    submit(app.test_client(), link_in(mail))
    session.expire_all()
    assert (wati.email, wati.email_verified_at is not None) == ("baru@contoh.id", True)
    assert deliveries()[-1].address == former
    assert app.test_client().get(link_in(mail)).status_code == 410


def test_somebody_elses_address_is_answered_alike_and_never_taken(session, client, wati, deliveries):
    dewi = make_cs(session)
    answer = submit(client, "/profile", to="/email", email=dewi.email, password=PASSWORD)
    assert answer.status_code == 303
    (mail,) = deliveries()
    assert mail.subject.startswith("Anda sudah punya akun")


def test_a_withdrawn_wish_has_a_dead_link(session, client, wati, deliveries):
    submit(client, "/profile", to="/email", email="baru@contoh.id", password=PASSWORD)
    (mail,) = deliveries()
    submit(client, "/profile", to="/withdraw")
    assert client.get(link_in(mail)).status_code == 410


def test_a_photo_is_cut_square_and_no_other_file_is_shown(session, client, wati):
    submit(client, "/profile", to="/photo", photo=(io.BytesIO(b"<script>"), "saya.png"))
    assert "bukan foto" in client.get("/profile").text
    answer = submit(client, "/profile", to="/photo", photo=(picture(), "saya.png"))
    assert answer.status_code == 303
    session.expire_all()
    shown = client.get(f"/profile/photo/{wati.photo_id}")
    assert shown.mimetype == "image/jpeg"
    assert Image.open(io.BytesIO(shown.data)).size == (512, 512)
    other = StoredFile(storage_key="k", sha256="0" * 64, size=1, media_type="image/jpeg")
    session.add(other)
    session.flush()
    assert client.get(f"/profile/photo/{other.id}").status_code == 404
    submit(client, "/profile", to="/remove")
    session.expire_all()
    assert wati.photo_id is None


def test_telegram_and_leave_are_for_staff(session, app, client, wati):
    assert "Telegram" not in client.get("/profile").text
    budi = make_technician(session)
    assert "Tautkan Telegram" in sign_in(app.test_client(), budi).get("/profile").text


def test_a_customer_sees_his_own_visits_and_invoices_and_nobody_elses(session, client, wati):
    mine, other = make_customer(session), make_customer(session, "Bu Lain")
    wati.customer_id = mine.id
    visit = make_visit(session, customer=mine, status=VisitStatus.CLOSED, problem="AC bocor")
    make_visit(session, customer=other, status=VisitStatus.CLOSED, problem="Rahasia tetangga")
    draft = make_visit(session, customer=mine, status=VisitStatus.DRAFT, problem="Masih draf")
    invoice = bill(session, visit, "INV/1", InvoiceStatus.SENT)
    bill(session, draft, "INV/2", InvoiceStatus.PENDING)
    session.add(AccessLink(kind=LinkKind.INVOICE, token="i" * 32, invoice_id=invoice.id))
    session.add(AccessLink(kind=LinkKind.RATING, token="r" * 32, visit_id=visit.id))
    session.flush()
    for pages in (["/portal/"], ["/portal/visits", "/portal/invoices"]):
        text = "".join(client.get(page).text for page in pages)
        assert "AC bocor" in text
        assert f'href="/i/{"i" * 32}"' in text
        assert f'href="/rating/{"r" * 32}"' in text
        assert not any(word in text for word in ("Rahasia tetangga", "Masih draf", "INV/2"))


def bill(session, visit, number, status):
    day = utc_now().date()
    facts = {"issue_date": day, "due_date": day, "drafted_by_id": make_cs(session).id}
    invoice = Invoice(number=number, visit_id=visit.id, customer_id=visit.customer_id, status=status, **facts)
    session.add(invoice)
    session.flush()
    return invoice


def test_a_member_who_is_no_customer_has_no_such_pages(client, wati):
    assert client.get("/portal/visits").status_code == 404
    assert "Pelanggan kami?" in client.get("/portal/").text


def test_members_stand_in_the_panel_for_admins_and_in_no_look_up(session, app, wati):
    ani = sign_in(app.test_client(), make_admin(session))
    assert wati.username in ani.get("/admin/users/?flt_role=MEMBER").text
    assert wati.username not in ani.get("/admin/users/?flt_role=SALES").text
    assert "Keanggotaan" in ani.get(f"/admin/users/details/?id={wati.id}").text
    assert f'value="{wati.id}"' not in ani.get("/admin/leaves/new/").text
    dewi = sign_in(app.test_client(), make_cs(session))
    assert wati.username not in dewi.get("/admin/users/").text


def test_every_small_page_leads_to_feedback(session, app, client, wati):
    budi, ani = (sign_in(app.test_client(), make(session)) for make in (make_technician, make_admin))
    pages = [(app.test_client(), "/login"), (client, "/portal/"), (budi, "/technician/"), (ani, "/admin/")]
    for who, page in pages:
        assert 'href="/feedback"' in who.get(page).text, page


def test_a_visitor_is_shown_the_way_in_and_nothing_he_may_not_open(app):
    page = app.test_client().get("/signup").text
    assert 'href="/login"' in page
    assert 'href="/bugs"' not in page
    assert "/logout" not in page
