"""How much script and style a page loads, as it goes over the line: minified where it is bundled, and gzipped."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.launch.assets import build_assets
from tests.factories import make_admin, make_company
from tests.panel.conftest import Desk, at_desk  # noqa: F401  a fixture

KB = 1024
BUDGET, WITH_CHARTS = 30 * KB, 55 * KB
STYLE = 30 * KB
_SOURCES = re.compile(r'<(?:script[^>]*src|link rel="modulepreload" href)="([^"]+)"')
_STYLES = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
_IMPORTS = re.compile(r'^import .*?from "([^"]+)"|^import "([^"]+)"', re.MULTILINE)


def script_bytes(client: FlaskClient, page: str) -> int:
    """All scripts of a page with what they import, gzipped one by one."""
    waiting, seen = _SOURCES.findall(page), dict[str, int]()
    while waiting:
        address = waiting.pop().split("?")[0]
        if address in seen:
            continue
        source = client.get(address).get_data()
        seen[address] = len(gzip.compress(source))
        for first, second in _IMPORTS.findall(source.decode()):
            other = first or second
            waiting.append(
                other if other.startswith("/") else str((Path("/x") / Path(address).parent / other).resolve())
            )
    return sum(seen.values())


def style_bytes(client: FlaskClient, page: str) -> int:
    addresses = {address.split("?")[0] for address in _STYLES.findall(page)}
    return sum(len(gzip.compress(client.get(address).get_data())) for address in addresses)


@pytest.mark.parametrize(
    ("address", "budget"),
    [
        ("/admin/", BUDGET),
        ("/admin/board/", BUDGET),
        ("/admin/components/", BUDGET),
        ("/admin/kpi/", WITH_CHARTS),
        ("/admin/pages/", BUDGET),
        ("/admin/visits/", BUDGET),
        ("/admin/visits/new/", BUDGET),
    ],
)
def test_a_page_stays_within_its_budget(
    at_desk: Callable[..., Desk],  # noqa: F811
    session: Session,
    address: str,
    budget: int,
) -> None:
    list(build_assets())
    make_company(session)
    desk = at_desk(make_admin(session))
    page = desk.get(address).get_data(as_text=True)
    size, style = script_bytes(desk.client, page), style_bytes(desk.client, page)
    print(f"{address}: script {size / KB:.1f} KB, style {style / KB:.1f} KB")  # noqa: T201  read with -rP
    assert 2 * KB < style <= STYLE, f"{style / KB:.1f} KB"
    assert 2 * KB < size <= budget, f"{size / KB:.1f} KB"
