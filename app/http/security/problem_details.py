"""Refusals for machines: RFC 9457 problem documents with a stable code and a sentence in the reader's language."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from flask import Response, request

from app.core.i18n import N_, Sentence
from app.http.pages.language import MACHINES

MEDIA_TYPE = "application/problem+json"
TITLES: dict[int, Sentence] = {
    400: N_("Permintaan tidak dapat dibaca"),
    401: N_("Belum masuk"),
    403: N_("Tidak berhak"),
    404: N_("Tidak ditemukan"),
    405: N_("Cara ini tidak dapat dipakai di sini"),
    406: N_("Bentuk jawaban ini tidak ada"),
    409: N_("Bertentangan dengan keadaan sekarang"),
    410: N_("Sudah tidak berlaku"),
    412: N_("Data sudah berubah"),
    413: N_("Kiriman terlalu besar"),
    415: N_("Bentuk kiriman tidak dikenal"),
    422: N_("Isian tidak sah"),
    428: N_("Syarat belum disebut"),
    429: N_("Terlalu banyak permintaan"),
    500: N_("Kesalahan di pihak kami"),
    503: N_("Layanan sedang tidak siap"),
}


def speaks_problems() -> bool:
    """Programs get problem documents whatever they say they accept; people's pages never do."""
    return request.path.startswith(MACHINES)


def problem_document(
    status: int,
    sentence: Sentence,
    code: str,
    *,
    errors: Mapping[str, list[str]] | None = None,
    facts: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """`code` never changes; `errors` names the fields; `facts` are further plain values of the refusal."""
    title = TITLES.get(status) or HTTPStatus(status).phrase
    document: dict[str, Any] = {
        "type": f"urn:sigap:problem:{code}",
        "title": str(title),
        "status": status,
        "code": code,
        "detail": str(sentence),
    }
    if errors:
        document["errors"] = {name: [str(one) for one in found] for name, found in errors.items()}
    if facts:
        document["facts"] = dict(facts)
    return document


def as_answer(document: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Response:
    """The document with its own status and media type."""
    answer = Response(json.dumps(document, ensure_ascii=False), document["status"], mimetype=MEDIA_TYPE)
    answer.headers.extend(headers or {})
    return answer


def problem_answer(status: int, sentence: Sentence, code: str) -> Response:
    return as_answer(problem_document(status, sentence, code))
