"""Every error as a page that says what happened and what to do; machines get the same as JSON."""

from contextlib import suppress
from typing import Any

import structlog
from flask import Flask, Response, current_app, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from werkzeug.exceptions import BadHost, HTTPException, SecurityError

from app.core.db import db
from app.core.errors import DomainError
from app.core.i18n import N_, Sentence
from app.http.auth.access import access_rule_of
from app.http.auth.sessions import UNSEEN, be_nobody
from app.http.security.problem_details import problem_answer, speaks_problems
from app.http.security.refusal_log import note_refusal
from app.models.accounts.user import ROLE_LABELS, STAFF

SENTENCES: dict[int, Sentence] = {
    400: N_("Permintaan ini tidak dapat dibaca. Muat ulang halaman lalu coba lagi."),
    401: N_("Anda belum masuk. Silakan masuk dulu."),
    403: N_("Anda tidak berhak membuka halaman ini."),
    404: N_("Halaman atau data ini tidak ditemukan."),
    405: N_("Halaman ini tidak dapat dipakai dengan cara itu."),
    413: N_("Kiriman terlalu besar. Kecilkan berkasnya lalu coba lagi."),
    422: N_("Isian tidak dapat diproses. Periksa kembali lalu coba lagi."),
    429: N_("Terlalu banyak permintaan. Tunggu sebentar lalu coba lagi."),
    500: N_("Terjadi kesalahan di pihak kami. Kejadian ini sudah dicatat; coba lagi sebentar lagi."),
    503: N_("Layanan sedang tidak siap. Coba lagi beberapa detik lagi."),
}

RIGHTS, STALE = {401, 403}, 400
NOTED = {*RIGHTS, STALE, 429}
log = structlog.get_logger()


def wants_json() -> bool:
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return request.path.startswith("/webhooks/") or best == "application/json"


def refusal(status: int, sentence: Sentence, code: str) -> ResponseReturnValue:
    if speaks_problems():
        return problem_answer(status, sentence, code)
    if wants_json():
        return jsonify(error=code, message=str(sentence)), status
    who_may = _who_may() if status == 403 else ""  # noqa: PLR2004
    return render_template("error.html", status=status, sentence=sentence, who_may=who_may), status


def _who_may() -> str:
    """The roles that this address is open to, for colleagues whose role is not among them."""
    rule = access_rule_of(current_app, request.endpoint) if request.endpoint else None
    if rule is None or not current_user.is_authenticated or current_user.role not in STAFF - rule.roles:
        return ""
    return ", ".join(sorted(str(ROLE_LABELS[role]) for role in rule.roles))


def _remember(status: int) -> None:
    """Refused for lack of rights, or too often: into the audit log, and nothing else of what the request had begun.

    Where people may say something without a name, nothing tells who was too fast.
    """
    if status in RIGHTS or (status in NOTED and request.blueprint not in UNSEEN):
        with suppress(SQLAlchemyError):  # while the database is away the refusal is said all the same
            db.session.rollback()
            note_refusal(status)


def init_refusals(app: Flask) -> None:
    @app.errorhandler(DomainError)
    def refuse(problem: DomainError) -> ResponseReturnValue:
        _remember(problem.status)
        return refusal(problem.status, problem.message, problem.code)

    @app.errorhandler(BadHost)
    @app.errorhandler(SecurityError)
    def no_host(_problem: BadHost) -> ResponseReturnValue:
        """Without a host there are no addresses, and a page of ours is full of them."""
        return Response(str(SENTENCES[400]), 400, mimetype="text/plain")

    @app.errorhandler(CSRFError)
    def stale_form(_problem: CSRFError) -> ResponseReturnValue:
        _remember(STALE)
        return refusal(400, N_("Formulir ini sudah kedaluwarsa. Muat ulang halaman lalu kirim lagi."), "csrf")

    @app.errorhandler(HTTPException)
    def http_problem(problem: HTTPException) -> Any:
        if problem.response is not None or (problem.code or 500) < 400:  # noqa: PLR2004
            return problem
        status = problem.code or 500
        if status != STALE:  # unreadable, but by a form of ours
            _remember(status)
        answer = app.make_response(
            refusal(status, SENTENCES.get(status, SENTENCES[400]), problem.name.lower().replace(" ", "_"))
        )
        for name, value in problem.get_headers():
            if name in {"Allow", "Retry-After"}:
                answer.headers[name] = value
        return answer

    _init_breakdowns(app)


def _init_breakdowns(app: Flask) -> None:
    @app.errorhandler(DataError)
    def unreadable(problem: DataError) -> ResponseReturnValue:
        db.session.rollback()
        log.warning("data.unreadable", error=type(problem.orig).__name__)
        return refusal(422, SENTENCES[422], "unreadable")

    @app.errorhandler(OperationalError)
    @app.errorhandler(InterfaceError)
    @app.errorhandler(NoConnectionFree)
    def database_away(problem: SQLAlchemyError) -> ResponseReturnValue:
        """Nobody is known while it is away: the page is drawn for nobody, and asks the database nothing more."""
        log.error("database.away", error=type(getattr(problem, "orig", None) or problem).__name__)
        be_nobody()
        with suppress(SQLAlchemyError):
            db.session.rollback()
        return refusal(503, SENTENCES[503], "unavailable")
