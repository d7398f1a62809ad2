"""A listening socket that closes at once: socketserver's own loop only looks every so often."""

import socket
import socketserver
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

_last_ports: dict[type, int] = {}
L = TypeVar("L", bound="Listener")


class Listener(socketserver.ThreadingMixIn, socketserver.TCPServer):
    """Serves each connection in a thread until `close`."""

    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    request_queue_size = 256
    closing = False

    def open(self) -> int:
        """Start accepting and give the port."""
        threading.Thread(target=self._accept, daemon=True).start()
        return self.server_address[1]

    def close(self) -> None:
        """Stop accepting; from now on the port refuses connections."""
        self.closing = True
        with suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)
        with suppress(OSError):  # where shutdown does not wake accept, a connection does
            socket.create_connection(self.server_address[:2], 0.2).close()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore a client that went away."""

    def _accept(self) -> None:
        while not self.closing:
            try:
                request, address = self.get_request()
            except OSError:
                return
            if self.closing:
                request.close()
                return
            self.process_request(request, address)


def listen_again(kind: type, port: int, make: Callable[[int], L]) -> L:
    """Open a listener where the last of its kind was, if it is free: settings that name it are the same, and their app."""
    try:
        server = make(port or _last_ports.get(kind, 0))
    except OSError:  # taken meanwhile
        server = make(port)
    _last_ports[kind] = server.open()
    return server
