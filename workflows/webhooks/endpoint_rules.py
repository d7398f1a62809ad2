"""Which addresses and facts may be subscribed to."""

import ipaddress
from collections.abc import Sequence
from urllib.parse import urlsplit

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.facts import ALL_FACTS

LONGEST_URL = 250
PUBLIC_V6 = ipaddress.ip_network("2000::/3")  # all that IANA has given out; addresses that hold an IPv4 one lie outside
NOT_PUBLIC_V6 = (ipaddress.ip_network("2002::/16"), ipaddress.ip_network("3fff::/20"))  # 6to4, documentation
NO_ADDRESS = N_("Tulis alamat lengkap yang diawali https://.")
PRIVATE = N_("Alamat ini menunjuk ke jaringan dalam. Pakai alamat yang bisa dijangkau dari internet.")
NO_PASSWORD = N_("Jangan menaruh nama atau kata sandi di alamat; setiap kiriman sudah bertanda tangan.")


def fit_url(url: str, *, loopback: bool) -> str:
    """Refuse what can be seen to be wrong; where a name leads is asked anew at every sending."""
    url = url.strip()
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise Invalid(NO_ADDRESS, field="url") from None
    if not host or len(url) > LONGEST_URL or not url.isprintable() or " " in url:
        raise Invalid(NO_ADDRESS, field="url")
    if parts.username or parts.password:
        raise Invalid(NO_PASSWORD, field="url")
    if loopback and host in {"127.0.0.1", "localhost"} and parts.scheme in {"http", "https"}:
        return url
    if parts.scheme != "https":
        raise Invalid(NO_ADDRESS, field="url")
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")) or _is_inside(host):
        raise Invalid(PRIVATE, field="url")
    return url


def _is_inside(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    if not address.is_global or address.is_multicast:
        return True
    return address.version == 6 and (address not in PUBLIC_V6 or any(address in net for net in NOT_PUBLIC_V6))  # noqa: PLR2004


def known_facts(facts: Sequence[str]) -> list[str]:
    wanted = [fact for fact in ALL_FACTS if fact in set(facts)]
    if not wanted:
        raise Invalid(N_("Pilih paling sedikit satu kejadian."), field="facts")
    return wanted
