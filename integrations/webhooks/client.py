"""Posts facts to other systems."""

import re
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from http import HTTPStatus

import requests
from requests_hardened import Config, Manager
from requests_hardened.ip_filter import InvalidIPAddress

from integrations.outcome import Refused, TryLater
from integrations.webhooks.signature import sign_headers

CONNECT_TIMEOUT = 5.0  # seconds
READ_TIMEOUT = 15.0
GONE = frozenset({410})
SENDER = "Sigap-Webhooks/1"

_SECONDS = re.compile(r"[0-9]{1,5}", re.ASCII)


class HookClient:
    """Posts to addresses that users typed: a name is resolved once, checked and that very address called.

    Never follows a redirect and never calls a private address; `loopback` allows this machine, for trying out.
    """

    def __init__(self, *, loopback: bool = False, timeout: float = READ_TIMEOUT) -> None:
        self._manager = Manager(
            Config(
                ip_filter_enable=True,
                ip_filter_allow_loopback_ips=loopback,
                never_redirect=True,
                default_timeout=(min(CONNECT_TIMEOUT, timeout), timeout),
                user_agent_override=SENDER,
            )
        )

    def send(
        self,
        url: str,
        body: str,
        *,
        message_id: str,
        secrets: Sequence[str],
        at: datetime | None = None,
        permanent: Collection[int] = GONE,
    ) -> str:
        """Post `body` (JSON) signed with each secret; any 2xx is success, and the message's own id is returned.

        Raises TryLater, or Refused for a `permanent` answer (410 unless given) or an address that we never call.
        """
        signed = sign_headers(body, message_id=message_id, secrets=secrets, at=at or datetime.now(UTC))
        headers = {"Content-Type": "application/json", **signed}
        try:
            status, retry_after = self._post(url, body.encode(), headers)
        except InvalidIPAddress:
            raise Refused("private_address") from None
        except requests.Timeout:
            raise TryLater("timeout") from None
        except requests.exceptions.SSLError:
            raise TryLater("tls") from None
        except requests.exceptions.InvalidURL:
            raise Refused("bad_address") from None
        except (requests.RequestException, ValueError, OSError):
            raise TryLater("unreachable") from None
        if status in permanent:
            raise Refused("gone" if permanent is GONE else f"http_{status}")
        return _judge(status, retry_after, message_id)

    def _post(self, url: str, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
        """The body of the answer is nobody's business and is not read."""
        with self._manager.get_session() as session:
            session.trust_env = False  # no proxy: it would resolve the name anew, and where we cannot see
            with session.post(url, data=body, headers=headers, stream=True) as answer:
                return answer.status_code, answer.headers.get("Retry-After", "")


def _judge(status: int, retry_after: str, message_id: str) -> str:
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return message_id
    wait = float(retry_after) if _SECONDS.fullmatch(retry_after) else None
    raise TryLater(f"http_{status}", retry_after=wait)
