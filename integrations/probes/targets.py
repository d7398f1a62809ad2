"""Which addresses may be called: public ones, and private ones that the operator has listed."""

import ipaddress
import socket
from collections.abc import Sequence

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_PUBLIC_V6 = ipaddress.ip_network("2000::/3")  # all that is given out; those that hold an IPv4 address lie outside
_NOT_PUBLIC_V6 = (ipaddress.ip_network("2002::/16"), ipaddress.ip_network("3fff::/20"))  # 6to4, documentation


class ProbeRefused(Exception):
    """The target is never called: its address is inside, and not on the list."""


def resolve(host: str, port: int, allowed: Sequence[str]) -> list[str]:
    """The addresses of a host, each checked; call these and do not look the name up again.

    Raises OSError and ProbeRefused.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
    if host not in allowed and not all(may_call(ipaddress.ip_address(one), allowed) for one in addresses):
        raise ProbeRefused(host)
    return addresses


def may_call(address: Address, allowed: Sequence[str]) -> bool:
    if any(address in network for network in _networks(allowed)):
        return True
    if not address.is_global or address.is_multicast:
        return False
    return address.version == 4 or (address in _PUBLIC_V6 and not any(address in net for net in _NOT_PUBLIC_V6))  # noqa: PLR2004


def _networks(allowed: Sequence[str]) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    networks = []
    for one in allowed:
        try:
            networks.append(ipaddress.ip_network(one))
        except ValueError:
            continue  # a host name
    return networks
