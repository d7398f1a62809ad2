"""A page or an endpoint: its status, words in it, a value of its JSON, the days its certificate has left."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests_hardened import Config, Manager
from requests_hardened.ip_filter import InvalidIPAddress

from integrations.probes.fault import Fault
from integrations.probes.network import days_of_certificate
from integrations.probes.targets import ProbeRefused, may_call, resolve

LARGEST = 1024 * 1024  # bytes that are read of an answer
AGENT = "Sigap-Checks/1"


def probe_http(
    url: str, *, options: Mapping[str, Any], timeout: float, allowed: Sequence[str], now: datetime
) -> Fault | None:
    """What differs from what was expected; redirects are not followed.

    Raises OSError (requests' own, too) and ProbeRefused.
    """
    parts = urlsplit(url)
    wanted_days = options.get("certificate_days")
    if wanted_days and parts.scheme == "https":
        left = days_of_certificate(parts.hostname or "", parts.port or 443, timeout=timeout, allowed=allowed, now=now)
        if left < int(wanted_days):
            return Fault.of("certificate", left=left, wanted=int(wanted_days))
    status, body = fetch_page(url, timeout=timeout, allowed=allowed)
    return _judge(status, body, options)


def fetch_page(url: str, *, timeout: float, allowed: Sequence[str]) -> tuple[int, bytes]:
    """Status and at most LARGEST bytes of an address that a user typed; redirects are not followed.

    Raises OSError (requests' own, too) and ProbeRefused.
    """
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    return _fetch(url, timeout=timeout, address=_listed_address(host, port, allowed))


def _listed_address(host: str, port: int, allowed: Sequence[str]) -> str | None:
    """The address inside to call, where the operator has listed it; None: a public one, which the filter checks.

    Raises ProbeRefused for an address inside that is not listed.
    """
    found = resolve(host, port, allowed)
    return None if all(may_call(ip_address(one), ()) for one in found) else found[0]


class _Pinned(HTTPAdapter):
    """Calls one address, whatever the name leads to by now; the certificate and the Host header are the name's."""

    def __init__(self, address: str, host: str) -> None:
        self._address, self._host = f"[{address}]" if ":" in address else address, host
        super().__init__()

    def get_connection_with_tls_context(self, request: Any, verify: Any, proxies: Any = None, cert: Any = None) -> Any:  # noqa: ARG002  its signature
        parts = urlsplit(request.url)
        tls: dict[str, Any] = {"server_hostname": self._host, "assert_hostname": self._host}
        _parts, pool = self.build_connection_pool_key_attributes(request, verify, cert)
        return self.poolmanager.connection_from_host(
            self._address, parts.port, parts.scheme, pool | tls if parts.scheme == "https" else pool
        )


def _fetch(url: str, *, timeout: float, address: str | None) -> tuple[int, bytes]:
    manager = Manager(
        Config(
            ip_filter_enable=address is None,
            ip_filter_allow_loopback_ips=False,
            never_redirect=True,
            default_timeout=(timeout, timeout),
            user_agent_override=AGENT,
        )
    )
    try:
        with manager.get_session() as session:
            session.trust_env = False
            if address is not None:
                pinned = _Pinned(address, urlsplit(url).hostname or "")
                session.mount("https://", pinned)
                session.mount("http://", pinned)
            with session.get(url, stream=True, headers={"Host": urlsplit(url).netloc}) as answer:
                return answer.status_code, answer.raw.read(LARGEST, decode_content=True)
    except InvalidIPAddress:
        raise ProbeRefused(url) from None
    except requests.Timeout:
        raise TimeoutError from None


def _judge(status: int, body: bytes, options: Mapping[str, Any]) -> Fault | None:
    expected = int(options.get("http_status") or 200)
    if status != expected:
        return Fault.of("status", status=status, expected=expected)
    words = str(options.get("words") or "")
    if words and words not in body.decode(errors="replace"):
        return Fault.of("words", words=words)
    if path := str(options.get("json_path") or ""):
        return _judge_json(body, path, str(options.get("json_value", "")))
    return None


def _judge_json(body: bytes, path: str, expected: str) -> Fault | None:
    """`path` is keys and positions joined by dots: `status.parts.0`."""
    try:
        found: Any = json.loads(body)
        for step in path.split("."):
            found = found[int(step)] if isinstance(found, list) else found[step]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        return Fault.of("no_value", path=path)
    shown = found if isinstance(found, str) else json.dumps(found)
    return None if shown == expected else Fault.of("value", path=path, found=shown[:80], expected=expected)
