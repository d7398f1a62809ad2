"""The HTTP every provider client shares: one keep-alive pool, short timeouts, no redirects, no secret in an error."""

import json
import logging
import math
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from requests.utils import get_environ_proxies

from integrations.outcome import ChannelDown, DeliveryProblem, TryLater
from integrations.shapes import clean, mapping

CONNECT_TIMEOUT = 5.0  # seconds
READ_TIMEOUT = 20.0
POOL_SIZE = 32
LONGEST_PAUSE = 86_400.0
LONGEST_DETAIL = 500
MOST_BEGUN = 16  # addresses
PIECE = 65_536
LOOPBACK = {"localhost", "127.0.0.1", "::1"}

_SECONDS = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?", re.ASCII)
_BOT_TOKEN = re.compile(r"/bot[^/\s]+")


@dataclass(frozen=True, slots=True)
class Reply:
    """A provider's answer: `body` is its JSON object, `rows` its JSON list, empty when it sent something else."""

    status: int
    body: Mapping[str, Any]
    text: str
    retry_after: float | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    rows: tuple[Any, ...] = ()  # where the answer is a list


class _NoTokenInPath(logging.Filter):
    """Telegram's URL is its password, and urllib3 logs paths at DEBUG."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if "/bot" in message:
            record.msg, record.args = _BOT_TOKEN.sub("/bot***", message), ()
        return True


logging.getLogger("urllib3.connectionpool").addFilter(_NoTokenInPath())


class HeaderAuth(AuthBase):
    """Fixed headers that prove who we are; being an auth object keeps ~/.netrc out of it."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        self._headers = dict(headers)

    def __call__(self, r: requests.PreparedRequest) -> requests.PreparedRequest:
        r.headers.update(self._headers)
        return r


