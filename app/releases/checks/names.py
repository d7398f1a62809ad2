"""What the world sees of this installation: its name, its certificate, and whether its mail is believed."""

import re
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import urlsplit

from app.releases.checks.report import Step, Verdict
from app.settings import Settings
from integrations.names import NamesAway, certificate_days_left, find_addresses, find_texts

LEAST_DAYS = 14.0  # Let's Encrypt renews at 30
SELECTORS = ("default", "dkim", "mail", "s1", "s2", "sigap")  # s1, s2: SendGrid's
STRICT = re.compile(r"\bp *= *(quarantine|reject)\b")
Texts = Callable[[str], Sequence[str]]


def check_address(_name: str, settings: Settings) -> Iterator[Step]:
    """DNS and TLS of PUBLIC_URL; nothing of one that is only for trying out."""
    parts = urlsplit(settings.public_url)
    host = parts.hostname or ""
    if parts.scheme != "https":
        return
    try:
        found = find_addresses(host)
    except NamesAway as problem:
        yield Step("DNS", Verdict.WARNING, f"server nama tidak menjawab ({problem})")
        return
    yield Step("DNS", Verdict.PASSED if found else Verdict.FAILED, ", ".join(found) or f"{host} tidak punya alamat")
    if not found:
        return
    try:
        days = certificate_days_left(host, parts.port or 443)
    except OSError as problem:
        reason = getattr(problem, "verify_message", "") or type(problem).__name__
        yield Step("TLS", Verdict.FAILED, f"sertifikat tidak dipercaya atau tidak terjangkau: {reason}")
        return
    yield Step("TLS", Verdict.PASSED if days > LEAST_DAYS else Verdict.FAILED, f"berlaku {days:.0f} hari lagi")


def check_mail_domain(_name: str, settings: Settings, texts: Texts = find_texts) -> Iterator[Step]:
    """SPF, DKIM and DMARC of the sender's domain, as warnings: the provider may sign with another name."""
    domain = settings.smtp_sender.rpartition("@")[2].strip("> ").lower()
    if settings.mail_carrier is None or "." not in domain:
        return
    try:
        yield from judge_mail_records(
            spf=texts(domain),
            dkim=[line for one in SELECTORS for line in texts(f"{one}._domainkey.{domain}")],
            dmarc=texts(f"_dmarc.{domain}"),
        )
    except NamesAway as problem:
        yield Step("e-mail DNS", Verdict.WARNING, f"server nama tidak menjawab ({problem})")


def judge_mail_records(*, spf: Sequence[str], dkim: Sequence[str], dmarc: Sequence[str]) -> Iterator[Step]:
    """One SPF line, not `+all`; a DKIM key that is not empty; a DMARC line that is more than watching."""
    senders = [line for line in spf if line.lower().startswith("v=spf1")]
    open_to_all = any(re.search(r"(^| )\+?all\b", line.lower()) for line in senders)
    words = "ada" if senders else "tidak ada"
    if len(senders) > 1:
        words = f"{len(senders)} catatan, penerima menolak semuanya"
    elif open_to_all:
        words = "+all: siapa pun boleh mengirim atas nama domain ini"
    yield _step("SPF", len(senders) == 1 and not open_to_all, words)
    keys = [line for line in dkim if re.search(r"\bp=[^;\s]", line.replace(" ", ""))]
    yield _step("DKIM", bool(keys), "ada" if keys else f"tidak ada kunci di selektor {', '.join(SELECTORS)}")
    policies = [line for line in dmarc if line.lower().startswith("v=dmarc1")]
    strict = len(policies) == 1 and bool(STRICT.search(policies[0].lower()))
    yield _step("DMARC", strict, "ada" if strict else "p=none: hanya mengamati" if policies else "tidak ada")


def _step(name: str, well: bool, words: str) -> Step:  # noqa: FBT001
    return Step(name, Verdict.PASSED if well else Verdict.WARNING, words)
