"""Every form somebody can reach: without its key it changes nothing, and sent twice it has one effect.

What many roles share is sent until it took effect, by two of them at most, in whichever process they walk.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from app.core.clock import WIB, utc_now
from app.core.identifiers import sha256
from tests.support.people import as_drawn
from tests.support.walking.html import Element, parse
from tests.support.walking.walks import NO_KEY, Walk

pytestmark = pytest.mark.slow
FEW = 10  # so many may have been refused to the one role that came to them
OWN_BOOK = {"alembic_version", "idempotency_keys"}
# every tenth refused request is noted, form or no form
ASIDE = {"audit_entries": "INSERT ON audit_entries FOR EACH ROW WHEN (NEW.action <> 'entry_refused')"}

WATCH = """
CREATE TABLE written_to (name text);
CREATE FUNCTION note_writing() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN INSERT INTO written_to VALUES (TG_TABLE_NAME); RETURN NULL; END $$;
"""


@pytest.fixture
def watched(walked: Walk) -> Walk:
    """A walk whose database notes from now on which tables a committed transaction has written rows of."""
    with walked.app.app_context():
        session = walked.app.extensions["sqlalchemy"].session
        tables = session.scalars(
            text("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
        ).all()
        session.execute(text(WATCH))
        for table in sorted(set(tables) - OWN_BOOK):
            when = ASIDE.get(table, f"INSERT OR UPDATE OR DELETE ON {table} FOR EACH ROW")
            session.execute(text(f"CREATE TRIGGER zz_note_writing AFTER {when} EXECUTE FUNCTION note_writing()"))
        session.commit()
        session.remove()
    return walked


class Sent:
    """What all processes of this run have sent, by files in the folder that they share."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def wants(self, kind: str) -> bool:
        """Say yes to the first two that ask for a kind of form, until it has taken effect."""
        path = self.folder / f"form-{sha256(kind)}"
        return not Path(f"{path}-done").exists() and any(is_first(Path(f"{path}-{number}")) for number in (1, 2))

    def took_effect(self, kind: str) -> None:
        (self.folder / f"form-{sha256(kind)}-done").touch()


@pytest.fixture(scope="session")
def sent_before(of_this_run: Path) -> Sent:
    return Sent(of_this_run)


def is_first(path: Path) -> bool:
    """Tell whether nobody of this run has come here before, and note that somebody has."""
    try:
        path.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def test_every_form_takes_effect_once(watched: Walk, sent_before: Sent) -> None:
    faults: list[str] = []
    effects = tried = 0
    for client, action, sent in list(forms(watched)):
        kind = kind_of(action)
        if not sent_before.wants(kind):
            continue
        where, tried = re.sub(r"\d+", "N", action), tried + 1
        written(watched.app)
        keyless = client.post(action, data={**sent, "idempotency_key": ""})
        unasked = written(watched.app)
        if unasked:
            faults.append(f"{where}: without a key it changed {unasked}")
        first = client.post(action, data=sent)
        effect = written(watched.app)
        again = client.post(action, data=sent)
        repeated = written(watched.app)
        if repeated:
            faults.append(f"{where}: the second press changed {repeated}")
        codes = [answer.status_code for answer in (keyless, first, again)]
        if max(codes) >= 500:
            faults.append(f"{where}: answered {codes}")
        if unasked or effect:
            effects += 1
            sent_before.took_effect(kind)
    assert not faults, f"{tried} forms, {effects} took effect\n" + "\n".join(faults)
    assert effects or tried < FEW, f"none of {tried} forms took effect: nothing was proved"


def kind_of(action: str) -> str:
    return re.sub(r"\d+|[\w-]{20,}", "…", action)


def forms(walked: Walk) -> Iterator[tuple[FlaskClient, str, dict[str, Any]]]:
    """One form of each kind of action, filled in as far as it has to be."""
    known: set[str] = set()
    for client, pages in walked.walkers:
        for page in pages:
            for form in parse(page.html).iter("form"):
                action = urljoin(page.path, form.get("action") or page.path)
                kind = kind_of(action)
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


def written(app: Flask) -> list[str]:
    """Which tables were written to since this was last asked."""
    with app.app_context():
        session = app.extensions["sqlalchemy"].session
        found = set(session.scalars(text("DELETE FROM written_to RETURNING name")))
        session.commit()
        session.remove()
    return sorted(found)
