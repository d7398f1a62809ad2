"""Work on site: presence, photos, BAST."""

from collections.abc import Callable
from typing import Any

from flask import Response
from sqlalchemy.orm import Session

from app.api.access.authentication import bearer_now
from app.api.access.idempotency import answer_once, sent_key
from app.api.actions import act
from app.api.blueprint import blueprint
from app.api.clocks import CLOCK_NAMES, clock_fields, read_pressed
from app.api.docs.openapi import multipart
from app.api.fields import Choice, Moment, Real, Text, Yes
from app.api.request_body import load, one_file
from app.api.resources.documents import DOCUMENTS
from app.api.resources.fieldwork import ATTENDANCE
from app.api.schemas import body_schema
from app.core.clock import utc_now
from app.core.db import db
from app.core.i18n import N_
from app.http.files.uploads import receive_document, receive_image
from app.http.forms.signature_image import receive_signature
from app.models.files.document import PhotoPhase
from app.models.visits.attendance import Attendance
from workflows.fieldwork import (
    Fix,
    Stamp,
    add_photo,
    attach_handover,
    check_in,
    check_out,
    require_place,
    sign_handover,
)

_CLOCK_PARTS = {name: {"type": "string", "format": "date-time"} for name in CLOCK_NAMES}

StampBody = body_schema(
    "Stamp",
    latitude=Real(-90, 90, metadata={"description": N_("derajat, WGS 84")}),
    longitude=Real(-180, 180),
    accuracy_m=Real(0, 1e7),
    **clock_fields(),
    given_at=Moment(metadata={"description": N_("hanya check-out: jam pulang yang ditulis kemudian")}),
    reason=Text(300, metadata={"description": N_("wajib bila tanpa posisi atau di luar radius")}),
    offline=Yes(),
)
HandoverBody = body_schema(
    "Handover",
    signer_name=Text(120, least=1, required=True),
    signer_title=Text(80, load_default=""),
    work_done=Text(2000, load_default=""),
    remarks=Text(1000, load_default=""),
    **clock_fields(),
    signature=Text(900_000, least=23, required=True, metadata={"description": "data:image/png;base64,…"}),
    technician_signature=Text(900_000, least=23, metadata={"description": "data:image/png;base64,…"}),
)


@act("check_in", N_("Check-in"), ATTENDANCE.schema, status=201)
@blueprint.body(StampBody)
def arrive(values: dict[str, Any], id: int) -> Response:  # noqa: A002  the name in the address
    return _record(check_in, id, values)


@act("check_out", N_("Check-out"), ATTENDANCE.schema, status=201)
@blueprint.body(StampBody)
def go(values: dict[str, Any], id: int) -> Response:  # noqa: A002  the name in the address
    return _record(check_out, id, values)


def _record(verb: Callable[..., Attendance], visit_id: int, values: dict[str, Any]) -> Response:
    """The request's key is the phone's key: sent twice, kept once."""
    technician, key = bearer_now().user, sent_key()
    latitude, longitude = values.get("latitude"), values.get("longitude")
    known = latitude is not None and longitude is not None
    fix = Fix(latitude=latitude, longitude=longitude, accuracy_m=values.get("accuracy_m")) if known else None  # type: ignore[arg-type]
    stamp = Stamp(
        client_key=f"{technician.id}.{key}"[:64],
        fix=fix,
        device_at=values.get("device_at"),
        sent_at=values.get("sent_at"),
        given_at=values.get("given_at"),
        reason=values.get("reason", "").strip(),
        offline=values.get("offline", False),
    )

    def work(session: Session) -> tuple[int, dict[str, Any]]:
        row = verb(session, visit_id=visit_id, technician=technician, stamp=stamp, now=utc_now())
        return 201, ATTENDANCE.reread(session, row.id, bearer_now().user)

    return answer_once(work)


_PHOTO = {
    "photo": {"type": "string", "format": "binary"},
    "phase": {"type": "string", "enum": [str(phase) for phase in PhotoPhase]},
    **_CLOCK_PARTS,
}


@act(
    "add_photo",
    N_("Tambah foto pekerjaan"),
    DOCUMENTS.schema,
    status=201,
    path="photos",
    requestBody=multipart(_PHOTO, ["photo", "phase"]),
)
def photograph(id: int) -> Response:  # noqa: A002  the name in the address
    technician, key = bearer_now().user, sent_key()
    known = body_schema("PhotoForm", phase=Choice(PhotoPhase, required=True), **clock_fields())
    parsed = load(known, "form")
    upload = one_file("photo")

    def work(session: Session) -> tuple[int, dict[str, Any]]:
        now = utc_now()
        require_place(session, visit_id=id, technician=technician)  # nothing is stored for anybody else
        kept = receive_image(upload, field="photo")
        photo = add_photo(
            session,
            visit_id=id,
            technician=technician,
            phase=PhotoPhase(parsed["phase"]),
            kept=kept,
            client_key=f"{technician.id}.{key}"[:64],
            now=now,
            pressed=read_pressed(parsed, now),
        )
        return 201, DOCUMENTS.reread(session, photo.id, bearer_now().user)

    return answer_once(work)


@act("hand_over", N_("BAST ditandatangani di layar"), DOCUMENTS.schema, status=201, path="handover")
@blueprint.body(HandoverBody)
def sign(values: dict[str, Any], id: int) -> Response:  # noqa: A002  the name in the address
    technician = bearer_now().user
    drawn, own = values.pop("signature"), values.pop("technician_signature", None)
    require_place(db.session(), visit_id=id, technician=technician)  # nothing is stored for anybody else
    signature = receive_signature(drawn)  # before the transaction: it may have to wait its turn
    if own:
        values["technician_signature"] = receive_signature(own, field="technician_signature")

    def work(session: Session) -> tuple[int, dict[str, Any]]:
        now = utc_now()
        facts = {name: value for name, value in values.items() if name not in CLOCK_NAMES} | {"signature": signature}
        pressed = read_pressed(values, now)
        document = sign_handover(session, visit_id=id, technician=technician, now=now, pressed=pressed, **facts)
        return 201, DOCUMENTS.reread(session, document.id, bearer_now().user)

    return answer_once(work)


@act(
    "hand_over",
    N_("BAST bertanda tangan di kertas"),
    DOCUMENTS.schema,
    status=201,
    path="handover_scan",
    operation="hand_over_paper_visits",
    requestBody=multipart({"paper": {"type": "string", "format": "binary"}, **_CLOCK_PARTS}, ["paper"]),
)
def attach(id: int) -> Response:  # noqa: A002  the name in the address
    technician, upload = bearer_now().user, one_file("paper")
    parsed = load(body_schema("ScanForm", **clock_fields()), "form")

    def work(session: Session) -> tuple[int, dict[str, Any]]:
        now = utc_now()
        require_place(session, visit_id=id, technician=technician)
        kept = receive_document(upload, field="paper")
        pressed = read_pressed(parsed, now)
        document = attach_handover(session, visit_id=id, technician=technician, kept=kept, now=now, pressed=pressed)
        return 201, DOCUMENTS.reread(session, document.id, bearer_now().user)

    return answer_once(work)
