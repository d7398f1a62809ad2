"""A password for a short-lived token: for own clients, counted on the same account as the log-in page."""

from typing import Any

from flask import Response, current_app, jsonify, request
from sqlalchemy.orm import Session

from app.api.blueprint import blueprint
from app.api.docs.openapi import reason
from app.api.errors import UNAUTHORISED, Unauthenticated
from app.api.fields import Choice, Items, Text, Whole
from app.api.schemas import body_schema, record_schema
from app.core.clock import utc_now
from app.core.db import unit_of_work
from app.core.errors import DomainError
from app.core.i18n import N_
from app.core.units import unit_of
from app.http.auth.access import public
from app.http.auth.user_agents import device_words
from app.http.security.rate_limits import FAILED_LOGINS, LOGINS_AT_MOST, limit_refusals, limiter
from app.http.security.secret_keys import derivation_key
from app.models.accounts.sessions import LoginWay
from app.models.audit.audit_log import Via
from workflows.accounts.users import check_login
from workflows.api_tokens import make_session_token
from workflows.authentication.mfa import check_code


class BadCredentials(Unauthenticated):
    code = "bad_credentials"
    sentence = N_("Nama pengguna atau kata sandi salah, atau akun sedang menunggu. Coba lagi nanti.")


class SecondFactorMissing(Unauthenticated):
    code = "second_factor_required"
    sentence = N_("Sertakan kode langkah kedua yang berlaku di isian otp.")


Credentials = body_schema(
    "Credentials",
    username=Text(254, least=1, required=True, metadata={"description": N_("nama pengguna, e-mail atau telepon")}),
    password=Text(128, least=1, required=True),
    otp=Text(20, metadata={"description": N_("kode autentikator atau satu kode pemulihan, bila langkah kedua aktif")}),
)
Granted = record_schema(
    "Granted",
    None,
    (),
    access_token=Text(200),
    token_type=Choice(["Bearer"]),
    expires_in=Whole(1),
    scopes=Items(Text(100), most=1000),
)
_WORDS: dict[str, Any] = {
    "operationId": "create_session_token",
    "summary": N_("Tukar kata sandi dengan token satu jam"),
    "security": [],
    "responses": {str(status): reason(status) for status in (400, 401, 409, 415, 422, 429)},
}


@public(keyed_by="password")
@limiter.limit(LOGINS_AT_MOST, methods=["POST"])
@limit_refusals(FAILED_LOGINS, refused=UNAUTHORISED)
@blueprint.body(Credentials)
@blueprint.response(200, Granted)
@blueprint.doc(**_WORDS)
def exchange(sent: dict[str, Any]) -> Response:
    """Same answer and same time for an unknown name, a wrong password and an account that waits."""
    now, tries = utc_now(), current_app.config["SETTINGS"].login_tries
    device = f"API · {device_words(request.headers.get('User-Agent', ''))}"

    def work(session: Session) -> Any:
        """A refusal is returned, not raised: wrong passwords and codes must stay counted."""
        unit_of(session).channel = Via.API
        user = check_login(session, name=sent["username"], password=sent["password"], now=now, tries=tries)
        if user is None:
            return BadCredentials()
        if not user.has_second_factor:
            return make_session_token(session, owner=user, now=now, device=device)
        key = derivation_key()
        if not check_code(session, user=user, code=sent.get("otp") or "", key=key, now=now):
            return SecondFactorMissing()
        return make_session_token(session, owner=user, now=now, device=device, how=LoginWay.TWO_FACTOR)

    made = unit_of_work(work)
    if isinstance(made, DomainError):
        raise made
    left = int((made.token.expires_at - now).total_seconds())
    return jsonify(access_token=made.secret, token_type="Bearer", expires_in=left, scopes=made.token.scopes)  # noqa: S106


blueprint.mount("/auth/token", exchange, tag="auth", method="POST")
