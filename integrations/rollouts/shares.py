"""The share of visitors that the new version gets, told to a proxy or to a program, and read back from it.

nginx: a file with `split_clients`, included by its `http` block, and a page that answers `$rilis_percent`.
Caddy: the admin API; its reverse_proxy carries an `@id`. 2.6 has no weights: upstreams stand there several times.
Webhook: signed as https://www.standardwebhooks.com; the answer says which percentage now holds.
"""

import subprocess
from collections.abc import Sequence
from http import HTTPStatus
from math import gcd
from pathlib import Path

import requests

SECONDS = 10.0
EVERYBODY = 100
NGINX = """\
split_clients "$rilis_who" $rilis_to {{ {shares} }}
map "" $rilis_percent {{ default "{percent}"; }}
"""


class ShareRefused(Exception):
    """Not told, or something else holds than what was told; the text says what."""


def set_nginx_share(file: Path, reload: Sequence[str], page: str, percent: int) -> None:
    """`reload`: the command that makes nginx read `file` anew; `page`: the address that answers the percentage.

    `split_clients` refuses 0 %. Before a reload that nginx refuses the file is as it was.
    """
    shares = {0: "* old;", EVERYBODY: "* new;"}.get(percent, f"{percent}% new; * old;")
    before = file.read_text() if file.exists() else None
    part = file.with_suffix(".part")
    part.write_text(NGINX.format(shares=shares, percent=percent))
    part.replace(file)
    try:
        ended = subprocess.run(reload, capture_output=True, text=True, timeout=SECONDS, check=False)  # noqa: S603  by people at the machine
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise ShareRefused(f"nginx: {problem}") from None
    if ended.returncode:
        if before is not None:
            file.write_text(before)
        raise ShareRefused(f"nginx: {ended.stderr.strip()[-300:]}")
    _compare(_ask("GET", page).text.strip(), str(percent), "nginx")


def set_caddy_share(admin: str, pool: str, old: Sequence[str], new: Sequence[str], percent: int) -> None:
    """`admin`: the address of the admin API, `pool`: the `@id`; `old`, `new`: upstreams as host:port."""
    wanted = [{"dial": one} for one in _mixed(old, new, percent)]
    _ask("PATCH", f"{admin}/id/{pool}/upstreams", json=wanted)
    _compare(_ask("GET", f"{admin}/id/{pool}/upstreams").json(), wanted, "Caddy")


def set_share_by_webhook(address: str, headers: dict[str, str], body: bytes, percent: int) -> None:
    """`headers`: content type and signature of exactly `body`."""
    answer = _ask("POST", address, data=body, headers=headers)
    try:
        held = answer.json().get("percent")
    except (ValueError, AttributeError):
        held = None
    _compare(held, percent, address)


def _mixed(old: Sequence[str], new: Sequence[str], percent: int) -> list[str]:
    """Each side as often as its share says, in lowest terms."""
    if not 0 < percent < EVERYBODY:
        return list(new if percent else old)
    shared = gcd(percent * len(old), (EVERYBODY - percent) * len(new))
    news, olds = percent * len(old) // shared, (EVERYBODY - percent) * len(new) // shared
    return [*old] * olds + [*new] * news


def _ask(method: str, address: str, **more: object) -> requests.Response:
    try:
        answer = requests.request(method, address, timeout=SECONDS, allow_redirects=False, **more)  # type: ignore[arg-type]
    except requests.RequestException as problem:
        raise ShareRefused(f"{address}: {type(problem).__name__}") from None
    if answer.status_code >= HTTPStatus.MULTIPLE_CHOICES:
        raise ShareRefused(f"{address}: {answer.status_code}")
    return answer


def _compare(held: object, wanted: object, who: str) -> None:
    if held != wanted:
        raise ShareRefused(f"{who}: yang berlaku {held}, seharusnya {wanted}")
