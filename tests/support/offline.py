"""No network in tests: a connection to anything but this machine is refused, and fails the test that tried.

Also used by the servers and workers that tests start, through `offline_site/sitecustomize.py` on their PYTHONPATH.
"""

import ipaddress
import socket
from typing import Any

attempts: list[str] = []
_connect, _connect_ex, _lookup = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo


class NetworkIsOff(OSError):
    """Something tried to reach the world from a test."""


def is_local(host: object) -> bool:
    """Tell whether a host name or number means this machine."""
    name = host.decode() if isinstance(host, bytes) else str(host or "localhost")
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(name.split("%", maxsplit=1)[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _refuse(host: object) -> None:
    attempts.append(str(host))
    raise NetworkIsOff(f"the network is off in tests; something tried to reach {host}")


def _guarded_connect(line: socket.socket, address: Any) -> None:
    if line.family in {socket.AF_INET, socket.AF_INET6} and not is_local(address[0]):
        _refuse(address[0])
    _connect(line, address)


def _guarded_connect_ex(line: socket.socket, address: Any) -> int:
    if line.family in {socket.AF_INET, socket.AF_INET6} and not is_local(address[0]):
        _refuse(address[0])
    return _connect_ex(line, address)


def _guarded_lookup(host: Any, *rest: Any, **named: Any) -> Any:
    if not is_local(host):
        _refuse(host)
    return _lookup(host, *rest, **named)


def switch_off() -> None:
    """Refuse every connection and name look-up that leaves this machine, from now on."""
    socket.socket.connect = _guarded_connect  # type: ignore[method-assign]
    socket.socket.connect_ex = _guarded_connect_ex  # type: ignore[method-assign]
    socket.getaddrinfo = _guarded_lookup
