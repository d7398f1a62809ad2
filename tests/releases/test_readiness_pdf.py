"""What two people approved, as a PDF; and what changed between the first and the second."""

import hashlib
from io import BytesIO

from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy.orm import Session

from app.jobs.documents.readiness import draw_readiness
from app.models.accounts.user import Role
from tests.factories import NOW, make_user
from tests.releases.test_readiness import make_everything_ready, prepared
from tests.support.logins import log_in
from workflows.releases.readiness import (
    approve_release,
    list_changes,
    list_items,
    prepare_again,
    tick_item,
    untick_item,
)


def test_the_approved_list_is_drawn_once_and_opened_from_its_page(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    release, nadia = prepared(session)
    made = make_user(session, "Made", Role.MANAGER)
    make_everything_ready(session, release, nadia)
    for person in (nadia, made):
        approve_release(session, release_id=release.id, actor=person, now=NOW)
    session.commit()
    log_in(client, nadia)
    address = f"/admin/releases/{release.id}/readiness.pdf"
    assert client.get(address).status_code == 404
    for _ in range(2):
        with app.app_context():
            draw_readiness()
    session.expire_all()
    sent = client.get(address).data
    stored = release.frozen_file
    assert (hashlib.sha256(sent).hexdigest(), stored.media_type) == (stored.sha256, "application/pdf")
    assert stored.sha256 in client.get(f"/admin/releases/details/?id={release.id}").text
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(sent)).pages).split())
    for words in ("widi 1.4.0", release.frozen_sha256, "dicoba di staging", "Made"):
        assert words in text, words
    for words in ("Checkout dan pembayaran", "Bukti atau catatan", "cakupan 88,4 %, batas > 85 %"):
        assert words in text, words
    for words in ("Checkout and payment", "Evidence or note", "coverage 88.4%, the limit is > 85%"):
        assert words in text, "whoever receives it reads it in their language"
    prepare_again(session, release_id=release.id, actor=nadia, now=NOW)
    assert release.frozen_file_id is None, "what is approved next is drawn anew"


def test_the_second_person_sees_what_changed_since_the_first(client: FlaskClient, session: Session) -> None:
    release, nadia = prepared(session)
    made = make_user(session, "Made", Role.MANAGER)
    make_everything_ready(session, release, nadia)
    approve_release(session, release_id=release.id, actor=nadia, now=NOW)
    session.commit()
    log_in(client, made)
    address = f"/admin/releases/details/?id={release.id}"
    page = client.get(address).text
    assert "Berubah sejak persetujuan Nadia" in page
    assert "Tidak ada yang berubah." in page
    some = next(one.item for one in list_items(session, release, now=NOW) if one.item.evidence is None)
    untick_item(session, item_id=some.id, actor=nadia, now=NOW)
    tick_item(session, item_id=some.id, actor=made, note="dicoba di produksi", now=NOW)
    session.commit()
    page = client.get(address).text
    assert "dicoba di staging · Nadia → Terpenuhi · dicoba di produksi · Made" in page


def test_lines_that_came_went_or_differ_are_changes_and_equal_ones_are_not() -> None:
    def line(label: str, note: str = "") -> dict[str, str]:
        return {"checklist": "LAUNCH", "label": label, "note": note}

    found = list_changes([line("a"), line("b"), line("c")], [line("a"), line("b", "lain"), line("d")])
    assert [(one["label"], one["before"] is None, one["now"] is None) for one in found] == [
        ("b", False, False),
        ("d", True, False),
        ("c", False, True),
    ]
