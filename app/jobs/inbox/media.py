"""Fetches what customers send by WhatsApp: checked by its content, stored, shown in the chat and on the visit."""

from datetime import timedelta

import structlog
from flask import current_app
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import unit_of_work
from app.core.errors import Invalid
from app.core.files import StorageObject
from app.core.text.cleaning import clear_line
from app.http.files.pictures.images import is_picture, redraw
from app.http.files.reading.limited_process import Busy
from app.http.files.reading.pdf_check import is_pdf, require_plain
from app.http.files.storage import StorageAway, keep
from app.http.provider_clients import whatsapp_client
from integrations.outcome import DeliveryProblem, Refused, has_no_answer
from integrations.whatsapp.client import WhatsAppClient
from workflows.conversations import lease_inbound_file, put_off_inbound_file, store_inbound_file

BATCH = 20
MEGABYTE = 1024 * 1024
MOST_BYTES = {"image": 6 * MEGABYTE, "audio": 17 * MEGABYTE, "video": 17 * MEGABYTE, "document": 25 * MEGABYTE}
PAUSE = timedelta(minutes=2)
_SOUNDS = ((b"OggS", "audio/ogg"), (b"ID3", "audio/mpeg"), (b"#!AMR", "audio/amr"))
_FRAME = 0xE0  # eleven set bits begin a frame of MPEG sound

log = structlog.get_logger()


def fetch_media() -> None:
    """RQ job: fetch what is due. Without WhatsApp's credentials it waits."""
    client = whatsapp_client(current_app.config["SETTINGS"])
    if client is None:
        return
    try:
        for _ in range(BATCH):
            if not _fetch_next(client):
                return
    finally:
        client.close()


def _fetch_next(client: WhatsAppClient) -> bool:
    leased = unit_of_work(_lease)
    if leased is None:
        return False
    inbound_file_id, media_id, kind, name = leased
    try:
        content = client.fetch_media(media_id, MOST_BYTES.get(kind, MEGABYTE)).content  # no transaction is open
        kept = store_checked(content, kind, name)
    except (DeliveryProblem, Invalid, StorageAway) as problem:
        _put_off(inbound_file_id, problem)
        return not isinstance(problem, StorageAway) and not (
            isinstance(problem, DeliveryProblem) and has_no_answer(problem)
        )
    unit_of_work(lambda session: store_inbound_file(session, inbound_file_id=inbound_file_id, kept=kept))
    return True


def _lease(session: Session) -> tuple[int, str, str, str] | None:
    found = lease_inbound_file(session, now=utc_now())
    return (found.id, found.media_id, found.kind, found.original_name) if found else None


def _put_off(inbound_file_id: int, problem: Exception) -> None:
    code = problem.code if isinstance(problem, DeliveryProblem) else type(problem).__name__.lower()
    final = isinstance(problem, Refused) or (isinstance(problem, Invalid) and not isinstance(problem, Busy))
    log.warning("media.not_fetched", inbound_file_id=inbound_file_id, code=code, final=final)
    unit_of_work(
        lambda session: put_off_inbound_file(
            session, inbound_file_id=inbound_file_id, code=code, final=final, now=utc_now(), after=PAUSE
        )
    )


def store_checked(content: bytes, kind: str, name: str) -> StorageObject:
    """Stored as what it is: a picture drawn anew, a PDF without scripts, sound or film that a browser plays.

    Any other document is kept for downloading only. Raises Invalid for what only claims to be one of these.
    """
    name = clear_line(name)[:120]
    if is_picture(content):
        return keep(redraw(content), "image/jpeg", name)
    if is_pdf(content):
        require_plain(content)
        return keep(content, "application/pdf", name)
    playable = media_type_of(content, kind)
    if playable is None and kind != "document":
        raise Invalid("not a picture, sound or film")
    return keep(content, playable or "application/octet-stream", name)


def media_type_of(content: bytes, kind: str) -> str | None:
    """By its first bytes, for sound and film that a browser plays; None for anything else."""
    if kind not in {"audio", "video"}:
        return None
    sound = next((media_type for start, media_type in _SOUNDS if content.startswith(start)), None)
    if sound is None and content[4:8] == b"ftyp":
        return "audio/mp4" if kind == "audio" else "video/mp4"
    return (sound or _mpeg_sound(content)) if kind == "audio" else None


def _mpeg_sound(content: bytes) -> str | None:
    """MP3 of any version, or AAC, whose frames have layer 0."""
    if len(content) < 4 or content[0] != 0xFF or content[1] & _FRAME != _FRAME:  # noqa: PLR2004
        return None
    layer = content[1] >> 1 & 3
    if layer == 0:
        return "audio/aac" if content[1] & 0xF0 == 0xF0 else None  # noqa: PLR2004
    return "audio/mpeg"
