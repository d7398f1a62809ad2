"""A key without the sensitive scopes, whatever it sends to the demo company's records, opens no way in and moves no money."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text

from app.api.resources import RESOURCES
from app.core.db import db, transaction
from app.core.flow import Ask
from app.models.accounts.user import Role, User, UserStatus
from app.policies.scopes import THINGS, all_scopes_of
from tests.api.conftest import Program, key_of
from workflows.verbs import find_verb

OWN_SCOPES = {"users:set_email", "users:set_phone", "users:edit_admin"}
SENSITIVE = OWN_SCOPES | {
    thing.scope(name)
    for thing in THINGS.values()
    for name, step in (thing.flow.transitions.items() if thing.flow else ())
    if step.fresh
}
GUARDED = (
    "SELECT id, role, email, phone_e164, password_hash, telegram_chat_id, has_second_factor FROM users",
    "SELECT id, name, status, locale FROM users WHERE role = 'ADMIN'",
    "SELECT id, user_id, scopes, token_sha256 FROM api_tokens WHERE name <> 'uji'",
    "SELECT id, url, secret_version, facts FROM webhook_endpoints",
    "SELECT * FROM retention_choices",
    "SELECT id, bank_name, bank_account, bank_holder, four_eyes_above_idr, announcements_by_two FROM company",
    "SELECT id, approved_by_id, total_idr FROM invoices WHERE approved_by_id IS NOT NULL",
    "SELECT id, amount_idr FROM payments WHERE status = 'PAID'",
    "SELECT id, amount_idr FROM counter_entries WHERE status = 'DONE'",
    "SELECT release_id, user_id FROM release_approvals",
    "SELECT user_id FROM authenticators UNION ALL SELECT user_id FROM passkeys",
)
WISHES: dict[str, Any] = {
    "role": "ADMIN",
    "email": "penyerang@contoh.id",
    "phone_e164": "081299998888",
    "username": "direbut",
    "password": "sawah hijau luas",
    "scopes": ["users:edit_admin"],
    "url": "https://contoh.id/curi",
    "secret": "x" * 40,
    "status": "PAID",
    "approved_by_id": 1,
    "amount_idr": 1,
    "days": 1,
    "is_service": True,
}
LEAST_DONE = 60  # operations that must have worked, so that this test says something


def answer_of(ask: Ask, person: int) -> Any:
    """Something that fits the question."""
    if ask.choices:
        return ask.choices[0][0]
    plain: dict[str, Any] = {
        "integer": ask.minimum or 1,
        "money": 1000,
        "day": "2026-12-20",
        "moment": "2026-11-30T02:00:00+00:00",
        "person": person,
        "people": [person],
        "pick": 1,
        "picks": [1],
        "table": "a\tb",
    }
    return plain.get(ask.kind, "Contoh isian")


def attempts(person: int) -> Iterator[tuple[str, str, str, dict[str, Any] | None]]:
    """Method, path, scope and body: every step on a record it leaves, and every wish at every edit."""
    for resource in RESOURCES:
        thing, flow = resource.thing, resource.thing.flow
        for name, step in flow.transitions.items() if flow else ():
            closed = step.is_system or find_verb(flow, name) is None
            if closed or thing.scope(name) in SENSITIVE or thing.name == "tokens":
                continue
            asked = {ask.name: answer_of(ask, person) for ask in step.asks if ask.kind != "file"}
            leaves = select(flow.model.id).where(flow.model.status.in_(step.sources))
            for number in db.session.scalars(leaves.order_by(flow.model.id.desc()).limit(2)).all():
                yield "POST", f"/{thing.name}/{number}/{name}", thing.scope(name), asked or None
        if resource.edit is not None:
            rows = db.session.scalars(select(resource.model.id).order_by(resource.model.id).limit(2)).all()
            for number in rows:
                for field in sorted(set(resource.edit.fields()) & set(WISHES)):
                    yield "PATCH", f"/{thing.name}/{number}", thing.scope("write"), {field: WISHES[field]}


def guarded() -> list[list[str]]:
    return [sorted(map(str, db.session.execute(text(asked)))) for asked in GUARDED]


@pytest.fixture
def program(lived_in: Flask) -> Iterator[Program]:
    """Of an admin, with every scope but the sensitive ones."""
    with lived_in.app_context():
        with transaction() as session:
            admins = select(User).where(User.role == Role.ADMIN, User.status == UserStatus.ACTIVE)
            ani = session.scalars(admins.order_by(User.id).limit(1)).one()
            secret = key_of(session, ani, sorted(set(all_scopes_of(Role.ADMIN)) - SENSITIVE))
        yield Program(lived_in.test_client(), secret)


def test_the_other_scopes_open_no_way_in_and_move_no_money(lived_in: Flask, program: Program) -> None:
    before = guarded()
    person = db.session.scalars(select(User.id).where(User.role == Role.CS).order_by(User.id).limit(1)).one()
    tried = list(attempts(person))
    db.session.remove()
    done: set[str] = set()
    for method, path, scope, body in tried:
        answer = program.ask(method, path, body, **{"If-Match": "*"})
        assert answer.status_code < 500, f"{method} {path}: {answer.status_code}"
        if answer.status_code == 200:
            done.add(scope)
    now = guarded()
    changed = {asked: set(now[place]) - set(before[place]) for place, asked in enumerate(GUARDED)}
    assert {asked: rows for asked, rows in changed.items() if rows} == {}
    assert len(done) >= LEAST_DONE
