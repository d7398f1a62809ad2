"""The static copy of the status page: whole files, put in place by a rename, to be served while Sigap is down."""

import json
import os
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from flask import current_app, render_template
from flask_babel import force_locale
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import db, unit_of_work
from app.models.incidents.incident_flow import INCIDENT_FLOW
from app.models.status.status_page import STATE_LABELS, MaintenanceStatus
from app.presenters.incidents.status_page import BADGE, HEADLINES, SHAPES, bars
from workflows.status import (
    StatusReport,
    answers,
    atom,
    collect_status,
    mirror_components,
    note_states,
    rss,
    sweep_maintenance,
)

STATIC = ("status.css", "status.js")


def write_status() -> None:
    """RQ job: begin and end maintenance, then write the copy anew."""
    now = utc_now()
    unit_of_work(lambda session: sweep_maintenance(session, now=now))
    unit_of_work(lambda session: note_states(session, collect_status(session, now=now), now=now))
    if current_app.config["SETTINGS"].has_mirror:
        unit_of_work(lambda session: mirror_components(session, now=now))
    write_copy(db.session(), current_app.config["SETTINGS"].status_folder)


def write_copy(session: Session, folder: Path) -> None:
    report = collect_status(session, now=utc_now())
    url = f"{current_app.config['SETTINGS'].public_url.rstrip('/')}/status/"
    for name, content in files_of(report, url):
        _put(folder / name, content)


def files_of(report: StatusReport, url: str) -> Iterator[tuple[str, bytes]]:
    """Every file of the copy with its name below the folder."""
    for locale, name in (("id", "index.html"), ("en", "en/index.html")):
        with force_locale(locale):
            yield name, _page(report, locale, url).encode()
    for name, body in answers(report, url=url).items():
        yield f"api/v2/{name}", json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    yield "history.atom", atom(report, url=url)
    yield "history.rss", rss(report, url=url)
    yield "badge.svg", render_template("status/badge.svg", **BADGE[report.indicator]).encode()
    for name in STATIC:
        yield name, (Path(current_app.root_path).parent / "templates" / "status" / name).read_bytes()


def _page(report: StatusReport, locale: str, url: str) -> str:
    soon = report.at + timedelta(days=14)
    plans = [
        plan
        for plan in report.maintenances
        if plan.status == MaintenanceStatus.IN_PROGRESS
        or (plan.status == MaintenanceStatus.SCHEDULED and plan.starts_at < soon)
    ]
    words = {"headlines": HEADLINES, "shapes": SHAPES, "states": STATE_LABELS, "words": INCIDENT_FLOW.labels}
    return render_template(
        "status/page.html",
        report=report,
        plans=plans,
        bars=bars,
        locale=locale,
        url=url,
        site=url.removesuffix("status/"),
        subscribe=f"{url.removesuffix('status/')}subscribe",
        **words,
    )


def _put(path: Path, content: bytes) -> None:
    """A reader sees the old file or the new one, never half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
