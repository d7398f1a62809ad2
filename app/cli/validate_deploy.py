"""`flask validate-deploy`: may this go out? Exit 0 ready, 1 not ready, 2 nothing could be checked."""

import json
import os
import sys
from pathlib import Path

import click
from flask.cli import with_appcontext

from app.cli.sentences import print_table
from app.releases.checks import (
    BadEnvFile,
    UnknownSpecification,
    differences,
    read_env_file,
    run_pre_deployment_validation,
)
from app.releases.checks.live import check_live

READY, NOT_READY, UNCHECKED = 0, 1, 2
FILE = click.Path(path_type=Path)


@click.command("validate-deploy")
@click.option("--spec", default="sigap", show_default=True, help="whose variables: sigap, widi")
@click.option("--env-file", type=FILE, help="check this file instead of this process and what it points at")
@click.option("--diff", type=FILE, help="list what differs in this second file, masked")
@click.option("--json", "as_json", is_flag=True, help="print allPassed and validationSteps")
@with_appcontext
def validate_deploy(spec: str, env_file: Path | None, diff: Path | None, *, as_json: bool) -> None:
    """Check the environment and, without --env-file, what it points at; values are shown masked."""
    try:
        given = read_env_file(env_file) if env_file else dict(os.environ)
        rows = differences(given, read_env_file(diff)) if diff else []
        live = check_live if spec == "sigap" and env_file is None else None
        report = run_pre_deployment_validation(spec, given, live=live)
    except (BadEnvFile, UnknownSpecification) as problem:
        print(f"Tidak dapat diperiksa: {problem}", file=sys.stderr)
        sys.exit(UNCHECKED)
    if as_json:
        shown = report.as_json() | ({"differences": [list(row) for row in rows]} if diff else {})
        print(json.dumps(shown, ensure_ascii=False, indent=1))
    else:
        print_table([(step.verdict, step.name, step.words, step.value) for step in report.steps])
        print_table([("diff", *row) for row in rows])
        print(report.last_words())
    sys.exit(READY if report.all_passed else NOT_READY)
