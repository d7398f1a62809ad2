"""Fields of the desk's own: on the portal's form, the ticket, the customer's page, in filter, export and API."""

import re
from datetime import date, timedelta

import pytest

from app.core.clock import utc_now
from app.core.errors import Invalid
from app.http.forms.honeypot import opened_stamp
from app.http.pages.language import COOKIE
from app.models.support.settings.fields import FieldType, SupportField
from app.models.support.ticket import SupportTicket, TicketKind
from tests.factories import NOW, make_company, make_cs
from tests.support.logins import log_in
from tests.support.walking.posting import post
from tests.support_desk.desk import fresh, make_ticket
from workflows.support import VERBS, ensure_ticket_link, read_fields, save_field

TODAY = date(2026, 11, 21)


def make_field(session, name="Merek AC", **given):
    facts = {
        "name_en": "Make",
        "kind": TicketKind.PROBLEM,
        "value_type": FieldType.CHOICE,
        "choices": "Daikin\nLainnya | Other",
        "is_required": False,
        "for_customer": True,
        "position": 0,
        "is_active": True,
    }
    return save_field(session, SupportField(), name=name, **{**facts, **given})


@pytest.mark.parametrize("number", ["", "-1", "1.0", "9" * 5000, "nol", "²", "٣"])
def test_a_field_is_named_by_its_number(session, number):
    make_company(session)
    ticket = make_ticket(session, at=NOW, kind=TicketKind.PROBLEM)
    make_field(session)
    with pytest.raises(Invalid) as refused:
        VERBS["set_fields"](session, ticket_id=ticket.id, actor=make_cs(session), now=NOW, values=f"{number}\tDaikin")
    assert refused.value.field == "values"
    assert ticket.fields == {}


@pytest.mark.parametrize(
    ("value_type", "text", "kept"),
    [
        (FieldType.TEXT, "  SN-1\u200b2 ", "SN-12"),
        (FieldType.NUMBER, "1,50", "1,5"),
        (FieldType.NUMBER, "dua", None),
        (FieldType.DATE, "30/11/2026", "2026-11-30"),
        (FieldType.DATE, "kemarin lusa sekali", None),
        (FieldType.CHOICE, "Daikin", "Daikin"),
        (FieldType.CHOICE, "daikin", None),
        (FieldType.TEXT, "x" * 500, "x" * 500),
        (FieldType.TEXT, "x" * 501, None),
    ],
)
def test_a_value_is_read_after_its_type(value_type, text, kept):
    field = SupportField(id=7, name="Isian", value_type=value_type, choices=["Daikin"], choices_en=["Daikin"])
    if kept is None:
        with pytest.raises(Invalid) as refused:
            read_fields([field], {7: text}, today=TODAY)
        assert refused.value.field == "field_7"
    else:
        assert read_fields([field], {7: text}, today=TODAY) == {"7": kept}


def test_what_is_required_is_asked_for_and_what_is_empty_left_out():
    must = SupportField(id=1, name="Seri", value_type=FieldType.TEXT, is_required=True, choices=[], choices_en=[])
    may = SupportField(id=2, name="Ukuran", value_type=FieldType.NUMBER, choices=[], choices_en=[])
    with pytest.raises(Invalid):
        read_fields([must, may], {1: "  "}, today=TODAY)
    assert read_fields([must, may], {1: "A", 2: ""}, today=TODAY) == {"1": "A"}


def test_a_customer_fills_in_the_fields_of_the_chosen_kind_only(session, app, client):
    make_company(session)
    make = make_field(session, is_required=True)
    make_field(session, "Nomor faktur", kind=TicketKind.COMPLAINT, value_type=FieldType.TEXT, is_required=True)
    inside = make_field(session, "Shift", value_type=FieldType.TEXT, for_customer=False)
    session.commit()
    form = client.get("/support/new").text
    assert "Merek AC" in form
    assert "Shift" not in form
    with app.test_request_context():
        stamp = opened_stamp(utc_now() - timedelta(minutes=1))
    said = {
        "subject": "AC bocor",
        "description": "Menetes",
        "kind": "PROBLEM",
        "name": "Bu Ratna",
        "email": "r@hotel.id",
    }
    said |= {"opened": stamp, f"field_{inside.id}": "malam"}
    assert post(client, "/support/new", said).status_code == 422
    assert post(client, "/support/new", said | {f"field_{make.id}": "Lainnya"}).status_code == 303
    ticket = session.query(SupportTicket).one()
    assert ticket.fields == {str(make.id): "Lainnya"}
    token = ensure_ticket_link(session, ticket_id=ticket.id).token
    session.commit()
    client.set_cookie(COOKIE, "en")
    assert "Make: Other" in client.get(f"/ticket/{token}").text


def test_the_desk_fills_in_shows_filters_and_exports_them(session, client):
    make_company(session)
    make, since = make_field(session), make_field(session, "Dibeli", value_type=FieldType.DATE, for_customer=False)
    ticket, other = make_ticket(session, at=utc_now()), make_ticket(session, at=utc_now(), subject="Lain")
    log_in(client, make_cs(session))
    form = client.get(f"/admin/support/{ticket.id}/set_fields")
    assert "Merek AC" in form.text
    version = re.search(r'name="version"[^>]*value="([^"]*)"', form.text)[1]
    filled = {f"field_{make.id}": "Daikin", f"field_{since.id}": "1/2/2025", "version": version}
    assert post(client, f"/admin/support/{ticket.id}/set_fields", filled).status_code == 302
    said = {"ticket_id": other.id, "actor": make_cs(session), "now": NOW}
    assert VERBS["set_fields"](session, values=f"{make.id}\tLainnya", **said).fields == {str(make.id): "Lainnya"}
    with pytest.raises(Invalid):
        VERBS["set_fields"](session, values="999\tLainnya", **said)
    session.commit()
    assert fresh(session, ticket).fields == {str(make.id): "Daikin", str(since.id): "2025-02-01"}
    shown = client.get(f"/admin/support/details/?id={ticket.id}").text
    assert "1 Feb 2025" in shown
    found = client.get("/admin/support/", query_string={"flt_field": f"{make.id}:Daikin"}).text
    assert ticket.number in found
    assert other.number not in found
    assert "Merek AC: Daikin" in client.get("/admin/support/export/csv/").text


def test_a_field_without_choices_or_named_twice_is_refused(session):
    make_field(session)
    for given in ({"name": "merek ac"}, {"name": "Warna", "choices": ""}, {"name": "Warna", "choices": "Biru\nBiru"}):
        with pytest.raises(Invalid):
            make_field(session, **given)
