"""A record's page: one next step, the rest in a menu, empty facts folded, an inner navigation, a way back."""

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from admin_views.finance.invoices import InvoiceView
from admin_views.framework.lists.columns import choice_of
from admin_views.framework.lists.list_columns import column_roles, state_second
from admin_views.framework.records.arranged_steps import arrange_steps
from admin_views.framework.records.section_anchors import section_anchors
from admin_views.framework.records.what_happened import BACK, DONE, sentence_of, way_back
from admin_views.settings.audit_log import AuditView
from app.models import FLOWS
from app.models.accounts.user import Role
from app.models.accounts.user_flow import USER_FLOW
from app.models.audit.audit_log import AuditEntry
from app.models.customers.customer import CUSTOMER_FLOW, CustomerStatus
from app.models.finance.invoice import Invoice
from app.models.maintenance.upkeep import Compatibility
from app.models.support.ticket_flow import SUPPORT_FLOW
from app.models.visits.visit import VISIT_FLOW, VisitStatus
from tests.factories import NOW, make_company, make_customer, make_site, make_visit
from tests.panel.conftest import Desk


def move(name: str, tone: str = "neutral", *, moves: bool = False) -> Any:
    return SimpleNamespace(name=name, tone=tone, moves=moves)


@pytest.mark.parametrize(
    ("given", "step"),
    [
        ([move("note"), move("close", moves=True)], "close"),
        ([move("note"), move("edit")], "note"),
        ([move("start", moves=True), move("finish", "primary", moves=True)], "finish"),
        ([move("hold", "warning", moves=True), move("go", moves=True)], "go"),
    ],
)
def test_the_next_step_is_what_the_flow_says(given: list[Any], step: str) -> None:
    assert arrange_steps(given).next.name == step


def test_the_destructive_is_never_the_next_step_and_stands_last() -> None:
    given = [move("cancel", "danger"), move("a"), move("b"), move("c"), move("d")]
    arranged = arrange_steps(given)
    assert arranged.next.name == "a"
    assert [one.name for one in arranged.plain] == ["b"]
    assert [one.name for one in arranged.more] == ["c", "d"]
    assert [one.name for one in arranged.danger] == ["cancel"]
    assert arrange_steps([move("cancel", "danger")]).next is None


def test_three_actions_need_no_menu_and_nothing_is_lost() -> None:
    link = {"label": "PDF", "href": "/x"}
    few = arrange_steps([move("a"), move("b", "danger")], [link])
    assert (few.more, few.danger) == ([], [])
    assert few.plain[0] is link
    many = arrange_steps([move("a"), move("b"), move("c")], [link, {**link, "main": True}])
    assert many.plain == [{**link, "main": True}]
    assert len(many.more) == 3


def test_sections_with_an_id_are_named_with_their_counts() -> None:
    page = '<section class="card" id="tim" data-count="2"><h2>Tim</h2></section><section class="card"><h2>Tanpa</h2></section>'
    more = '<section id="a"><div><h2 id="x">A &amp; B</h2></div></section><section id="b"><h2>B</h2></section>'
    assert [(one.id, str(one.title), one.count) for one in section_anchors(page + more)] == [
        ("tim", "Tim", "2"),
        ("a", "A &amp; B", ""),
        ("b", "B", ""),
    ]
    assert section_anchors(page) == []


def test_the_state_stands_beside_what_names_the_record() -> None:
    columns = [("number", ""), ("title", ""), ("status", "")]
    assert [name for name, _label in state_second(columns)] == ["number", "status", "title"]


def test_a_phone_shows_the_badge_of_a_list_without_a_status() -> None:
    writers = {"fit": choice_of({"GOOD": "Cocok"}, {"GOOD": "positive"}), "kind": choice_of({"DEVICE": "Perangkat"})}
    roles = column_roles(Compatibility, ("kind", "name", "versions", "fit"), writers, {})
    assert [roles[name].split()[0] for name in roles] == ["cell-main", "cell-title", "cell-who", "cell-state"]


def test_a_phone_shows_how_much_in_a_list_of_money() -> None:
    view = InvoiceView
    roles = column_roles(Invoice, view.column_list, view.column_formatters, view.column_class)
    phone = {roles[name].split()[0]: name for name in view.column_list}
    assert [phone[line] for line in ("cell-main", "cell-state", "cell-title", "cell-who", "cell-when")] == [
        *("number", "status", "customer", "due_date", "total_idr"),
    ]
    assert roles["total_idr"].split() == ["cell-when", "cell-fit", "col-total_idr", "number"]


def test_a_screen_names_what_a_phone_shows() -> None:
    columns = ("at", "actor", "action", "thing", "changes")
    roles = column_roles(AuditEntry, columns, {}, AuditView.column_class)
    assert [roles[name].split()[0] for name in columns] == [
        *("cell-main", "cell-when", "cell-title", "cell-who", "cell-more"),
    ]


