"""Jejak audit: who did what to which record; read-only."""

import re
from functools import cache
from typing import Any, ClassVar

from sqlalchemy import select

from admin_views.framework.lists.columns import moment_cell
from admin_views.framework.lists.filters import ChoiceFilter, DayFilter
from admin_views.framework.lists.people_filters import people_filter
from admin_views.framework.lists.search import starts_with
from admin_views.framework.model_view import AdminModelView
from admin_views.framework.navigation import record_url
from admin_views.framework.record_history import action_text, action_words
from admin_views.framework.records.links import linked
from app.core.db import Base, db
from app.core.i18n import N_, gettext
from app.models import FLOW_OF_TABLE, FLOWS
from app.models.accounts.user import STAFF, Role, User
from app.models.audit.audit_log import VIA_LABELS, AuditEntry, Via
from app.models.customers.customer import Customer
from app.models.finance.invoice import Invoice
from app.models.visits.visit import VisitTicket
from app.presenters.audit.changes import changes_text
from app.presenters.audit.former_actions import FORMER_ACTIONS

THINGS = {
    "visit_tickets": N_("Tiket kunjungan"),
    "customers": N_("Pelanggan"),
    "sites": N_("Lokasi"),
    "invoices": N_("Invoice"),
    "invoice_lines": N_("Baris invoice"),
    "payments": N_("Pembayaran"),
    "extension_requests": N_("Tambah hari"),
    "emergency_alerts": N_("Peringatan"),
    "deliveries": N_("Pesan keluar"),
    "inbox_events": N_("Pesan masuk"),
    "users": N_("Pengguna"),
    "leaves": N_("Cuti"),
    "skills": N_("Keahlian"),
    "price_items": N_("Harga"),
    "company": N_("Perusahaan"),
    "whatsapp_templates": N_("Template"),
    "account_claims": N_("Penautan pelanggan"),
    "api_tokens": N_("Token API"),
    "authenticators": N_("Aplikasi autentikator"),
    "bug_attachments": N_("Lampiran laporan bug"),
    "bug_entries": N_("Catatan laporan bug"),
    "email_changes": N_("Penggantian e-mail"),
    "feedback_attachments": N_("Lampiran masukan"),
    "feedback_entries": N_("Catatan masukan"),
    "handling_ratings": N_("Penilaian penanganan"),
    "passkeys": N_("Passkey"),
    "rating_stars": N_("Bintang penilaian"),
    "recovery_codes": N_("Kode pemulihan"),
    "webhook_endpoints": N_("Webhook keluar"),
    "assignments": N_("Penugasan teknisi"),
    "attendances": N_("Absensi"),
    "backup_alarms": N_("Gangguan cadangan"),
    "undrawn_files": N_("PDF yang belum dapat dibuat"),
    "documents": N_("Dokumen"),
    "stored_files": N_("Berkas"),
    "access_links": N_("Tautan pelanggan"),
    "approvals": N_("Persetujuan"),
    "visit_ratings": N_("Penilaian"),
    "feedback": N_("Masukan"),
    "feedback_categories": N_("Kategori masukan"),
    "bug_reports": N_("Laporan bug"),
    "exp_levels": N_("Tingkat EXP"),
    "releases": N_("Rilis"),
    "release_items": N_("Butir kesiapan"),
    "checklist_templates": N_("Templat kesiapan"),
    "checks": N_("Pemeriksaan"),
    "alarms": N_("Alarm"),
    "error_groups": N_("Galat"),
    "incident_causes": N_("Penyebab insiden"),
    "sprints": N_("Sprint"),
    "incidents": N_("Insiden"),
    "status_components": N_("Komponen status"),
    "status_subscribers": N_("Penerima kabar status"),
    "planned_maintenances": N_("Pemeliharaan"),
    "maintenance_records": N_("Catatan pemeliharaan"),
    "maintenance_rules": N_("Pemeliharaan berulang"),
    "announcements": N_("Pengumuman"),
    "update_templates": N_("Templat kabar"),
    "retention_choices": N_("Retensi"),
    "compatibilities": N_("Kecocokan"),
    "maintenance_months": N_("Laporan pemeliharaan"),
    "maintenance_items": N_("Butir pemeliharaan"),
    "incident_reports": N_("Laporan insiden"),
    "post_mortems": N_("Post-mortem"),
    "action_items": N_("Tindak lanjut"),
    "on_call_layers": N_("Giliran siaga"),
    "on_call_covers": N_("Pengganti siaga"),
    "on_call_swaps": N_("Tukar jaga"),
    "escalation_policies": N_("Aturan eskalasi"),
    "emergency_contacts": N_("Kontak darurat"),
    "support_fields": N_("Isian tiket"),
    "support_macros": N_("Makro"),
    "support_rules": N_("Aturan pembagian"),
    "social_sources": N_("Sumber media sosial"),
    "social_posts": N_("Kiriman media sosial"),
    "support_mailboxes": N_("Kotak surel"),
    "support_teams": N_("Tim dukungan"),
    "support_tickets": N_("Tiket dukungan"),
    "user_reports": N_("Laporan pengguna"),
    "notification_choices": N_("Pilihan pemberitahuan"),
}
_ADDRESS = re.compile(r"[0-9]{1,3}\.[0-9.]*|[0-9a-f]{1,4}:[0-9a-f:.]*")
# what a person writes to name a record, and the column it is
NAMED = ((VisitTicket, VisitTicket.number), (Invoice, Invoice.number), (Customer, Customer.code), (User, User.username))


