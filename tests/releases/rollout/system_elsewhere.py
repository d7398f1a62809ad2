"""A stand-in of a system elsewhere, and the entry of `widi` in rollout.toml that leads to it."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from app.releases.rollout.remote import Remote, read_remotes

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


class SystemElsewhere:
    """A stand-in of a system elsewhere: it takes shares by webhook and tells figures."""

    def __init__(self) -> None:
        self.told: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.bodies: list[bytes] = []
        self.figures: dict[str, Any] = {}
        self.lies = False
        system = self

        class Answer(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                system.bodies.append(body)
                system.headers.append(dict(self.headers))
                system.told.append(json.loads(body))
                self.say({"percent": 99 if system.lies else system.told[-1]["percent"]})

            def do_GET(self) -> None:
                self.say(system.figures)

            def say(self, content: dict[str, Any]) -> None:
                text = json.dumps(content).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *_words: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


def widi(tmp_path: Path, elsewhere: SystemElsewhere) -> Remote:
    file = tmp_path / "rollout.toml"
    file.write_text(
        f'[widi]\nshare = "webhook"\naddress = "{elsewhere.url}"\nsecret = "{SECRET}"\n'
        f'measures = "http"\nmeasures_address = "{elsewhere.url}"\n'
    )
    (found,) = read_remotes(file)
    return found
