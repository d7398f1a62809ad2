"""Asking a colleague to take one's shift, and the answers."""

import re
from html import unescape

import pytest
from sqlalchemy import select

from app.core.errors import DomainError, Invalid, NotAllowed
from app.jobs.outbox.fan_out import fan_out_due
from app.models.accounts.user import Role
from app.models.audit.audit_log import AuditEntry
from app.models.messaging.outbox import Delivery, OutboxMessage
from app.models.on_call.schedule import CoverKind, OnCallCover, OnCallLayer
from app.models.on_call.swap import OnCallSwap, SwapStatus
from tests.factories import NOW, make_user
from tests.on_call.conftest import make_layer, wib
from tests.support.logins import log_in
from tests.support.walking.posting import post
from workflows.on_call import accept_swap, ask_swap, cover_shift, decline_swap, find_on_call, withdraw_swap

MORNING, EIGHT, ELEVEN = wib(8, day=31), wib(20, day=31), wib(23, day=31)


def ask(night, first=EIGHT, last=ELEVEN, **given):
    values = {"actor": night.people["Andi"], "asked_id": night.people["Beni"].id, "level": 1, "reason": "Wisuda adik"}
    return ask_swap(night.session, starts_at=first, ends_at=last, now=NOW, **values | given)


def told(app, night, kind):
    night.session.commit()
    with app.app_context():
        while fan_out_due():
            pass
    rows = night.session.scalars(select(Delivery).where(Delivery.kind == kind).order_by(Delivery.id))
    return [(night.name(one.user_id), one.body) for one in rows]


def who(night, at):
    return night.name(find_on_call(night.session, level=1, at=at).id)


def test_colleague_who_accepts_is_on_call_then_and_the_audit_log_says_so(night):
    swap = accept_swap(night.session, swap_id=ask(night).id, actor=night.people["Beni"], now=MORNING)
    assert (swap.status, swap.answered_by_id) == (SwapStatus.ACCEPTED, night.people["Beni"].id)
    hours = (wib(19, 59, 31), wib(20, day=31), wib(22, 59, 31), wib(23, day=31))
    assert [who(night, at) for at in hours] == ["Andi", "Beni", "Beni", "Andi"]
    [cover] = night.session.scalars(select(OnCallCover))
    assert (cover.kind, cover.reason) == (CoverKind.SWAP, "Wisuda adik")
    noted = select(AuditEntry.action).where(AuditEntry.thing == "on_call_swaps")
    assert "accept" in night.session.scalars(noted).all()


def test_both_are_told(app, night):
    swap = ask(night)
    assert [name for name, body in told(app, night, "on_call.swap_asked") if "Wisuda adik" in body] == ["Beni", "Beni"]
    accept_swap(night.session, swap_id=swap.id, actor=night.people["Beni"], now=NOW)
    assert {name for name, _body in told(app, night, "on_call.covered")} == {"Andi", "Beni"}


def test_who_asked_is_told_of_a_refusal_with_its_reason(app, night):
    decline_swap(night.session, swap_id=ask(night).id, actor=night.people["Beni"], now=NOW, reason="Sedang cuti")
    found = told(app, night, "on_call.swap_answered")
    assert {name for name, _body in found} == {"Andi"}
    assert all("Beni tidak bisa" in body and "Sedang cuti" in body for _name, body in found)


def test_part_is_taken_and_the_rest_is_asked_of_anybody(night):
    swap = ask(night)
    accept_swap(
        night.session, swap_id=swap.id, actor=night.people["Beni"], now=MORNING, starts=wib(21, day=31),
        ends=wib(22, day=31),
    )  # fmt: skip
    assert [who(night, wib(hour, 30, 31)) for hour in (20, 21, 22)] == ["Andi", "Beni", "Andi"]
    rest = night.session.scalars(select(OnCallSwap).where(OnCallSwap.status == SwapStatus.ASKED)).all()
    assert [(one.starts_at, one.ends_at, one.asked_id) for one in rest] == [
        (wib(20, day=31), wib(21, day=31), None),
        (wib(22, day=31), wib(23, day=31), None),
    ]
    accept_swap(night.session, swap_id=rest[0].id, actor=night.people["Citra"], now=MORNING)
    assert who(night, wib(20, 30, 31)) == "Citra"


def test_request_without_a_name_goes_to_the_people_of_the_level(app, night):
    andi, dimas = night.people["Andi"], night.people["Dimas"]
    night.session.add(make_layer(1, [andi.id, dimas.id]))
    night.session.flush()
    ask(night, asked_id=None)
    assert {name for name, _body in told(app, night, "on_call.swap_asked")} == {"Dimas"}


@pytest.mark.parametrize("when", ["at the request", "at the answer"])
def test_request_with_nothing_to_swap_is_said_to_be_one(night, when):
    swap = None if when == "at the request" else ask(night)
    cover_shift(
        night.session, level=1, user_id=night.people["Citra"].id, starts_at=wib(19, day=31), ends_at=wib(23, 30, 31),
        actor=night.people["Citra"], now=MORNING,
    )  # fmt: skip
    with pytest.raises(DomainError, match="tidak ada yang ditukar"):
        accept_swap(night.session, swap_id=(swap or ask(night)).id, actor=night.people["Beni"], now=MORNING)