class AuditView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = frozenset({Role.ADMIN})
    opens: ClassVar[frozenset[str]] = frozenset({"export"})
    can_view_details = False

    column_list = ("at", "actor", "action", "thing", "changes", "address")
    column_export_list = (
        "at",
        "actor",
        "via",
        "token_id",
        "address",
        "action",
        "thing",
        "thing_id",
        "changes",
        "request_id",
    )
    column_labels: ClassVar[dict[str, Any]] = {
        "at": N_("Waktu"),
        "actor": N_("Oleh"),
        "action": N_("Tindakan"),
        "thing": N_("Data"),
        "thing_id": N_("Nomor data"),
        "changes": N_("Perubahan"),
        "request_id": N_("Permintaan"),
        "via": N_("Lewat"),
        "token_id": N_("Token"),
        "address": N_("Dari"),
    }
    column_sortable_list = ("at",)
    column_default_sort = ("id", True)
    column_filters = (
        ChoiceFilter("thing", N_("Data"), AuditEntry.thing, tuple(THINGS.items())),
        ChoiceFilter("action", N_("Tindakan"), AuditEntry.action, lambda: sorted(_actions().items())),
        people_filter("actor", N_("Oleh"), lambda user_id: AuditEntry.actor_id == user_id, *STAFF),
        DayFilter("at", N_("Waktu"), AuditEntry.at),
    )
    column_formatters: ClassVar[dict[str, Any]] = {
        "at": moment_cell,
        "actor": lambda _view, _context, row, _name: row.actor.name if row.actor else gettext("Sistem"),
        "action": lambda _view, _context, row, _name: _action_text(row),
        "thing": lambda _view, _context, row, _name: _thing_link(row),
        "changes": lambda _view, _context, row, _name: changes_text(row),
        "address": lambda _view, _context, row, _name: _from_where(row),
    }

    def search_for(self, query: Any, words: str) -> Any:
        """The history of the record with this number, code or username, or what came from this address."""
        if _ADDRESS.fullmatch(words.lower()):
            return query.where(AuditEntry.address != "", starts_with(AuditEntry.address, words.lower()))
        records = [
            (
                model.__tablename__,
                db.session.scalars(select(model.id).where(starts_with(column, text)).limit(50)).all(),
            )
            for model, column in NAMED
            for text in ([words.lower()] if model is User else [words.upper()])
        ]
        found = [(AuditEntry.thing == thing) & AuditEntry.thing_id.in_(ids) for thing, ids in records if ids]
        condition = found[0] if found else AuditEntry.id < 0
        for other in found[1:]:
            condition |= other
        return query.where(condition)


def _from_where(row: AuditEntry) -> str:
    """`Halaman web · 203.0.113.7`."""
    return " · ".join(str(part) for part in (VIA_LABELS[Via(row.via)], row.address) if part)


def _actions() -> dict[str, str]:
    known = {name: str(transition.label) for flow in FLOWS.values() for name, transition in flow.transitions.items()}
    words = action_words()
    former = {name: f"{words[now]} ({gettext('catatan lama')})" for name, now in FORMER_ACTIONS.items()}
    return {**known, **words, **former}


def _action_text(row: AuditEntry) -> str:
    return action_text(row, FLOW_OF_TABLE.get(row.thing))


@cache
def _models() -> dict[str, type[Base]]:
    return {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}


def _thing_link(row: AuditEntry) -> Any:
    text = f"{THINGS.get(row.thing, row.thing)} #{row.thing_id}"
    model = _models().get(row.thing)
    url = record_url(model, row.thing_id) if model is not None else None
    return linked(text, url)
