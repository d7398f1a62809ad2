"""Every form with a file in it, whoever finds it: what is no file of its kind is refused in words, and nothing is kept."""

import io
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from app.core.identifiers import new_key, sha256
from tests.architecture.pages.test_every_form import filled, is_first
from tests.documents.pictures import huge_png
from tests.support.walking.html import Element, parse
from tests.support.walking.walks import Walk

pytestmark = pytest.mark.slow

SAID = {"alert", "error", "field-error"}
SAMPLES = "/admin/components/"  # every component drawn once, leading nowhere


@cache
def hostile() -> dict[str, bytes]:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as workbook:
        workbook.writestr("xl/worksheets/sheet1.xml", b" " * (101 << 20))
    return {
        "empty": b"",
        "picture of 400 megapixels": huge_png(20_000, 20_000),
        "script in a picture": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        "workbook of 101 MB": packed.getvalue(),
    }


def test_every_upload_refuses_in_words_and_keeps_nothing(walked: Walk, of_this_run: Path) -> None:
    """What many roles share is sent by the first that comes to it, in whichever process they walk."""
    faults = [
        f"{where}: {kind}: {fault}"
        for where, client, action, sent, field in _uploads(walked, of_this_run)
        for kind, content in hostile().items()
        if (fault := _fault(walked.app, client, action, {**sent, field: (io.BytesIO(content), "foto.jpg")}))
    ]
    assert faults == []


def _uploads(walked: Walk, of_this_run: Path) -> Iterator[tuple[str, FlaskClient, str, dict[str, Any], str]]:
    for client, pages in walked.walkers:
        for page in (one for one in pages if 'type="file"' in one.html):
            for form in parse(page.html).iter("form"):
                action = urljoin(page.path, form.get("action") or page.path)
                files = {field.get("name") or "" for field in form.iter("input") if field.get("type") == "file"}
                where = re.sub(r"\d+|[\w-]{20,}", "…", action.split("?")[0])
                if not files or (form.get("method") or "").lower() != "post" or where == SAMPLES:
                    continue
                if not is_first(of_this_run / f"upload-{sha256(where)}"):
                    continue
                sent = {name: value for name, value in filled(form).items() if value is not None and name not in files}
                sent |= _first_button(form)
                yield from ((where, client, action, sent, field) for field in sorted(files))


def _first_button(form: Element) -> dict[str, str]:
    """What the browser adds for the button that is pressed."""
    named = [one for one in form.iter("button") if one.get("name") and (one.get("type") or "submit") == "submit"]
    return {named[0].get("name") or "": named[0].get("value") or ""} if named else {}


def _fault(app: Flask, client: FlaskClient, action: str, sent: dict[str, Any]) -> str:
    before = _kept(app)
    answer = client.post(action, data={**sent, "idempotency_key": new_key()}, content_type="multipart/form-data")
    if answer.status_code in {302, 303}:
        answer = client.get(answer.headers["Location"])
    if answer.status_code >= 500:
        return f"answered {answer.status_code}"
    if _kept(app) != before:
        return "kept it"
    said = [_words(one) for one in parse(answer.text).iter() if one.get("role") == "alert" or SAID & _classes(one)]
    return "" if any(len(one) > 15 for one in said) else f"answered {answer.status_code} without a word"


def _kept(app: Flask) -> tuple[int, int]:
    """Rows of files, and files in the storage."""
    with app.app_context():
        session = app.extensions["sqlalchemy"].session
        rows = session.scalar(text("SELECT count(*) FROM stored_files"))
        session.remove()
    folder = Path(app.config["SETTINGS"].storage_dir)
    return rows, sum(1 for path in folder.rglob("*") if path.is_file())


def _classes(element: Element) -> set[str]:
    return set((element.get("class") or "").split())


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())