def test_answers_are_those_of_the_person_asked(night):
    swap, people = ask(night), night.people
    refused = [(accept_swap, "Andi"), (accept_swap, "Citra"), (decline_swap, "Citra"), (withdraw_swap, "Beni")]
    for verb, name in refused:
        with pytest.raises(DomainError):
            verb(night.session, swap_id=swap.id, actor=people[name], now=MORNING)
    withdraw_swap(night.session, swap_id=swap.id, actor=people["Andi"], now=MORNING)
    with pytest.raises(DomainError):
        accept_swap(night.session, swap_id=swap.id, actor=people["Beni"], now=MORNING)


@pytest.mark.parametrize(("first", "last"), [(wib(19, day=31), wib(21, day=31)), (wib(22, day=31), wib(22, day=31))])
def test_part_outside_of_the_request_is_refused(night, first, last):
    swap, beni = ask(night, first=wib(20, day=31), last=wib(20, 30, 31)), night.people["Beni"]
    with pytest.raises(Invalid):
        accept_swap(night.session, swap_id=swap.id, actor=beni, now=MORNING, starts=first, ends=last)


def test_technician_asks_nobody(night):
    with pytest.raises(NotAllowed):
        ask(night, actor=make_user(night.session, "Sari", Role.TECHNICIAN))


def shown_times(form):
    return re.findall(r'name="(?:starts|ends)_at"[^>]*value="([^"]+)"', form)


def test_swap_is_asked_and_answered_on_its_pages(client, night):
    session, andi, beni = night.session, night.people["Andi"], night.people["Beni"]
    session.commit()
    log_in(client, andi)
    form = client.get("/admin/on-call-swaps/new/?level=1").get_data(as_text=True)
    assert f'<option value="{beni.username}">Beni</option>' in form
    assert f'<option value="{andi.username}"' not in form
    assert shown_times(form) == ["21/11/2026 10.00", "23/11/2026 09.00"]  # from now until the hand-over
    times = {"starts_at": "2026-12-01T20:00", "ends_at": "2026-12-01T23:00"}
    made = post(client, "/admin/on-call-swaps/new/", {"level": "1", "person": beni.username, **times})
    assert made.status_code == 302
    [swap] = session.scalars(select(OnCallSwap))
    page = client.get(f"/admin/on-call-swaps/details/?id={swap.id}").get_data(as_text=True)
    assert "Tarik permintaan" in page
    assert "diminta oleh: Andi" in page
    assert "Saya ambil jaga ini" not in page
    log_in(client, beni)
    page = client.get(f"/admin/on-call-swaps/details/?id={swap.id}").get_data(as_text=True)
    assert "Saya ambil jaga ini" in page
    answered = post(client, f"/admin/on-call-swaps/{swap.id}/accept", {}, follow_redirects=True)
    assert "Tukar jaga Andi: sekarang Diambil." in answered.text
    session.refresh(swap)
    assert swap.status == SwapStatus.ACCEPTED
    assert session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "on_call.covered")).one()


def test_forms_are_filled_with_ones_next_shift_the_one_that_was_tapped_or_the_hours_that_nobody_has(client, night):
    session, andi, beni = night.session, night.people["Andi"], night.people["Beni"]
    session.delete(session.scalars(select(OnCallLayer).where(OnCallLayer.level == 1)).one())
    days = {"length_hours": 24, "from_hour": 8, "until_hour": 20, "started_at": wib(8, day=2)}
    session.add(make_layer(1, [beni.id, andi.id], **days))
    session.commit()
    log_in(client, andi)
    assert shown_times(client.get("/admin/on-call-swaps/new/").get_data(as_text=True)) == [
        *("21/11/2026 10.00", "21/11/2026 20.00"),
    ]
    grid = client.get("/admin/on-call/").get_data(as_text=True)
    forms = [unescape(one) for one in re.findall(r'<td data-day="[^"]+"><a href="([^"]+level=1[^"]+)"', grid)]
    assert [shown_times(client.get(form).get_data(as_text=True)) for form in forms[:3]] == [
        ["21/11/2026 10.00", "21/11/2026 20.00"],
        ["22/11/2026 08.00", "22/11/2026 20.00"],
        ["23/11/2026 08.00", "23/11/2026 20.00"],
    ]
    assert ["swaps" in form for form in forms[:3]] == [True, False, True]
    night_time = "/admin/on-call-covers/new/?level=1&at=2026-11-22T20:00Z"
    assert shown_times(client.get(night_time).get_data(as_text=True)) == ["22/11/2026 20.00", "23/11/2026 08.00"]
    assert client.get("/admin/on-call-covers/new/?level=1&at=besok").status_code == 200
