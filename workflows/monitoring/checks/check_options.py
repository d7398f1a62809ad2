"""What a kind of check needs, whoever asks for it."""

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from croniter import croniter

from app.core.errors import Invalid
from app.core.i18n import N_, Sentence
from app.models.monitoring.check import CheckKind

_HOST_PORT = re.compile(r"(\[[0-9a-fA-F:]+\]|[A-Za-z0-9._-]+):[0-9]{1,5}", re.ASCII)
_HOST = re.compile(r"[A-Za-z0-9._-]{1,250}", re.ASCII)
NEEDS_TARGET: dict[CheckKind, tuple[re.Pattern[str], Sentence]] = {
    CheckKind.HTTP: (
        re.compile(r"https?://[^\s/]+\S*", re.ASCII),
        N_("Tulis alamat lengkap, misalnya https://contoh.id/."),
    ),
    CheckKind.TCP: (_HOST_PORT, N_("Tulis nama dan port, misalnya db.contoh.id:5432.")),
    CheckKind.MAIL: (_HOST_PORT, N_("Tulis nama dan port, misalnya mail.contoh.id:587.")),
    CheckKind.DNS: (_HOST, N_("Tulis nama host, misalnya contoh.id.")),
}
# what each kind reads of its options, with the kind of value
OPTIONS: dict[CheckKind, tuple[str, ...]] = {
    CheckKind.HTTP: ("http_status", "words", "json_path", "json_value", "certificate_days"),
    CheckKind.DNS: ("addresses",),
    CheckKind.QUEUE_AGE: ("limit",),
    CheckKind.DISK: ("limit",),
    CheckKind.HEARTBEAT: ("period_seconds", "cron"),
}


def hash_of(ping_token: str) -> str:
    return hashlib.sha256(ping_token.encode()).hexdigest()


def fit_check(values: Mapping[str, Any]) -> dict[str, Any]:
    kind, target = CheckKind(values["kind"]), str(values.get("target") or "").strip()
    pattern, sentence = NEEDS_TARGET.get(kind, (None, ""))
    if pattern is not None and not pattern.fullmatch(target):
        raise Invalid(sentence, field="target")
    if values["timeout_seconds"] >= values["interval_seconds"]:
        raise Invalid(
            N_("Batas waktu harus lebih pendek daripada jarak antara dua pemeriksaan."), field="timeout_seconds"
        )
    given = values.get("options") or {}
    options = {name: given[name] for name in OPTIONS.get(kind, ()) if given.get(name) not in (None, "")}
    if kind == CheckKind.HEARTBEAT:
        _require_schedule(options)
        values = {**values, "failure_threshold": 1, "success_threshold": 1}
    return {**values, "kind": kind, "target": target if pattern is not None else "", "options": options}


def _require_schedule(options: Mapping[str, Any]) -> None:
    if ("cron" in options) == ("period_seconds" in options):
        raise Invalid(N_("Isi salah satu: jarak dalam detik, atau jadwal cron."), field="period_seconds")
    if "cron" in options and not croniter.is_valid(str(options["cron"])):
        raise Invalid(N_("Jadwal cron ini tidak bisa dibaca. Contoh: 0 1 * * *"), field="cron")
