"""`python mail_process.py MEGABYTES SECONDS read|show < question`: a mail taken apart, or its HTML made harmless.

Standard input: one line of JSON with the arguments, then the mail as it came. Standard output: one line of JSON, then
the files of the mail one after the other. Exit code 3: nothing can be made of it. Of ours it imports
`integrations.support_mail` alone, so that it starts quickly.
"""

import json
import resource
import sys
from collections.abc import Callable
from dataclasses import asdict, replace
from importlib import import_module
from pathlib import Path
from typing import Any

UNREADABLE = 3


def read(raw: bytes, told: dict[str, Any]) -> bytes | None:
    read_mail = import_module("integrations.support_mail.incoming").read_mail  # after limits and path are set
    keys = [bytes.fromhex(key) for key in told["keys"]]
    mail = read_mail(raw, own_host=told["own_host"], keys=keys, envelope_sender=told["envelope_sender"])
    if mail is None:
        return None
    names = [{"name": one.name, "size": len(one.content)} for one in mail.files]
    return _line({**asdict(replace(mail, files=())), "files": names}) + b"".join(one.content for one in mail.files)


def show(raw: bytes, told: dict[str, Any]) -> bytes | None:
    show_html = import_module("integrations.support_mail.shown_html").show_html
    shown = show_html(raw, remote_pictures=told["remote_pictures"])
    return _line(asdict(shown)) if shown else None


VERBS: dict[str, Callable[[bytes, dict[str, Any]], bytes | None]] = {"read": read, "show": show}


def _line(told: dict[str, Any]) -> bytes:
    return json.dumps(told).encode() + b"\n"


def main(megabytes: int, seconds: int, verb: str) -> int:
    """The exit code."""
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    sys.path.append(str(Path(__file__).parents[3]))
    told = json.loads(sys.stdin.buffer.readline())
    try:
        answer = VERBS[verb](sys.stdin.buffer.read(), told)
    except MemoryError:
        answer = None
    if answer is None:
        return UNREADABLE
    sys.stdout.buffer.write(answer)
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
