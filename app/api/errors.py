"""What the API itself refuses, and how every refusal in it is answered."""

from collections.abc import Mapping
from typing import Any

from flask import Response
from flask_babel.speaklater import LazyString

from app.core.errors import DomainError, Invalid
from app.core.i18n import N_
from app.http.security.problem_details import as_answer, problem_document
from app.http.security.refusal_log import note_refusal

UNAUTHORISED = 401
NOTED = {UNAUTHORISED, 403, 429}  # in the audit log, thinned out


class Unauthenticated(DomainError):
    code = "unauthorized"
    status = UNAUTHORISED
    sentence = N_("Kirim token yang berlaku di header Authorization: Bearer.")


class ScopeMissing(DomainError):
    code = "scope_missing"
    status = 403
    sentence = N_("Token ini tidak dibuat untuk hal ini.")


class FreshProofDue(DomainError):
    code = "fresh_proof_due"
    status = 403
    sentence = N_("Tukar kata sandi Anda dengan token baru (POST /auth/token), lalu ulangi dengan token itu.")


class PasswordChangeDue(DomainError):
    code = "password_change_due"
    status = 403
    sentence = N_("Ganti dulu kata sandi awal Anda di halaman masuk.")


class SecondFactorDue(DomainError):
    code = "second_factor_due"
    status = 403
    sentence = N_("Peran Anda wajib memakai langkah kedua. Pasang dulu di halaman Akun.")


class Unreadable(DomainError):
    code = "unreadable"
    status = 400
    sentence = N_("Isi kiriman bukan JSON yang sah.")


class WrongMediaType(DomainError):
    code = "wrong_media_type"
    status = 415
    sentence = N_("Kirim application/json, atau multipart/form-data untuk berkas.")


class KeyMissing(DomainError):
    code = "idempotency_key_missing"
    status = 400
    sentence = N_("Sertakan header Idempotency-Key: 8–64 huruf, angka, garis bawah atau tanda hubung.")


class KeyReused(DomainError):
    code = "idempotency_key_reused"
    status = 422
    sentence = N_("Kunci ini sudah dipakai untuk kiriman lain. Pakai kunci baru.")


class MatchMissing(DomainError):
    code = "if_match_missing"
    status = 428
    sentence = N_("Sertakan header If-Match dengan ETag dari data yang Anda baca.")


class Stale(DomainError):
    code = "stale"
    status = 412
    sentence = N_("Data ini sudah diubah orang lain. Baca lagi lalu ulangi perubahan Anda.")


class TooFast(DomainError):
    code = "too_many_requests"
    status = 429
    sentence = N_("Terlalu banyak permintaan. Tunggu sebentar lalu coba lagi.")


class BadFields(Invalid):
    """Several fields at once; `errors` by their path, e.g. `lines.0.quantity`."""

    def __init__(self, errors: Mapping[str, list[str]]) -> None:
        super().__init__(N_("Isian tidak sah."))
        self.errors = errors


def document_of(refusal: DomainError) -> dict[str, Any]:
    errors: Mapping[str, list[str]] | None = getattr(refusal, "errors", None)
    field = getattr(refusal, "field", None)
    if errors is None and field:
        errors = {field: [str(refusal)]}
    return problem_document(
        refusal.status, refusal.message, refusal.code, errors=errors, facts=_plain_facts(refusal.facts)
    )


def refuse(refusal: DomainError) -> Response:
    """The blueprint's answer to every DomainError."""
    if refusal.status in NOTED:
        note_refusal(refusal.status)
    headers = {"WWW-Authenticate": 'Bearer realm="Sigap"'} if refusal.status == UNAUTHORISED else {}
    return as_answer(document_of(refusal), headers)


def _plain_facts(facts: Mapping[str, object]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in facts.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, LazyString):
        return str(value)
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(one) for one in value]
    return value if isinstance(value, str | int | float | bool | type(None)) else str(value)
