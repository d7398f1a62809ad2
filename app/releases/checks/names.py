"""What the world sees of this installation: its name, its certificate, and whether its mail is believed."""

import re
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import urlsplit

from app.core.i18n import N_, Sentence
from app.releases.checks.report import Step, Verdict
from app.settings import Settings
from integrations.names import NamesAway, certificate_days_left, find_addresses, find_texts

LEAST_DAYS = 14.0  # Let's Encrypt renews at 30
SELECTORS = ("default", "dkim", "mail", "s1", "s2", "sigap")  # s1, s2: SendGrid's
THERE, MISSING = N_("ada"), N_("tidak ada")
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
        yield Step("DNS", Verdict.WARNING, N_("server nama tidak menjawab (%(reason)s)", reason=problem))
        return
    yield Step(
        "DNS",
        Verdict.PASSED if found else Verdict.FAILED,
        ", ".join(found) or N_("%(host)s tidak punya alamat", host=host),
    )
    if not found:
        return
    try:
        days = certificate_days_left(host, parts.port or 443)
    except OSError as problem:
        reason = getattr(problem, "verify_message", "") or type(problem).__name__
        yield Step(
            "TLS", Verdict.FAILED, N_("sertifikat tidak dipercaya atau tidak terjangkau: %(reason)s", reason=reason)
        )
        return
    yield Step(
        "TLS",
        Verdict.PASSED if days > LEAST_DAYS else Verdict.FAILED,
        N_("berlaku %(days)s hari lagi", days=f"{days:.0f}"),
    )


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
        yield Step("e-mail DNS", Verdict.WARNING, N_("server nama tidak menjawab (%(reason)s)", reason=problem))


def judge_mail_records(*, spf: Sequence[str], dkim: Sequence[str], dmarc: Sequence[str]) -> Iterator[Step]:
    """One SPF line, not `+all`; a DKIM key that is not empty; a DMARC line that is more than watching."""
    senders = [line for line in spf if line.lower().startswith("v=spf1")]
    open_to_all = any(re.search(r"(^| )\+?all\b", line.lower()) for line in senders)
    words = THERE if senders else MISSING
    if len(senders) > 1:
        words = N_("%(n)s catatan, penerima menolak semuanya", n=len(senders))
    elif open_to_all:
        words = N_("+all: siapa pun boleh mengirim atas nama domain ini")
    yield _step("SPF", len(senders) == 1 and not open_to_all, words)
    keys = [line for line in dkim if re.search(r"\bp=[^;\s]", line.replace(" ", ""))]
    yield _step(
        "DKIM", bool(keys), THERE if keys else N_("tidak ada kunci di selektor %(names)s", names=", ".join(SELECTORS))
    )
    policies = [line for line in dmarc if line.lower().startswith("v=dmarc1")]
    strict = len(policies) == 1 and bool(STRICT.search(policies[0].lower()))
    yield _step("DMARC", strict, THERE if strict else N_("p=none: hanya mengamati") if policies else MISSING)


def _step(name: str, well: bool, words: Sentence) -> Step:  # noqa: FBT001
    return Step(name, Verdict.PASSED if well else Verdict.WARNING, words)
