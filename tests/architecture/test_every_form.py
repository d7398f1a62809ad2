"""Every form somebody can reach: without its key it changes nothing, and sent twice it has one effect."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from app.core.clock import WIB, utc_now
from app.models.user import Role
from tests.support.crawl import parse
from tests.support.people import as_drawn
from tests.support.walks import NO_KEY, walks

pytestmark = pytest.mark.slow
OWN_BOOK = {"alembic_version", "idempotency_keys"}
ASIDE = {"audit_entries": "WHERE action <> 'entry_refused'"}  # every tenth refusal at a door is noted, form or no form


@pytest.mark.parametrize("role", [*Role, None], ids=lambda role: role or "stranger")
def test_every_form_takes_effect_once(lived_in: Flask, role: Role | None) -> None:
    faults: list[str] = []
    effects = tried = 0
    for client, action, sent in list(forms(lived_in, role)):
        where, tried = re.sub(r"\d+", "N", action), tried + 1
        before = state(lived_in)
        keyless = client.post(action, data={**sent, "idempotency_key": ""})
        if changed(before, state(lived_in)):
            faults.append(f"{where}: without a key it changed {changed(before, state(lived_in))}")
        first = client.post(action, data=sent)
        once = state(lived_in)
        again = client.post(action, data=sent)
        if changed(once, state(lived_in)):
            faults.append(f"{where}: the second press changed {changed(once, state(lived_in))}")
        codes = [answer.status_code for answer in (keyless, first, again)]
        if max(codes) >= 500:
            faults.append(f"{where}: answered {codes}")
        effects += bool(changed(before, once))
    assert not faults, f"{tried} forms, {effects} took effect\n" + "\n".join(faults)
    assert effects, f"none of {tried} forms took effect: nothing was proved"


def forms(app: Flask, role: Role | None) -> Iterator[tuple[FlaskClient, str, dict[str, Any]]]:
    """One form of each kind of action, filled in as far as it has to be."""
    known: set[str] = set()
    for client, walk in walks(app, role):
        for page in walk:
            for form in parse(page.html).iter("form"):
                action = urljoin(page.path, form.get("action") or page.path)
                kind = re.sub(r"\d+|[\w-]{20,}", "…", action)
                if (form.get("method") or "").lower() != "post" or NO_KEY.search(action) or kind in known:
                    continue
                known.add(kind)
                yield client, action, {name: value for name, value in filled(form).items() if value is not None}


def filled(form: Element) -> dict[str, Any]:
    """What a hasty person would send: required and empty fields get something that fits."""
    sent = as_drawn(form)
    soon = utc_now().astimezone(WIB) + timedelta(days=3)
    fitting = {
        "number": "1",
        "date": f"{soon:%Y-%m-%d}",
        "datetime-local": f"{soon:%Y-%m-%dT%H:%M}",
        "email": "uji@contoh.id",
        "tel": "081234000111",
    }
    for field in form.iter():
        name = field.get("name")
        if name and field.tag in {"input", "textarea"} and not sent.get(name) and field.get("required") is not None:
            kind = field.get("type") or "text"
            sent[name] = field.get("value") if kind in {"radio", "checkbox"} else fitting.get(kind, "Uji coba 1")
    return sent


def state(app: Flask) -> dict[str, Any]:
    """How many rows each table has, and which transaction last wrote one."""
    with app.app_context():
        session = app.extensions["sqlalchemy"].session
        tables = session.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).all()
        counts = " UNION ALL ".join(
            f"SELECT '{table}', count(*), max(xmin::text::bigint) FROM {table} {ASIDE.get(table, '')}"
            for table in set(tables) - OWN_BOOK
        )
        found = {row[0]: (row[1], row[2]) for row in session.execute(text(counts))}
        session.remove()
    return found


def changed(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    return sorted(table for table in after if before[table] != after[table])
