"""`flask validate-deploy`: may this go out? Exit 0 ready, 1 not ready, 2 nothing could be checked."""

import json
import os
import sys
from pathlib import Path
from typing import Any, NoReturn

import click
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.cli.sentences import print_table
from app.core.clock import utc_now
from app.core.db import unit_of_work
from app.core.errors import NotFound
from app.core.i18n import N_, Sentence
from app.models.releases.release import Release
from app.releases.checks import (
    BadEnvFile,
    UnknownSpecification,
    differences,
    read_env_file,
    run_pre_deployment_validation,
)
from app.releases.checks.live import check_live
from workflows.releases.readiness import store_validation

READY, NOT_READY, UNCHECKED = 0, 1, 2
FILE = click.Path(path_type=Path)


@click.command("validate-deploy")
@click.option("--spec", default="sigap", show_default=True, help="whose variables: sigap, widi")
@click.option("--env-file", type=FILE, help="check this file instead of this process and what it points at")
@click.option("--diff", type=FILE, help="list what differs in this second file, masked")
@click.option("--release", "version", help="keep the result, masked, with this version's release in the panel")
@click.option("--json", "as_json", is_flag=True, help="print allPassed and validationSteps")
@with_appcontext
def validate_deploy(spec: str, env_file: Path | None, diff: Path | None, version: str | None, *, as_json: bool) -> None:
    """Check the environment and, without --env-file, what it points at; values are shown masked."""
    try:
        given = read_env_file(env_file) if env_file else dict(os.environ)
        rows = differences(given, read_env_file(diff)) if diff else []
        live = check_live if spec == "sigap" and env_file is None else None
        report = run_pre_deployment_validation(spec, given, live=live)
        found = report.as_json() | ({"differences": [list(row) for row in rows]} if diff else {})
        if version:
            _keep(spec, version, found)
    except (BadEnvFile, UnknownSpecification, NotFound) as problem:
        _say_unchecked(problem.message)
    except SQLAlchemyError:
        _say_unchecked(N_("basis data tidak menjawab atau belum dimigrasi; lihat flask doctor"))
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        print_table([(step.verdict, step.name, step.words, step.value) for step in report.steps])
        print_table([("diff", *row) for row in rows])
        print(report.last_words())
    sys.exit(READY if report.all_passed else NOT_READY)


def _say_unchecked(why: Sentence) -> NoReturn:
    print(f"Tidak dapat diperiksa: {why}", file=sys.stderr)
    sys.exit(UNCHECKED)


def _keep(system: str, version: str, report: dict[str, Any]) -> None:
    """Raises NotFound for a release that the panel does not know."""

    def work(session: Session) -> None:
        wanted = select(Release.id).where(Release.system == system, Release.version == version)
        release_id = session.scalar(wanted)
        if release_id is None:
            raise NotFound(N_("Panel tidak mengenal rilis ini."))
        store_validation(session, release_id=release_id, report=report, actor=None, now=utc_now())

    unit_of_work(work)
