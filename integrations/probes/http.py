"""A page or an endpoint: its status, words in it, a value of its JSON, the days its certificate has left."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import requests
from requests_hardened import Config, Manager
from requests_hardened.ip_filter import InvalidIPAddress

from integrations.probes.network import days_of_certificate
from integrations.probes.targets import ProbeRefused, resolve

LARGEST = 1024 * 1024  # bytes that are read of an answer
AGENT = "Sigap-Checks/1"


def probe_http(url: str, *, options: Mapping[str, Any], timeout: float, allowed: Sequence[str], now: datetime) -> str:
    """A fault in words, or an empty text; redirects are not followed.

    Raises OSError (requests' own, too) and ProbeRefused.
    """
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    listed = _is_listed(host, port, allowed)
    wanted_days = options.get("certificate_days")
    if wanted_days and parts.scheme == "https":
        left = days_of_certificate(host, port, timeout=timeout, allowed=allowed, now=now)
        if left < int(wanted_days):
            return f"sertifikat berakhir {left} hari lagi, diharapkan paling sedikit {wanted_days}"
    status, body = _fetch(url, timeout=timeout, filtered=not listed)
    return _judge(status, body, options)


def _is_listed(host: str, port: int, allowed: Sequence[str]) -> bool:
    """Whether the operator has listed the host; raises ProbeRefused for an address inside that is not."""
    resolve(host, port, allowed)
    try:
        resolve(host, port, ())
    except ProbeRefused:
        return True
    return False


def _fetch(url: str, *, timeout: float, filtered: bool) -> tuple[int, bytes]:
    manager = Manager(
        Config(
            ip_filter_enable=filtered,
            ip_filter_allow_loopback_ips=False,
            never_redirect=True,
            default_timeout=(timeout, timeout),
            user_agent_override=AGENT,
        )
    )
    try:
        with manager.get_session() as session:
            session.trust_env = False
            with session.get(url, stream=True) as answer:
                return answer.status_code, answer.raw.read(LARGEST, decode_content=True)
    except InvalidIPAddress:
        raise ProbeRefused(url) from None
    except requests.Timeout:
        raise TimeoutError from None


def _judge(status: int, body: bytes, options: Mapping[str, Any]) -> str:
    expected = int(options.get("http_status") or 200)
    if status != expected:
        return f"HTTP {status}, diharapkan {expected}"
    words = str(options.get("words") or "")
    if words and words not in body.decode(errors="replace"):
        return f"“{words}” tidak ada di jawabannya"
    if path := str(options.get("json_path") or ""):
        return _judge_json(body, path, str(options.get("json_value", "")))
    return ""


def _judge_json(body: bytes, path: str, expected: str) -> str:
    """`path` is keys and positions joined by dots: `status.parts.0`."""
    try:
        found: Any = json.loads(body)
        for step in path.split("."):
            found = found[int(step)] if isinstance(found, list) else found[step]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        return f"{path} tidak ada di JSON-nya"
    shown = found if isinstance(found, str) else json.dumps(found)
    return "" if shown == expected else f"{path} = {shown[:80]}, diharapkan {expected}"
