"""What holds for every screen of the panel: closed where nobody opened it, quick whatever it shows, never a 500."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Integer, Table, inspect
from sqlalchemy.orm import Session

from admin_views.framework.lists.list_view import BY_MEANING
from admin_views.framework.model_view import AdminModelView
from app.core.db import Base
from app.models.accounts.user import Role
from app.models.customers.customer import Customer
from app.models.support.desk_item import DeskItem
from app.models.table_sizes import TABLE_SIZES, TableSize
from app.models.visits.visit import VisitStatus, VisitTicket
from tests.factories import make_admin, make_cs, make_customer, make_technician, make_user, make_visit
from tests.panel.conftest import Desk
from tests.panel.test_home import fill

pytestmark = pytest.mark.slow

MOST_STATEMENTS, WITH_MORE = 6, {"support": 7}  # teams and fields of its own are filters


@pytest.fixture
def screens(app: Flask) -> list[AdminModelView]:
    found = [view for view in app.extensions["admin"][0]._views if isinstance(view, AdminModelView)]
    assert len(found) > 3
    return found


@pytest.fixture
def desk_of(at_desk: Callable[..., Desk], session: Session) -> Callable[[AdminModelView], Desk]:
    """Somebody who may enter the screen."""

    def log_in(screen: AdminModelView) -> Desk:
        role = next(role for role in (Role.CS, Role.ADMIN, Role.SALES, Role.MANAGER) if role in screen.may_enter)
        return at_desk(make_user(session, "Orang", role))

    return log_in


def lists_of(screens: list[AdminModelView]) -> list[AdminModelView]:
    return [screen for screen in screens if screen.model.__tablename__ != "company"]


def test_a_list_needs_as_many_statements_for_many_rows_as_for_one(
    screens: list[AdminModelView], desk_of: Callable[..., Desk], session: Session, statements: list[str]
) -> None:
    fill(session)
    needed: dict[str, list[int]] = {}
    for times in range(2):
        for _more in range(8 * times):
            customer = make_customer(session, "Ibu Wati")
            make_visit(session, customer=customer, status=VisitStatus.DONE)
            make_technician(session)
        for screen in lists_of(screens):
            desk = desk_of(screen)
            desk.get(f"{screen.url}/")
            statements.clear()
            assert desk.get(f"{screen.url}/").status_code == 200, screen.endpoint
            needed.setdefault(screen.endpoint, []).append(len(statements))
    # one more is the count, once the rows no longer fit on the page
    grown = {name: counts for name, counts in needed.items() if counts[1] > counts[0] + 1}
    assert grown == {}, "each row asks for something of its own: load it with the list"
    # one more asks which rows may take the step that they offer
    most = {one.endpoint: WITH_MORE.get(one.endpoint, MOST_STATEMENTS) + bool(one.row_step) for one in screens}
    assert {name: counts for name, counts in needed.items() if max(counts) > most[name]} == {}


@pytest.mark.parametrize(
    "query",
    [
        {"page": "-1", "sort": "-1"},
        {"after": "99999999999999999999", "sort": "0"},
        {"before": "9", "sort": "1", "desc": "1"},
        {"end": "1", "search": "\x00'%_\\"},
        {"search": "agus 0812 TKT-1"},
        {"search": "+62"},
    ],
)
def test_no_parameter_breaks_any_list(
    query: dict[str, str], screens: list[AdminModelView], desk_of: Callable[..., Desk], session: Session
) -> None:
    fill(session)
    for screen in lists_of(screens):
        assert desk_of(screen).get(f"{screen.url}/", **query).status_code == 200, screen.endpoint


def all_at_once(screen: AdminModelView, desk: Desk, filters: dict[str, str], sort: dict[str, Any]) -> None:
    """Ask for a list with all these filters; one that breaks it is asked for by itself to be named."""
    named = {f"flt{place}_{arg}": value for place, (arg, value) in enumerate(filters.items())}
    if desk.get(f"{screen.url}/", **named, **sort).status_code != 200:
        assert desk.get(f"{screen.url}/", **sort).status_code == 200, (screen.endpoint, sort)
        for arg, value in filters.items():
            assert desk.get(f"{screen.url}/", **{f"flt0_{arg}": value}).status_code == 200, (
                screen.endpoint,
                arg,
                value,
            )
        pytest.fail(f"{screen.endpoint} breaks with all of {filters}")


def test_no_filter_value_breaks_any_list(
    screens: list[AdminModelView], desk_of: Callable[..., Desk], session: Session
) -> None:
    fill(session)
    for screen in lists_of(screens):
        desk = desk_of(screen)
        args = [screen.get_filter_arg(place, chosen) for place, chosen in enumerate(screen._filters or ())]
        for value in ("\x00", "x", "99999999999999999999", "-1", "2026-99-99 to 1") if args else ():
            all_at_once(screen, desk, dict.fromkeys(args, value), {})


def test_every_filter_and_every_sort_gives_a_page(
    screens: list[AdminModelView], desk_of: Callable[..., Desk], session: Session
) -> None:
    fill(session)
    good = {"datepicker": "2026-11-01", "daterangepicker": "2026-11-01 to 2026-11-30"}
    for screen in lists_of(screens):
        desk = desk_of(screen)
        with desk.client.application.test_request_context():
            groups = screen._get_filter_groups() or {}
        values = {
            item["arg"]: [value for value, _label in item["options"]][:12]
            if item["options"]
            else [good.get(item["type"], "1")]
            for items in groups.values()
            for item in items
        }
        sorts = [
            {"sort": place, "desc": desc, "end": 1} for place in range(len(screen._list_columns)) for desc in ("", "1")
        ]
        turns = max(map(len, values.values()), default=0)
        for turn in range(max(turns, len(sorts))):
            filters = {arg: of[turn] for arg, of in values.items() if turn < len(of)}
            all_at_once(screen, desk, filters, sorts[turn] if turn < len(sorts) else {})


def test_every_sort_of_a_large_table_has_its_index(screens: list[AdminModelView]) -> None:
    missing = []
    for screen in screens:
        table = screen.model.__table__
        if not isinstance(table, Table) or TABLE_SIZES[table.name] is TableSize.SMALL:
            continue  # what is drawn from several tables is measured by itself
        led = {str(next(iter(index.expressions))).split(".")[-1] for index in table.indexes}
        led |= {constraint.columns[0].name for constraint in table.constraints if getattr(constraint, "columns", None)}
        ranked = {str(index.name) for index in table.indexes}
        led -= set(BY_MEANING)  # sorted by their rank
        led |= {name for name in BY_MEANING if f"ix_{table.name}_{name}_rank" in ranked}
        for name in screen._sortable_columns:
            if name in screen.sort_expressions or name in screen._sortable_joins:
                continue
            if name not in led:
                missing.append(f"{table.name}.{name}")
    assert missing == [], "sorted in memory at a million rows: add an index (column, id) or do not sort by it"


def test_routes_that_flask_admin_opens_are_closed(
    screens: list[AdminModelView], at_desk: Callable[..., Desk], session: Session
) -> None:
    fill(session)
    desk = at_desk(make_admin(session))
    for screen in screens:
        if Role.ADMIN not in screen.may_enter:
            continue
        for path in ("delete/", "ajax/update/"):
            answer = desk.post(f"{screen.url}/{path}", id="1", list_form_pk="1", status="CLOSED")
            assert answer.status_code == 404, (screen.endpoint, path)
        answer = desk.post(f"{screen.url}/action/", action="delete", rowid="1")
        # "delete" is a move of some flows, and then it is made by its verb; Flask-Admin's own is nowhere
        assert answer.status_code in {403, 404}, screen.endpoint


def test_no_form_holds_a_column_that_only_moves_may_change(screens: list[AdminModelView]) -> None:
    for screen in screens:
        held = {name for name, _field in [*_fields(screen._create_form_class), *_fields(screen._edit_form_class)]}
        counted = {name for name in held & {"version"} if isinstance(inspect(screen.model).columns[name].type, Integer)}
        assert not counted | held & {"password_hash", "session_version"}, screen.endpoint
        if screen.flow is not None:
            assert "status" not in held, screen.endpoint
        assert not screen.column_editable_list, screen.endpoint
        assert not any((screen.create_modal, screen.edit_modal, screen.details_modal)), screen.endpoint


def test_every_form_of_every_list_bears_a_token_and_no_inline_script(
    screens: list[AdminModelView], desk_of: Callable[..., Desk], session: Session
) -> None:
    fill(session)
    for screen in lists_of(screens):
        answer = desk_of(screen).get(f"{screen.url}/")
        text = answer.get_data(as_text=True)
        assert "script-src 'self' 'nonce-" in answer.headers["Content-Security-Policy"]
        assert not re.search(r"\son[a-z]+\s*=\s*[\"']|javascript:|\sstyle=", text), screen.endpoint
        for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", text, re.DOTALL | re.IGNORECASE):
            assert 'name="csrf_token"' in form, (screen.endpoint, form[:200])
            assert 'name="idempotency_key"' in form, (screen.endpoint, form[:200])


def test_look_ups_are_scoped_and_bounded(
    screens: list[AdminModelView], desk_of: Callable[..., Desk], session: Session
) -> None:
    make_customer(session, "Pak Hapus", status="DELETED", deleted_at=make_customer(session).created_at)
    for screen in screens:
        for name in screen._form_ajax_refs or {}:
            desk = desk_of(screen)
            for query in (
                {"query": "x" * 5000, "offset": "-1", "limit": "-5"},
                {"query": "\x00", "offset": "99999999999999999999", "limit": "99999999999"},
                {"query": "Pak Hapus"},
            ):
                answer = desk.get(f"{screen.url}/ajax/lookup/", name=name, **query)
                assert answer.status_code == 200, (screen.endpoint, name, query)
                assert len(answer.get_json(force=True)) <= 50
            if screen._form_ajax_refs[name].model is Customer:
                assert answer.get_json(force=True) == []
        assert desk_of(screen).get(f"{screen.url}/ajax/lookup/", name="nothing").status_code == 404


def test_a_visitor_and_the_wrong_role_come_nowhere(
    screens: list[AdminModelView], at_desk: Callable[..., Desk], app: Flask, session: Session
) -> None:
    tono = at_desk(make_technician(session, "Tono"))
    for screen in screens:
        assert tono.get(f"{screen.url}/").status_code == 403, screen.endpoint
        assert app.test_client().get(f"{screen.url}/").status_code == 302, screen.endpoint
        assert tono.get(f"{screen.url}/ajax/lookup/", name="customer").status_code == 403, screen.endpoint
        assert tono.get(f"{screen.url}/export/csv/").status_code == 403, screen.endpoint


def test_exports_obey_the_filter_and_hold_no_formula(
    session: Session, at_desk: Callable[..., Desk], app: Flask
) -> None:
    view = next(view for view in app.extensions["admin"][0]._views if getattr(view, "model", None) is Customer)
    if not view.can_export:
        pytest.skip("customers are not exported")
    make_customer(session, "=HYPERLINK(1)", phone_e164="+6281234567899")
    make_customer(session, "Ibu Wati")
    text = at_desk(make_cs(session)).get(f"{view.url}/export/csv/", search="hyperlink").get_data(as_text=True)
    assert "'=HYPERLINK(1)" in text
    assert not re.search(r"(^|,)\"?[=+@]", text, re.MULTILINE)
    assert "Wati" not in text


def _fields(form: Any) -> list[tuple[str, Any]]:
    return [(name, field) for name, field in vars(form).items() if hasattr(field, "field_class")] if form else []


def test_relations_of_lists_are_real(screens: list[AdminModelView]) -> None:
    for screen in screens:
        assert issubclass(screen.model, Base | DeskItem)
        assert inspect(screen.model).primary_key[0].name == "id", screen.endpoint
        assert screen.model is not VisitTicket or screen.search_plan is not None
