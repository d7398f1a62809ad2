"""The company's zone is asked of app.policies.company_time; no zone is written into the code that uses it."""

from pathlib import Path

ROOT = Path(__file__).parents[3]
MAY_NAME_ZONES = {"app/core/clock.py", "app/core/time_zones.py"}


def test_no_zone_is_written_in() -> None:
    named = [
        name
        for folder in ("app", "workflows", "admin_views")
        for path in (ROOT / folder).rglob("*.py")
        if (name := str(path.relative_to(ROOT))) not in MAY_NAME_ZONES
        and not name.startswith(("app/migrations/", "app/demo/"))
        and '"Asia/' in path.read_text()
    ]
    assert named == [], "ask company_zone(session) or company_today(session, now); DEFAULT_ZONE is in app.core.clock"
