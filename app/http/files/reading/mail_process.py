"""A mail taken apart (`serve`), or its HTML made harmless (`show`): `python mail_process.py MEGABYTES SECONDS VERB`.

A question: one line of JSON with the arguments, then the mail as it came. The answer: one line of JSON, then the files
of the mail one after the other. Exit code 3: nothing can be made of it. `show` answers one question and ends. `serve`
answers one after the other, each with SECONDS of computing: before a question stands its number of bytes, before an
answer the code and its number of bytes. Of ours it imports `integrations.support_mail` alone, so that it starts fast.
"""

import json
import math
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from importlib import import_module
from pathlib import Path
from typing import Any

UNREADABLE = 3


def read(raw: bytes, options: dict[str, Any]) -> bytes | None:
    read_mail = import_module("integrations.support_mail.incoming").read_mail  # after the path is set
    keys = [bytes.fromhex(key) for key in options["keys"]]
    mail = read_mail(raw, own_host=options["own_host"], keys=keys, envelope_sender=options["envelope_sender"])
    if mail is None:
        return None
    names = [{"name": one.name, "size": len(one.content)} for one in mail.files]
    return _line({**asdict(replace(mail, files=())), "files": names}) + b"".join(one.content for one in mail.files)


def show(raw: bytes, options: dict[str, Any]) -> bytes | None:
    show_html = import_module("integrations.support_mail.shown_html").show_html
    shown = show_html(raw, remote_pictures=options["remote_pictures"])
    return _line(asdict(shown)) if shown else None


def _line(values: dict[str, Any]) -> bytes:
    return json.dumps(values).encode() + b"\n"


def answer(work: Callable[[bytes, dict[str, Any]], bytes | None], question: bytes) -> bytes | None:
    options, _, raw = question.partition(b"\n")
    try:
        return work(raw, json.loads(options))
    except MemoryError:
        return None


def limit(megabytes: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    allow(seconds)


def allow(seconds: int) -> None:
    """So much more computing, then the system ends this process."""
    _soft, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time()) + seconds, most))


def serve(seconds: int) -> None:
    """Until standard input ends."""
    import_module("integrations.support_mail.incoming")
    while head := sys.stdin.buffer.readline():
        question = sys.stdin.buffer.read(int(head))
        allow(seconds)
        found = answer(read, question)
        sys.stdout.buffer.write(b"%d %d\n" % (UNREADABLE if found is None else 0, len(found or b"")) + (found or b""))
        sys.stdout.buffer.flush()


def main(megabytes: int, seconds: int, verb: str) -> int:
    """The exit code."""
    sys.path.append(str(Path(__file__).parents[4]))
    limit(megabytes, seconds)
    if verb == "serve":
        serve(seconds)
        return 0
    found = answer(show, sys.stdin.buffer.read())
    if found is None:
        return UNREADABLE
    sys.stdout.buffer.write(found)
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
