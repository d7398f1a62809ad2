"""Posts webhooks back to the application, as the providers do after a while."""

import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress

import requests


def post_soon(url: str, posts: Sequence[tuple[bytes, Mapping[str, str]]], pause: float = 0.3) -> threading.Thread:
    """Post bodies with their headers one after the other in the background; a receiver that is down is ignored."""

    def post() -> None:
        for raw, headers in posts:
            time.sleep(pause)
            with suppress(requests.RequestException):
                requests.post(url, data=raw, headers=dict(headers), timeout=10)

    thread = threading.Thread(target=post, daemon=True)
    thread.start()
    return thread
