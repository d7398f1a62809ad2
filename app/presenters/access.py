"""Log-ins in the words of their owners."""

from collections.abc import Iterable
from typing import Any

from app.core.i18n import N_, Sentence, gettext
from app.models.accounts.sessions import LoginWay
from app.models.audit.audit_log import AuditEntry

WAY_LABELS: dict[LoginWay, Sentence] = {
    LoginWay.PASSWORD: N_("Kata sandi"),
    LoginWay.TWO_FACTOR: N_("Kata sandi dan kode"),
    LoginWay.PASSKEY: N_("Passkey"),
    LoginWay.OIDC: N_("Masuk tunggal"),
    LoginWay.CLERK: N_("Clerk"),
    LoginWay.SIGN_UP: N_("Pendaftaran"),
}
LOGIN_LABELS: dict[str, Sentence] = {
    "login": N_("Masuk"),
    "login_refused": N_("Gagal masuk: kata sandi salah"),
    "login_locked": N_("Akun dikunci sementara"),
    "password_changed": N_("Kata sandi diganti"),
    "password_reset": N_("Kata sandi diganti lewat Lupa kata sandi"),
    "reset_password": N_("Kantor memberi kata sandi awal baru"),
    "sessions_ended": N_("Sesi diakhiri"),
    "change_role": N_("Peran diubah"),
}
BAD_NEWS = {"login_refused", "login_locked"}


def security_event_lines(rows: Iterable[AuditEntry]) -> list[dict[str, Any]]:
    """Each line of the list: .at .text .where .tone."""
    return [
        {
            "at": row.at,
            "text": LOGIN_LABELS.get(row.action, row.action),
            "where": " · ".join(part for part in (_device(row), row.address) if part) or gettext("tidak diketahui"),
            "tone": "warning" if row.action in BAD_NEWS else "neutral",
        }
        for row in rows
    ]


def _device(row: AuditEntry) -> str:
    device = row.changes.get("device", "")
    return device if isinstance(device, str) else ""