class Wire:
    """A pool of kept-alive connections to one provider; `timeout` is the wait for each part of an answer."""

    def __init__(
        self,
        base: str,
        *,
        secrets: tuple[str, ...] = (),
        auth: AuthBase | None = None,
        timeout: float = READ_TIMEOUT,
        pool_size: int = POOL_SIZE,
    ) -> None:
        self._timeout = (min(CONNECT_TIMEOUT, timeout), timeout)
        self._secrets = tuple(secret for secret in secrets if secret)
        self._begun: dict[str, requests.PreparedRequest] = {}
        self._session = requests.Session()
        self._session.auth = auth
        self._session.headers["Accept"] = "application/json"
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        if urlsplit(base).hostname not in LOOPBACK:
            self._session.proxies.update(get_environ_proxies(base, no_proxy=None))
        # The environment is read once, above: reading it for every request costs more than the request.
        self._session.trust_env = False
        adapter = HTTPAdapter(pool_connections=2, pool_maxsize=pool_size, max_retries=0)
        self._session.mount("https://", adapter)
        self._session.mount("http://", adapter)

    def post(self, url: str, body: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Reply:
        """Post JSON and read the answer; raises TryLater when there is none."""
        return self._answer(lambda: self._post(url, body, headers))

    def post_bytes(self, url: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        """Post what is already written and read the answer; raises TryLater when there is none."""
        return self._answer(lambda: self._open("POST", url, data=body, headers=headers))

    def get(self, url: str, params: Mapping[str, str] | None = None) -> Reply:
        """Get JSON; raises TryLater when there is no answer."""
        return self._answer(lambda: self._open("GET", url, params=params))

    def send(self, method: str, url: str, body: Mapping[str, Any] | None = None) -> Reply:
        """Any other method, with JSON where there is a body; raises TryLater when there is no answer."""
        return self._answer(lambda: self._open(method, url, **({} if body is None else {"json": body})))

    def download(self, url: str, *, max_bytes: int, longest: float) -> bytes | None:
        """Read a body of at most `max_bytes` within `longest` seconds; None when it is larger."""
        problem: DeliveryProblem
        try:
            return self._download(url, max_bytes, time.monotonic() + longest)
        except (requests.RequestException, ValueError) as error:
            problem = _as_problem(error)
        raise problem

    def close(self) -> None:
        """Close every kept connection."""
        self._session.close()

    def without_secrets(self, words: str) -> str:
        """Make a provider's words fit to be shown and stored."""
        for secret in self._secrets:
            words = words.replace(secret, "***")
        return clean(words)[:LONGEST_DETAIL]

    def _post(self, url: str, body: Mapping[str, Any], headers: Mapping[str, str] | None) -> requests.Response:
        """Thousands of messages go to one address: all of a request but its body is made once."""
        if headers:
            return self._open("POST", url, json=body, headers=headers)
        if url not in self._begun:
            if len(self._begun) >= MOST_BEGUN:
                self._begun.clear()
            self._begun[url] = self._session.prepare_request(requests.Request("POST", url, json={}))
        request = self._begun[url].copy()
        request.body = json.dumps(body, allow_nan=False).encode()
        request.headers["Content-Length"] = str(len(request.body))
        return self._session.send(request, timeout=self._timeout, allow_redirects=False)

    def _answer(self, ask: Callable[[], requests.Response]) -> Reply:
        problem: DeliveryProblem
        try:
            answer = ask()
            body = _json_of(answer)
            rows = tuple(body) if isinstance(body, list) else ()
            return Reply(answer.status_code, mapping(body), _words(answer), _pause(answer), answer.headers, rows)
        except (requests.RequestException, ValueError) as error:
            problem = _as_problem(error)
        # Raised out here so that the original, which quotes the URL, is not chained to it.
        raise problem

    def _download(self, url: str, max_bytes: int, deadline: float) -> bytes | None:
        content = bytearray()
        with self._open("GET", url, stream=True) as answer:
            if answer.status_code != requests.codes.ok:
                raise TryLater(f"http_{answer.status_code}")
            for piece in answer.iter_content(PIECE):
                content += piece
                if len(content) > max_bytes:
                    return None
                if time.monotonic() > deadline:
                    raise TryLater("timeout")
        return bytes(content)

    def _open(self, method: str, url: str, **given: Any) -> requests.Response:
        return self._session.request(method, url, timeout=self._timeout, allow_redirects=False, **given)


def unexplained(reply: Reply, detail: str) -> DeliveryProblem:
    """Judge an answer that is not in the provider's own error format: a proxy spoke, or the provider is ill."""
    return TryLater(f"http_{reply.status}", detail, reply.retry_after)


def _as_problem(error: requests.RequestException | ValueError) -> DeliveryProblem:
    kinds = (
        (requests.exceptions.SSLError, "tls"),
        (requests.ConnectTimeout, "unreachable"),
        (requests.Timeout, "timeout"),
    )
    for kind, code in kinds:
        if isinstance(error, kind):
            return TryLater(code, type(error).__name__)
    if isinstance(error, ValueError):
        # An address nobody can call, or a token that fits no header (which the error quotes): nothing will ever pass.
        return ChannelDown("bad_setting", type(error).__name__)
    if isinstance(error, requests.ConnectionError):
        # "unreachable" was surely not delivered; after "connection_lost" or "timeout" nobody can know.
        refused = "NewConnectionError" in repr(error) or "NameResolutionError" in repr(error)
        return TryLater("unreachable" if refused else "connection_lost", type(error).__name__)
    return TryLater("connection_lost", type(error).__name__)


def _json_of(answer: requests.Response) -> Any:
    try:
        return answer.json()
    except (ValueError, RecursionError):
        return None


def _words(answer: requests.Response) -> str:
    # Not answer.text: guessing the charset of every JSON answer is slow.
    return answer.content[:LONGEST_DETAIL].decode("utf-8", "replace")


def _pause(answer: requests.Response) -> float | None:
    asked = answer.headers.get("Retry-After", "").strip()
    if _SECONDS.fullmatch(asked):
        return min(float(asked), LONGEST_PAUSE)
    try:
        # Both dates are the provider's, so a wrong clock on our side does no harm.
        until, now = parsedate_to_datetime(asked), parsedate_to_datetime(answer.headers.get("Date", ""))
        seconds = (until - now).total_seconds()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return min(max(seconds, 0.0), LONGEST_PAUSE) if math.isfinite(seconds) else None
