"""Who may do what, as one table: every route and every transition, drawn from what the edges themselves ask."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from flask import Flask

from app.core.i18n import N_, Sentence
from app.http.auth.access import access_rule_of
from app.models import FLOWS
from app.models.accounts.user import Role

Kind = Literal["move", "panel", "page", "api", "public"]


@dataclass(frozen=True, slots=True)
class Right:
    """One line. `roles`: who may; `keyed_by`: what opens it instead of a login."""

    kind: Kind
    area: Sentence
    what: Sentence
    address: str
    roles: frozenset[Role]
    keyed_by: str | None = None
    scope: str | None = None


def rights(app: Flask) -> Iterator[Right]:
    """Transitions first, then the routes by their paths."""
    yield from _transitions()
    screens = {screen.endpoint: screen for admin in app.extensions.get("admin", []) for screen in admin._views}  # noqa: SLF001
    for rule in sorted(app.url_map.iter_rules(), key=str):
        entry = access_rule_of(app, rule.endpoint)
        if entry is None:
            continue
        methods = ",".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        screen = screens.get(rule.endpoint.rpartition(".")[0])
        area = screen.name if screen is not None and getattr(screen, "name", None) else rule.endpoint.partition(".")[0]
        scope = getattr(entry, "scope", None)
        kind = _kind(rule.rule, screen, entry.keyed_by, scope)
        what = ACTION_WORDS.get(rule.endpoint.rpartition(".")[2], rule.endpoint.rpartition(".")[2].replace("_", " "))
        yield Right(kind, area, what, f"{methods} {rule.rule}", entry.roles, entry.keyed_by, scope)


ACTION_WORDS: dict[str, Sentence] = {
    "index_view": N_("Lihat daftar"),
    "details_view": N_("Lihat"),
    "create_view": N_("Buat"),
    "edit_view": N_("Ubah"),
    "export": N_("Ekspor"),
    "action_view": N_("Tindakan massal"),
    "transition_view": N_("Tindakan"),
    "delete_view": N_("Hapus"),
    "ajax_lookup": N_("Cari pilihan"),
    "ajax_update": N_("Ubah di daftar"),
    "index": N_("Buka"),
    "show": N_("Buka"),
}


def _kind(rule: str, screen: Any, keyed_by: str | None, scope: str | None) -> Kind:
    if scope is not None or rule.startswith("/api/"):
        return "api"
    if keyed_by is not None:
        return "public"
    return "panel" if screen is not None else "page"


def _transitions() -> Iterator[Right]:
    for flow in FLOWS.values():
        for name, transition in flow.transitions.items():
            roles = frozenset(role for role in transition.by if isinstance(role, Role))
            yield Right("move", FLOW_LABELS.get(flow.name, flow.name), transition.label, f"{flow.name}.{name}", roles)


FLOW_LABELS: dict[str, Sentence] = {
    "user": N_("Pengguna"),
    "customer": N_("Pelanggan"),
    "visit": N_("Tiket kunjungan"),
    "extension": N_("Tambah hari"),
    "alert": N_("Peringatan"),
    "attendance": N_("Absensi"),
    "rating": N_("Penilaian"),
    "invoice": N_("Invoice"),
    "payment": N_("Pembayaran"),
    "delivery": N_("Pesan keluar"),
    "inbox": N_("Pesan masuk"),
    "promise": N_("Antrean pesan"),
    "feedback": N_("Masukan"),
    "bug": N_("Laporan bug"),
    "support": N_("Tiket dukungan"),
}
