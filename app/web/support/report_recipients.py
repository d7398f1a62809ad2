"""An address named for the monthly report: its owner confirms it, or stops it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.core.clock import utc_now
from app.core.db import db, unit_of_work
from app.core.errors import NotFound
from app.core.i18n import N_, gettext
from app.http.auth.access import public
from app.http.forms.submission import submission_scope, submit
from app.http.pages.links.report_link import read_report, read_report_stop
from app.http.security.headers import csrf
from app.models.company import Company
from app.models.support.monthly import ReportRecipient
from app.web.support.blueprint import link_blueprint, report_blueprint
from workflows.support import confirm_recipient, stop_recipient

EXPIRED = N_("Tautan ini sudah tidak berlaku. Minta yang baru dari orang yang mencatat alamat Anda.")


@link_blueprint.get("/report/<signed>")
@public(keyed_by="a signed link")
def report_form(signed: str) -> ResponseReturnValue:
    """Looking changes nothing: mail scanners follow every link."""
    _recipient_id, email = _read(signed)
    submission_scope()
    return _page(email=email, url=url_for(".confirm_report", signed=signed), asks="confirm")


@link_blueprint.post("/report/<signed>")
@public(keyed_by="a signed link")
def confirm_report(signed: str) -> ResponseReturnValue:
    number, email = _read(signed)
    submit(lambda session: {"id": confirm_recipient(session, recipient_id=number, email=email, now=utc_now())})
    flash(gettext("Terima kasih. Laporan bulanan kami kirim ke %(email)s.", email=email), "success")
    return redirect(url_for(".report_form", signed=signed), 303)


@report_blueprint.get("/<token>")
@public(keyed_by="the signed token of an e-mail")
def stop_form(token: str) -> ResponseReturnValue:
    """Only asks: mail scanners follow every link."""
    found = _found(token)
    return _page(email=found.email, url=request.path, asks="stopped" if found.stopped_at else "stop")


@report_blueprint.post("/<token>")
@csrf.exempt
@public(keyed_by="the signed token of an e-mail")
def stop(token: str) -> ResponseReturnValue:
    """One-click (RFC 8058): no cookie, answered by 200. The token alone is the right to do just this."""
    found = _found(token)
    unit_of_work(lambda session: stop_recipient(session, recipient_id=found.id, now=utc_now()))
    return _page(email=found.email, url=request.path, asks="stopped")


def _read(signed: str) -> tuple[int, str]:
    known = read_report(signed, utc_now())
    if known is None:
        raise NotFound(EXPIRED)
    return known


def _found(token: str) -> ReportRecipient:
    number = read_report_stop(token)
    found = db.session.get(ReportRecipient, number) if number is not None else None
    if found is None:
        raise NotFound(EXPIRED)
    return found


def _page(**facts: str) -> str:
    return render_template("support/report_recipient.html", company=db.session.get(Company, 1), **facts)
