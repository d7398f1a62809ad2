"""The certificate that an address shows, verified as a browser would."""

import socket
import ssl
import time

SECONDS = 5.0
DAY = 86_400


def certificate_days_left(host: str, port: int, context: ssl.SSLContext | None = None) -> float:
    """Raises OSError, of which ssl.SSLCertVerificationError is one, where it is not to be trusted or not reached."""
    trusted = context or ssl.create_default_context()
    with (
        socket.create_connection((host, port), SECONDS) as wire,
        trusted.wrap_socket(wire, server_hostname=host) as shown,
    ):
        ends = str((shown.getpeercert() or {})["notAfter"])
    return (ssl.cert_time_to_seconds(ends) - time.time()) / DAY
