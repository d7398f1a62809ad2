"""Values that two people change at once outside a record's form: the priority table, days kept, a forum post, a profile."""

from html import unescape

import pytest
from sqlalchemy import select

from app.core.clock import utc_now
from app.models.accounts.user import Role
from app.models.forum.forum import ForumPost
from app.models.maintenance.upkeep import RetentionChoice
from app.models.support.settings.service_plan import PriorityRule
from tests.factories import make_admin, make_company, make_user
from tests.support.people import as_drawn, sign_in
from tests.support.walking.html import parse
from workflows.forum import ask_question
from workflows.on_call import list_chosen_ways


@pytest.fixture
def ani(client, session):
    make_company(session)
    return make_admin(session)


def form_to(page: str, address: str) -> dict:
    return as_drawn(next(form for form in parse(page).iter("form") if (form.get("action") or "").startswith(address)))


def test_cells_of_the_priority_table_are_merged_and_a_conflict_keeps_what_was_chosen(client, session, ani):
    sign_in(client, ani)
    one, other = session.scalars(select(PriorityRule).order_by(PriorityRule.id).limit(2)).all()
    address = "/admin/priority_rules/table"
    first, second, third = (form_to(client.get("/admin/priority_rules/").text, address) for _ in range(3))
    free = [value for value in ("LOW", "HIGH", "CRITICAL") if value not in {one.priority, other.priority}]
    assert client.post(address, data=first | {f"cell-{one.id}": free[0]}).status_code == 303
    assert client.post(address, data=second | {f"cell-{other.id}": free[0]}).status_code == 303
    session.expire_all()
    assert (one.priority, other.priority) == (free[0], free[0])
    wish = next(
        value for value in ("LOW", "MEDIUM", "HIGH", "CRITICAL") if value not in {third[f"cell-{one.id}"], free[0]}
    )
    page = client.post(address, data=third | {f"cell-{one.id}": wish})
    assert page.status_code == 422
    assert "Tersimpan sekarang: “" in unescape(page.text)
    again = form_to(page.text, address)
    assert again[f"cell-{one.id}"] == wish
    assert client.post(address, data=again).status_code == 303
    session.expire_all()
    assert (one.priority, other.priority) == (wish, free[0])


def test_days_kept_that_two_choose_at_once_are_both_shown(client, session):
    make_company(session)
    sign_in(client, make_user(session, "Rani", Role.DEVOPS))
    address = "/admin/maintenance-care/retention/audit_entries"
    first, second = (form_to(client.get("/admin/maintenance-care/").text, address) for _ in range(2))
    assert client.post(address, data=first | {"days": "900"}).status_code == 302
    page = client.post(address, data=second | {"days": "800"})
    assert page.status_code == 422
    assert "Tersimpan sekarang: “900”. Isian Anda: “800”." in unescape(page.text)
    again = form_to(page.text, address)
    assert again["days"] == "800"
    assert client.post(address, data=again).status_code == 302
    assert session.scalars(select(RetentionChoice.days)).all() == [800]


def test_author_and_moderator_at_one_post_see_both_texts(app, client, session, ani):
    mira = make_user(session, "Mira", Role.MEMBER)
    question = ask_question(
        session, title="AC bunyi", body="Bunyi malam hari", tags=[], category_id=None, actor=mira, now=utc_now()
    )
    post = session.scalars(select(ForumPost).where(ForumPost.question_id == question.id)).one()
    author, moderator = sign_in(client, mira), sign_in(app.test_client(), ani)
    address = f"/forum/post/{post.id}"
    of_author, of_moderator = form_to(author.get(address).text, address), form_to(moderator.get(address).text, address)
    assert author.post(address, data=of_author | {"body": "Bunyi siang juga"}).status_code == 303
    page = moderator.post(address, data=of_moderator | {"body": "Bunyi malam hari."})
    assert page.status_code == 409
    assert "Tersimpan sekarang: “Bunyi siang juga”. Isian Anda: “Bunyi malam hari.”." in unescape(page.text)
    assert form_to(page.text, address)["body"] == "Bunyi malam hari."
    session.expire_all()
    assert post.body == "Bunyi siang juga"


def test_a_profile_saved_on_the_phone_keeps_what_the_desk_changed(app, client, session, ani):
    phone, desk = sign_in(client, ani), sign_in(app.test_client(), ani)
    first, second = (form_to(one.get("/profile").text, "/profile?save") for one in (phone, desk))
    assert desk.post("/profile", data=second | {"name": "Ani Baru"}).status_code == 303
    assert phone.post("/profile", data=first | {"locale": "en"}).status_code == 303
    session.refresh(ani)
    assert (ani.name, ani.locale) == ("Ani Baru", "en")
    page = phone.post(
        "/profile",
        data=form_to(phone.get("/profile").text, "/profile?save") | {"name": "A", "version": first["version"]},
    )
    assert page.status_code == 422


def test_ways_of_calling_chosen_on_two_devices_are_merged(client, session):
    make_company(session)
    rani = make_user(session, "Rani", Role.DEVOPS)
    sign_in(client, rani)
    address = "/admin/call-ways/"
    first, second, third = (
        as_drawn(
            next(one for one in parse(client.get(address).text).iter("form") if "stack" in (one.get("class") or ""))
        )
        for _ in range(3)
    )
    assert client.post(address, data=first | {"EMAIL": "7"}).status_code == 302
    assert client.post(address, data=second | {"TELEGRAM": "3"}).status_code == 302
    assert dict(list_chosen_ways(session, rani.id)) | {"EMAIL": 7, "TELEGRAM": 3} == dict(
        list_chosen_ways(session, rani.id)
    )
    page = client.post(address, data=third | {"EMAIL": "9"})
    assert page.status_code == 422
    assert "Tersimpan sekarang: “7”. Isian Anda: “9”." in unescape(page.text)
