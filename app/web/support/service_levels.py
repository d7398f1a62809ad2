"""What the company promises (SLA): a public page drawn from the settings, and the same as a PDF."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from app.core.clock import utc_now
from app.core.db import db
from app.http.auth.access import public
from app.http.files.downloads import send_stored
from app.models.files.document import StoredFile
from app.models.support.settings.service_plan import SupportSettings
from app.policies.company_time import company_today
from app.presenters.support.sla import sla_facts
from app.web.support.blueprint import blueprint
from workflows.support import ServiceLevels, read_sla


@blueprint.get("/sla")
@public()
def sla() -> ResponseReturnValue:
    found = _read()
    return render_template("support/sla.html", has_pdf=_file(found) is not None, **sla_facts(found))


@blueprint.get("/sla.pdf")
@public()
def sla_pdf() -> ResponseReturnValue:
    """Only while it says what the page says; a changed promise has its PDF within minutes."""
    stored = _file(_read())
    if stored is None:
        abort(404)
    return send_stored(stored, "sla.pdf", inline=True)


def _read() -> ServiceLevels:
    session = db.session()
    return read_sla(session, today=company_today(session, utc_now()))


def _file(found: ServiceLevels) -> StoredFile | None:
    settings = db.session.get(SupportSettings, 1)
    if settings is None or settings.sla_file_id is None or settings.sla_digest != found.digest:
        return None
    return db.session.get(StoredFile, settings.sla_file_id)
