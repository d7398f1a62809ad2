"""Mails that keep a parser busy for minutes: read in a process of their own, and ended there."""

import resource
import time
from dataclasses import replace

import pytest

from app.http.files.reading import limited_reader, mails
from app.http.files.reading.limited_reader import LimitedReader
from integrations.support_mail.incoming import key_and_line
from integrations.support_mail.mail_text import LONGEST, unflow
from integrations.support_mail.quoted_reply import split_reply

HEAD = b"From: Bu Ratna <ratna@hotel.id>\r\nSubject: AC bocor\r\nMessage-ID: <1@hotel.id>\r\n"
PARTS = b"".join(b"--b\r\nContent-Type: text/plain; name=a%d.txt\r\n\r\nx\r\n" % number for number in range(50_000))
BOMBS = {
    "a thousand mails in one another": HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 1000 + b"x",
    "a sender of commas": b"From: " + b"," * 300_000 + b"\r\nMessage-ID: <1@x>\r\n\r\nx",
    "a sender of quotes": b"From: " + b'"' * 30_001 + b"\r\nMessage-ID: <1@x>\r\n\r\nx",
    "addresses without end": HEAD + b"Cc: " + b", ".join(b"a%d@b.id" % n for n in range(100_000)) + b"\r\n\r\nx",
    "parts without end": HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + PARTS,
}


def processor_seconds() -> float:
    spent = resource.getrusage(resource.RUSAGE_SELF)
    return spent.ru_utime + spent.ru_stime


@pytest.mark.parametrize("name", sorted(BOMBS))
def test_a_look_at_its_headers_takes_no_time(name):
    began = processor_seconds()
    key_and_line(BOMBS[name], "bantuan@firma.id")
    assert processor_seconds() - began < 10


@pytest.mark.parametrize("name", ["a sender of commas", "parts without end"])
def test_it_is_given_up_in_a_process_of_its_own(monkeypatch, name):
    monkeypatch.setattr(mails, "READER", LimitedReader(mails.SCRIPT, replace(mails.LIMITS, seconds=1)))
    began = time.process_time()
    assert mails.read_mail(BOMBS[name], own_host="sigap.id", keys=[], envelope_sender=None) is None
    assert time.process_time() - began < 10


def test_the_next_mail_is_read_after_one_that_was_given_up_and_after_a_reader_that_died(monkeypatch):
    monkeypatch.setattr(mails, "READER", reader := LimitedReader(mails.SCRIPT, replace(mails.LIMITS, seconds=1)))
    given = {"own_host": "sigap.id", "keys": [], "envelope_sender": None}
    assert mails.read_mail(BOMBS["parts without end"], **given) is None
    assert mails.read_mail(HEAD + b"\r\nHalo", **given).body.shown == "Halo"
    first = reader._process
    assert mails.read_mail(HEAD + b"\r\nHalo lagi", **given).body.shown == "Halo lagi"
    assert reader._process is first
    first.kill()
    first.wait()
    assert mails.read_mail(HEAD + b"\r\nHalo lagi", **given).body.shown == "Halo lagi"


def test_a_reader_is_given_the_same_time_for_each_mail(monkeypatch):
    monkeypatch.setattr(mails, "READER", reader := LimitedReader(mails.SCRIPT, replace(mails.LIMITS, seconds=1)))
    given = {"own_host": "sigap.id", "keys": [], "envelope_sender": None}
    slow = HEAD + b"Cc: " + b", ".join(b"a%d@b.id" % n for n in range(1200)) + b"\r\n\r\nHalo"
    assert {mails.read_mail(slow, **given).body.shown for _ in range(6)} == {"Halo"}
    first = reader._process
    assert mails.read_mail(slow + b"x" * (1 << 20), **given) is not None
    assert mails.read_mail(slow, **given) is not None
    assert reader._process is not first


def test_a_reader_that_says_nothing_is_ended_by_the_clock(monkeypatch, tmp_path):
    script = tmp_path / "silent.py"
    script.write_text("import time\ntime.sleep(600)\n")
    monkeypatch.setattr(limited_reader, "CLOCK_SECONDS", 0.2)
    reader = LimitedReader(script, mails.LIMITS)
    assert reader.ask(b"x") == (-1, b"")
    assert reader._process is None


@pytest.mark.parametrize("last", ["sys.exit(1)", "print('no answer', flush=True)", "print(0, 99, flush=True)"])
def test_a_reader_that_ends_in_the_middle_of_a_mail_is_started_anew(tmp_path, last):
    script = tmp_path / "ending.py"
    script.write_text(f"import sys\nsys.stdin.buffer.readline()\n{last}\n")
    reader = LimitedReader(script, mails.LIMITS)
    assert [reader.ask(b"x") for _ in range(2)] == [(-1, b"")] * 2
    assert reader._process is None


def test_an_honest_mail_comes_back_whole():
    body = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHalo\r\n> lama\r\n--b\r\nContent-Type: image/png\r\n"
    raw = HEAD + body + b"Content-Disposition: attachment; filename=a.png\r\n\r\n\x89PNG\r\n--b--"
    found = mails.read_mail(raw, own_host="sigap.id", keys=[b"k"], envelope_sender="")
    assert (found.sender, found.subject, found.body.shown) == ("ratna@hotel.id", "AC bocor", "Halo")
    assert [(one.name, one.content) for one in found.files] == [("a.png", b"\x89PNG")]


def test_html_is_shown_by_such_a_process_too():
    raw = HEAD + b"Content-Type: text/html\r\n\r\n<b>Halo</b><script>1</script><img src=https://a.id/x>"
    shown = mails.show_html(raw, remote_pictures=False)
    assert (shown.html, shown.left_out) == ("<b>Halo</b><img>", 1)
    assert mails.show_html(HEAD + b"\r\nHalo", remote_pictures=False) is None


def test_lines_without_end_are_joined_and_sorted_out_in_no_time():
    began = processor_seconds()
    unflow("a \n" * (LONGEST // 3), delsp=False)
    split_reply("".join(f"{number}\n> {number}\n" for number in range(LONGEST // 14)))
    assert processor_seconds() - began < 20
