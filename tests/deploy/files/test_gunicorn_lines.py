"""Lines of the web server's own process have the names of the application's."""

import json
import logging
import runpy
import sys
from pathlib import Path

from app.http.error_log.ecs import FIRST, NAMES, VERSION

ROOT = Path(__file__).parents[3]


def test_a_line_of_gunicorn_has_the_names_of_the_application() -> None:
    formatter = runpy.run_path(str(ROOT / "deploy/gunicorn.conf.py"))["JsonLine"]()
    try:
        int("rusak")
    except ValueError:
        failed = sys.exc_info()
    record = logging.LogRecord("gunicorn.error", logging.ERROR, "", 0, "Listening at: %s", ("http://x",), failed)
    line = json.loads(formatter.format(record))
    assert tuple(line)[:3] == FIRST
    assert set(line) <= {*NAMES.values(), "service.name", "ecs.version"}
    assert (line["message"], line["log.level"], line["ecs.version"]) == ("Listening at: http://x", "error", VERSION)
    assert "ValueError: " in line["error.stack_trace"]