def test_every_sentence_of_an_action_belongs_to_one() -> None:
    known = {(flow.name, name) for flow in FLOWS.values() for name in flow.transitions}
    assert set(DONE) - known == set()
    assert {*BACK, *((flow, back) for (flow, _name), back in BACK.items())} - known == set()


def test_a_transition_says_the_new_status_and_an_action_its_own_words(session: Session) -> None:
    visit = make_visit(session)
    assert sentence_of(VISIT_FLOW, "close", str(visit)) == f"{visit.number}: sekarang Ditutup."
    assert sentence_of(VISIT_FLOW, "upload_photo", str(visit)) == "Foto disimpan."


@pytest.mark.parametrize(
    ("flow", "name", "before", "back"),
    [
        (CUSTOMER_FLOW, "deactivate", CustomerStatus.ACTIVE, "activate"),
        (CUSTOMER_FLOW, "delete", CustomerStatus.ACTIVE, "restore"),
        (CUSTOMER_FLOW, "delete", CustomerStatus.INACTIVE, None),
        (VISIT_FLOW, "finish", VisitStatus.IN_PROGRESS, "resume"),
        (VISIT_FLOW, "close", VisitStatus.DONE, None),
        (VISIT_FLOW, "upload_photo", VisitStatus.DONE, None),
    ],
)
def test_a_way_back_is_offered_where_the_flow_has_one(flow: Any, name: str, before: str, back: str | None) -> None:
    found = way_back(flow, name, before, SimpleNamespace(role=Role.CS))  # type: ignore[arg-type]
    assert (found and found[0]) == back


def test_no_way_back_for_whoever_may_not_take_it() -> None:
    assert way_back(USER_FLOW, "deactivate", "ACTIVE", SimpleNamespace(role=Role.SALES)) is None  # type: ignore[arg-type]


def test_after_a_step_the_page_says_what_happened_and_offers_the_way_back(
    at_desk: Callable[..., Desk], session: Session
) -> None:
    make_company(session)
    customer = make_customer(session)
    make_site(session, customer)
    desk = at_desk()
    assert desk.post(f"/admin/customers/{customer.id}/deactivate").status_code == 302
    page = desk.get("/admin/customers/details/", id=customer.id).get_data(as_text=True)
    assert "sekarang Non-aktif." in page
    assert f"/admin/customers/{customer.id}/activate" in page
    assert "Urungkan" in page


def test_empty_facts_are_folded_by_their_number(at_desk: Callable[..., Desk], session: Session) -> None:
    make_company(session)
    visit = make_visit(session)
    page = at_desk().get("/admin/visits/details/", id=visit.id).get_data(as_text=True)
    assert "tidak diisi</summary>" in page
    assert 'class="nothing"' not in page
    head = page[page.index('class="record-head"') : page.index('class="record"')]
    assert head.count("button-primary") == 1


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("steps", {"Kuota penuh"}),
        ("edits", {"Diubah"}),
        ("others", {"Check-in"}),
        ("anything", {"Kuota penuh", "Diubah", "Check-in"}),
    ],
)
def test_a_history_is_narrowed_by_kind(
    at_desk: Callable[..., Desk], session: Session, kind: str, shown: set[str]
) -> None:
    make_company(session)
    visit = make_visit(session)
    for action in ("fill", "changed", "check_in"):
        session.add(AuditEntry(at=NOW, thing="visit_tickets", thing_id=visit.id, action=action, changes={}))
    session.flush()
    page = at_desk().get("/admin/visits/details/", id=visit.id, history=kind).get_data(as_text=True)
    history = page[page.index('id="riwayat"') :]
    assert {words for words in ("Kuota penuh", "Diubah", "Check-in") if f"{words} –" in history} == shown
    assert ('aria-label="Saringan riwayat"' in history) == (kind != "anything")


@pytest.mark.parametrize(("status", "step"), [("CLOSED", "reopen"), ("NEW", "take"), ("DONE", "close")])
def test_joining_tickets_never_stands_out(status: str, step: str) -> None:
    """Of all that the flow offers but the merged ones' own way back."""
    elsewhere = {"answer", "answer_and_wait", "note", "unmerge"}
    given = [
        move(name, one.tone, moves=one.target is not None)
        for name, one in SUPPORT_FLOW.transitions.items()
        if one.by and status in one.sources and name not in elsewhere
    ]
    assert any(one.name == "merge" for one in given) or status == "CLOSED"
    assert arrange_steps(given).next.name == step


def test_the_form_of_a_step_names_its_record_and_the_menu_of_steps_is_more_in_english(
    at_desk: Callable[..., Desk], session: Session
) -> None:
    make_company(session)
    visit, desk = make_visit(session), at_desk()
    form = desk.get(f"/admin/visits/{visit.id}/cancel").text
    assert f"<h1>Batalkan: {visit.number}</h1>" in form
    desk.client.set_cookie("lang", "en")
    page = desk.get("/admin/visits/details/", id=visit.id).text
    assert re.search(r'<summary class="button">More<', page)
