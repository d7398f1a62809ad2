"""The transitions of a maintenance record."""

from sqlalchemy import select

from app.core.errors import DomainError
from app.core.flow import Action, Ask, Condition, Flow, Transition
from app.core.i18n import N_
from app.models.accounts.user import TECHNICAL
from app.models.maintenance.record import (
    MaintenanceItem,
    MaintenanceRecord,
    MaintenanceRecordStatus,
    MaintenanceTopic,
)
from app.models.status.status_page import NOT_OVER, PlannedMaintenance

_S = MaintenanceRecordStatus
WAITING = frozenset({_S.PLANNED})
WORKED_ON = frozenset({_S.IN_PROGRESS})
ENDED = frozenset({_S.DONE, _S.CANCELLED})
OPEN = WAITING | WORKED_ON


class ItemsLeft(DomainError):
    code = "items_left"
    sentence = N_("Masih ada butir daftar periksa yang belum dicentang.")


class NoItemLeft(DomainError):
    code = "no_item_left"
    sentence = N_("Tidak ada butir yang belum dicentang.")


class NothingTicked(DomainError):
    code = "nothing_ticked"
    sentence = N_("Belum ada butir yang dicentang.")


class AlreadyAnnounced(DomainError):
    code = "already_announced"
    sentence = N_("Pemeliharaan ini sudah diumumkan.")


class NoSecurityPatch(DomainError):
    code = "no_security_patch"
    sentence = N_("Catatan ini bukan tambalan keamanan.")


_ITEMS = select(MaintenanceItem.id).where(MaintenanceItem.record_id == MaintenanceRecord.id)
_LEFT = _ITEMS.where(MaintenanceItem.done_at.is_(None)).exists()
_TICKED = Condition(lambda _actor: ~_LEFT, ItemsLeft)
_HAS_LEFT = Condition(lambda _actor: _LEFT, NoItemLeft)
_HAS_TICKED = Condition(lambda _actor: _ITEMS.where(MaintenanceItem.done_at.is_not(None)).exists(), NothingTicked)
_ANNOUNCED = (
    select(PlannedMaintenance.id)
    .where(PlannedMaintenance.id == MaintenanceRecord.plan_id, PlannedMaintenance.status.in_(NOT_OVER))
    .exists()
)
_UNANNOUNCED = Condition(lambda _actor: ~_ANNOUNCED, AlreadyAnnounced)
_PATCH = Condition(lambda _actor: MaintenanceRecord.topic == MaintenanceTopic.SECURITY_PATCH, NoSecurityPatch)

MAINTENANCE_RECORD_FLOW = Flow(
    "maintenance_record",
    MaintenanceRecord,
    MaintenanceRecordStatus,
    {
        "start": Transition(
            WAITING, _S.IN_PROGRESS, by=TECHNICAL, label=N_("Mulai"), tone="primary", fact="maintenance.record_started"
        ),
        "finish": Transition(
            OPEN,
            _S.DONE,
            by=TECHNICAL,
            when=(_TICKED,),
            label=N_("Selesai"),
            tone="positive",
            asks=(
                Ask("outcome", N_("Hasilnya"), "long_text", max_length=2000),
                Ask(
                    "figure_after",
                    N_("Angka sesudahnya"),
                    required=False,
                    max_length=20,
                    hint=N_("Wajib bila angka sebelumnya dicatat."),
                ),
                Ask(
                    "applied",
                    N_("Diterapkan pada"),
                    "day",
                    required=False,
                    hint=N_("Untuk tambalan keamanan. Kosong: hari ini."),
                ),
            ),
            fact="maintenance.record_finished",
        ),
        "tick": Action(
            OPEN,
            by=TECHNICAL,
            when=(_HAS_LEFT,),
            label=N_("Centang butir"),
            asks=(Ask("item", N_("Butir"), "pick"),),
            tone="positive",
        ),
        "untick": Action(
            OPEN,
            by=TECHNICAL,
            when=(_HAS_TICKED,),
            label=N_("Batalkan centang"),
            asks=(Ask("item", N_("Butir"), "pick"),),
        ),
        "add_item": Action(
            OPEN, by=TECHNICAL, label=N_("Tambah butir"), asks=(Ask("label", N_("Butir"), max_length=200),)
        ),
        "note_available": Action(
            OPEN,
            by=TECHNICAL,
            when=(_PATCH,),
            label=N_("Ubah tanggal tersedia"),
            asks=(Ask("available", N_("Tersedia sejak"), "day"),),
        ),
        "announce": Action(
            OPEN,
            by=TECHNICAL,
            when=(_UNANNOUNCED,),
            label=N_("Umumkan di halaman status"),
            asks=(
                Ask("components", N_("Komponen"), "picks"),
                Ask("starts", N_("Mulai"), "moment"),
                Ask("ends", N_("Selesai"), "moment"),
                Ask("text", N_("Kabar untuk pelanggan"), "long_text", required=False, max_length=5000),
                Ask("title_en", N_("Judul dalam bahasa Inggris"), required=False, max_length=150),
                Ask("text_en", N_("Kabar dalam bahasa Inggris"), "long_text", required=False, max_length=5000),
            ),
        ),
        "cancel": Transition(
            OPEN,
            _S.CANCELLED,
            by=TECHNICAL,
            label=N_("Batalkan"),
            tone="danger",
            asks=(Ask("reason", N_("Alasan"), "long_text", max_length=2000),),
        ),
        "reopen": Transition(
            ENDED,
            _S.IN_PROGRESS,
            by=TECHNICAL,
            label=N_("Buka kembali"),
            tone="warning",
            asks=(Ask("reason", N_("Alasan"), "long_text", max_length=2000),),
        ),
    },
    subject="record_id",
    labels={
        _S.PLANNED: N_("Direncanakan"),
        _S.IN_PROGRESS: N_("Dikerjakan"),
        _S.DONE: N_("Selesai"),
        _S.CANCELLED: N_("Dibatalkan"),
    },
    tones={_S.PLANNED: "primary", _S.IN_PROGRESS: "warning", _S.DONE: "positive", _S.CANCELLED: "neutral"},
    groupings=((WAITING, WORKED_ON, ENDED),),
    facts={"created": "maintenance.record_created"},
)
