"""Records of a name: addresses, and TXT lines as they are read together."""

from typing import Any

import dns.exception
import dns.resolver

SECONDS = 5.0


class NamesAway(Exception):
    """The resolver does not answer; that there is no such record is an answer."""


def find_addresses(name: str, *, server: tuple[str, int] | None = None) -> list[str]:
    return sorted(str(one) for kind in ("A", "AAAA") for one in _ask(name, kind, server))


def find_texts(name: str, *, server: tuple[str, int] | None = None) -> list[str]:
    """Pieces of a long line are joined."""
    return [b"".join(one.strings).decode(errors="replace") for one in _ask(name, "TXT", server)]


def _ask(name: str, kind: str, server: tuple[str, int] | None) -> list[Any]:
    try:
        resolver = dns.resolver.Resolver(configure=server is None)
        if server is not None:
            resolver.nameservers, resolver.port = [server[0]], server[1]
        return list(resolver.resolve(name, kind, lifetime=SECONDS))
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    except (dns.exception.DNSException, OSError) as problem:
        raise NamesAway(type(problem).__name__) from None
