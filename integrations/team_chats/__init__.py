"""Groups of Slack and Microsoft Teams: what their incoming webhooks take."""

from dataclasses import dataclass
from urllib.parse import urlsplit

PERMANENT = frozenset({403, 404, 410})  # the webhook is gone or forbidden: trying again helps nobody
HOSTS = {
    "slack": ("hooks.slack.com",),
    "teams": (".logic.azure.com", ".powerplatform.com", ".webhook.office.com"),
}


@dataclass(frozen=True, slots=True)
class GroupMessage:
    """`facts`: pairs of a name and a value. `link`: a page of ours, called `open_words`."""

    title: str
    text: str
    facts: tuple[tuple[str, str], ...]
    link: str
    open_words: str


def is_address_of(kind: str, url: str, *, loopback: bool) -> bool:
    """Whether this is an https address of the provider; with `loopback` also one of this machine, for trying out."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    if loopback and host in {"127.0.0.1", "localhost"}:
        return True
    return parts.scheme == "https" and any(host == one or (one[0] == "." and host.endswith(one)) for one in HOSTS[kind])
