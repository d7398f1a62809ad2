"""One key, one effect, one answer: the status and the bytes of a POST's answer are kept with its effect."""

import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Any

from flask import Response, request
from sqlalchemy.orm import Session

from app.api.access.authentication import bearer_now
from app.api.errors import FreshProofDue, KeyMissing, KeyReused, ScopeMissing, document_of
from app.api.etags import etag_of
from app.api.request_body import FORM, parse_json
from app.core.db import unit_of_work
from app.core.errors import DomainError
from app.core.identifiers import is_key
from app.http.security.problem_details import MEDIA_TYPE
from app.http.security.secret_keys import derivation_key
from workflows.idempotency import find_answer, store_answer

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
STALE, TOO_MANY, OUR_FAULT = 412, 429, 500
ANOTHER_TOKEN = (FreshProofDue, ScopeMissing)

Work = Callable[[Session], tuple[int, dict[str, Any]]]


def sent_key() -> str:
    key = request.headers.get(HEADER, "").strip().strip('"')
    if not is_key(key):
        raise KeyMissing
    return key


def answer_once(work: Work) -> Response:
    """Run `work` (status, document) once for this key of this owner; a refusal is an answer, too, and is kept.

    What may be different in a moment (412, 429, 503), or with another token, is not kept: the same key may try again.
    """
    scope, key, sent = f"api:{bearer_now().user.id}", sent_key(), _fingerprint()
    replayed: list[bool] = []

    def once(session: Session) -> dict[str, Any]:
        replayed.clear()
        known = find_answer(session, scope=scope, key=key)
        if known is not None:
            if known.get("sent") != sent:
                raise KeyReused
            replayed.append(True)
            return known
        status, document = _outcome(session, work)
        answer = {"sent": sent, "status": status, "body": json.dumps(document, ensure_ascii=False)}
        store_answer(session, scope=scope, key=key, answer=answer)
        return answer

    return _as_response(unit_of_work(once), replayed=bool(replayed))


def _outcome(session: Session, work: Work) -> tuple[int, dict[str, Any]]:
    try:
        with session.begin_nested():
            return work(session)
    except DomainError as refusal:
        if refusal.status in {STALE, TOO_MANY} or refusal.status >= OUR_FAULT or isinstance(refusal, ANOTHER_TOKEN):
            raise
        return refusal.status, document_of(refusal)


def _as_response(answer: dict[str, Any], *, replayed: bool) -> Response:
    fine = answer["status"] < 400  # noqa: PLR2004
    response = Response(answer["body"], answer["status"], mimetype="application/json" if fine else MEDIA_TYPE)
    if fine:
        response.set_etag(etag_of(json.loads(answer["body"])))
    if replayed:
        response.headers[REPLAYED] = "true"
    return response


def _fingerprint() -> str:
    """Of what was asked, keyed: a password in a body must not be guessable from what we keep."""
    digest = hmac.new(derivation_key().encode(), digestmod=hashlib.sha256)
    for part in (request.method, request.path, *_content()):
        digest.update(f"{len(part)}:".encode() + part.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _content() -> list[str]:
    """JSON in one order; of a form its fields and what is in its files, whatever the boundary."""
    if request.mimetype == FORM:
        fields = [f"{name}={value}" for name, value in sorted(request.form.items(multi=True))]
        files = [f"{name}={_sha256(upload)}" for name, upload in sorted(request.files.items(multi=True), key=_name)]
        return [*fields, *files]
    raw = request.get_data()
    return [json.dumps(parse_json(raw), sort_keys=True)] if raw and request.is_json else [raw.hex()]


def _name(pair: tuple[str, Any]) -> str:
    return pair[0]


def _sha256(upload: Any) -> str:
    digest = hashlib.file_digest(upload.stream, "sha256").hexdigest()
    upload.stream.seek(0)
    return digest
