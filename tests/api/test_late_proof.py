"""Photos and BAST that a phone sends by API when the signal is back, after the place was given to somebody else."""

import io
from datetime import datetime, timedelta

import pytest
from PIL import Image

from app.models.files.document import Document, DocumentKind, PhotoPhase
from app.models.visits.assignment import ReleaseReason
from tests.factories import NOW
from tests.fieldwork.conftest import add_document, scene, stamp
from tests.fieldwork.pages.test_proof import signature
from workflows.fieldwork import check_in, check_out

__all__ = ["add_document", "scene"]

# wrong throughout: only the difference counts
PHONE = {"device_at": "2020-01-01T08:00:00+07:00", "sent_at": "2020-01-01T08:20:00+07:00"}


def picture():
    made = io.BytesIO()
    Image.new("RGB", (320, 240), "teal").save(made, "JPEG")
    made.seek(0)
    return made


@pytest.mark.parametrize("kind", ["handover", "handover_scan", "photos"])
@pytest.mark.parametrize(("clocks", "status"), [(True, 201), (False, 409)])
def test_the_tap_counts_when_it_was_made(program, session, request, kind, clocks, status):
    cast = request.getfixturevalue("scene")
    check_in(session, visit_id=cast.visit.id, technician=cast.budi, stamp=stamp(), now=NOW - timedelta(hours=1))
    place = cast.budis_place
    place.released_at, place.release_reason = NOW - timedelta(minutes=5), ReleaseReason.REPLACED
    cast.visit.places_taken -= 1
    session.commit()
    budi = program(cast.budi)
    pressed = PHONE if clocks else {}
    path = f"/visits/{cast.visit.id}/{kind}"
    if kind == "handover":
        answer = budi.post(path, {"signer_name": "Pak Agus", "signature": signature(drawn=True), **pressed})
    else:
        file = (
            {"photo": (picture(), "a.jpg"), "phase": "BEFORE"} if kind == "photos" else {"paper": (picture(), "b.jpg")}
        )
        headers = {"Authorization": f"Bearer {budi.token}", "Idempotency-Key": f"bukti-{kind}-0001"}
        form = {**file, **pressed}
        answer = budi.client.post(f"/api/v1{path}", data=form, headers=headers)
    assert answer.status_code == status, answer.text
    if kind == "photos" and clocks:
        assert session.get_one(Document, answer.json["id"]).device_at == NOW - timedelta(minutes=20)


@pytest.mark.parametrize("clocks", [PHONE, {}])
def test_done_and_more_days_count_when_they_were_pressed(program, session, request, add_document, clocks):
    cast = request.getfixturevalue("scene")
    for person in (cast.budi, cast.sari):
        check_in(session, visit_id=cast.visit.id, technician=person, stamp=stamp(), now=NOW - timedelta(hours=1))
        check_out(session, visit_id=cast.visit.id, technician=person, stamp=stamp(), now=NOW - timedelta(minutes=40))
    for phase in PhotoPhase:
        add_document(cast.visit, DocumentKind.WORK_PHOTO, phase)
    add_document(cast.visit, DocumentKind.HANDOVER_REPORT)
    session.commit()
    budi = program(cast.budi)
    asked = budi.post("/extensions", {"visit_id": cast.visit.id, "days": 1, "reason": "Kompresor menyusul", **clocks})
    done = budi.post(f"/visits/{cast.visit.id}/finish", clocks)
    assert (asked.status_code, done.status_code) == (201, 200), asked.text + done.text
    pressed = NOW - timedelta(minutes=20) if clocks else NOW
    assert datetime.fromisoformat(asked.json["asked_at"]) == pressed
    assert datetime.fromisoformat(done.json["finished_at"]) == pressed
