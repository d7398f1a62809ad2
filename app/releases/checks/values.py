"""One variable against its specification: missing, placeholder, form, test credential, too easily guessed."""

import math
import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from app.core.i18n import N_, Sentence
from app.releases.checks.report import Step, Verdict, mask
from app.releases.checks.specification import Specification, Variable
from integrations.webpush.keys import is_key_pair

# https://semver.org, section "Is there a suggested regular expression"
SEMVER = re.compile(
    r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)"
    r"(-((0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)(\.(0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*))*))?"
    r"(\+[0-9a-zA-Z-]+(\.[0-9a-zA-Z-]+)*)?"
)
PLACEHOLDER = re.compile(
    r"your[_-]|change[_-]?me|^x{3,}$|xxxx|<[^<>]*>|example\.(com|org|net)\b|contoh\.id\b|^(todo|tbd|secret|password)$"
    r"|\.\.\.|…|only-for-tests|development-only",
    re.IGNORECASE,
)
EMAIL = re.compile(r"[^@\s<>]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
BOOLEANS = {"0", "1", "true", "false", "yes", "no", "on", "off"}
LOWEST_PORT, HIGHEST_PORT = 1024, 65535  # below belongs to the system: a front takes 80 and 443
ALPHABETS = (("0-9", 10), ("0-9a-f", 16), ("0-9A-F", 16), ("a-z", 26), ("A-Z", 26), ("0-9a-z", 36), ("0-9A-Za-z", 62))
SHORTEST_ALIKE = 12  # characters from which on two equal secrets are no accident


def check_values(specification: Specification, given: Mapping[str, str]) -> Iterator[Step]:
    """One step for each variable that is required or given, then those about several."""
    for variable in specification.variables:
        value = given.get(variable.name, "").strip()
        if value or variable.required:
            problem = N_("wajib diisi") if not value else _problem(variable, value)
            verdict = Verdict.FAILED if problem else Verdict.PASSED
            yield Step(variable.name, verdict, problem or N_("sesuai"), _shown(variable, value))
    yield from _pairs(specification, given)
    yield from _alike(specification, given)
    yield from _debugging(given)


def _problem(variable: Variable, value: str) -> Sentence | None:
    """The first thing that is wrong; the order is that of what its reader would mend first."""
    return next(_problems(variable, value), None)


def _problems(variable: Variable, value: str) -> Iterator[Sentence]:
    if PLACEHOLDER.search(value):
        yield N_("masih berisi contoh, belum nilai sebenarnya")
    if variable.equals and value != variable.equals:
        yield N_("harus %(wanted)s", wanted=variable.equals)
    if (wrong := wrong_form(variable, value)) is not None:
        yield wrong
    if variable.pattern and not re.fullmatch(variable.pattern, value):
        yield N_("bentuknya tidak sesuai")
    if variable.sandbox and re.search(variable.sandbox, value):
        yield N_("kredensial sandbox, bukan produksi")
    if variable.bits and entropy(value) < variable.bits:
        yield N_("terlalu mudah ditebak: perlu %(bits)s bit acak", bits=variable.bits)


def wrong_form(variable: Variable, value: str) -> Sentence | None:  # noqa: PLR0911  one line for each kind
    """What is expected of a value of this kind; None when it is of that form."""
    match variable.kind:
        case "enum":
            return (
                None
                if value in variable.choices
                else N_("harus salah satu dari %(choices)s", choices=", ".join(variable.choices))
            )
        case "semver":
            return None if SEMVER.fullmatch(value) else N_("harus versi semver, misalnya 1.4.0")
        case "url" | "https" | "database":
            return _wrong_address(variable.kind, value)
        case "email":
            return None if EMAIL.fullmatch(value) else N_("harus alamat e-mail")
        case "integer":
            return None if re.fullmatch(r"-?[0-9]+", value) else N_("harus bilangan bulat")
        case "port":
            fits = value.isascii() and value.isdigit() and LOWEST_PORT <= int(value) <= HIGHEST_PORT
            return None if fits else N_("harus port %(lowest)s–%(highest)s", lowest=LOWEST_PORT, highest=HIGHEST_PORT)
        case "boolean":
            return None if value.lower() in BOOLEANS else N_("harus true atau false")
        case "zone":
            return None if value in available_timezones() else N_("harus nama zona waktu, misalnya Asia/Jakarta")
        case "text":
            return None


def _wrong_address(kind: str, value: str) -> Sentence | None:
    schemes = {"https": {"https"}, "url": {"http", "https"}, "database": {"postgresql", "postgres"}}[kind]
    try:
        parts = urlsplit(value)
        there = bool(parts.hostname) or "host=" in parts.query
    except ValueError:
        return N_("bukan alamat")
    scheme = parts.scheme.split("+")[0]
    if scheme not in schemes or not there or re.search(r"\s", value):
        return N_("harus alamat %(schemes)s://…", schemes="/".join(sorted(schemes)))
    return None


def entropy(secret: str) -> float:
    """Bits of a random text of these characters; with few different ones those of what it really holds."""
    different = len(set(secret))
    if different < 8:  # noqa: PLR2004
        counts = [secret.count(delivery) / len(secret) for delivery in set(secret)]
        return -sum(share * math.log2(share) for share in counts) * len(secret)
    size = next((size for deliveries, size in ALPHABETS if re.fullmatch(f"[{deliveries}]+", secret)), 80)
    return len(secret) * math.log2(size)


def _shown(variable: Variable, value: str) -> str:
    """Only what nobody could misuse is shown whole."""
    return value if variable.kind in {"enum", "semver", "port", "boolean", "zone"} else mask(value)


def _pairs(specification: Specification, given: Mapping[str, str]) -> Iterator[Step]:
    for one, other in (*specification.pairs, *specification.key_pairs):
        here, there = bool(given.get(one, "").strip()), bool(given.get(other, "").strip())
        if here or there:
            name = f"{one} + {other}"
            missing = None if here and there else one if there else other
            words = N_("%(name)s wajib diisi bersama pasangannya", name=missing) if missing else N_("lengkap")
            yield Step(name, Verdict.FAILED if missing else Verdict.PASSED, words)
    for public, private in specification.key_pairs:
        halves = given.get(public, "").strip(), given.get(private, "").strip()
        if all(halves):
            fits = is_key_pair(halves[1], halves[0])
            good, bad = N_("kunci publik dan rahasia cocok"), N_("kunci publik dan rahasia bukan satu pasang")
            yield Step(f"{public} = {private}", Verdict.PASSED if fits else Verdict.FAILED, good if fits else bad)


def _alike(specification: Specification, given: Mapping[str, str]) -> Iterator[Step]:
    known: dict[str, str] = {}
    for variable in specification.variables:
        value = given.get(variable.name, "").strip()
        if not variable.secret or len(value) < SHORTEST_ALIKE:
            continue
        if value in known:
            words = N_("rahasia yang sama dipakai di dua tempat")
            yield Step(f"{known[value]} = {variable.name}", Verdict.FAILED, words, mask(value))
        known.setdefault(value, variable.name)


def _debugging(given: Mapping[str, str]) -> Iterator[Step]:
    for name in ("DEBUG", "FLASK_DEBUG", "NODE_DEBUG"):
        value = given.get(name, "").strip()
        if value and value.lower() not in {"0", "false", "no", "off"}:
            yield Step(name, Verdict.FAILED, N_("harus mati di produksi"), mask(value))
