"""The transitions of incidents."""

from sqlalchemy import and_

from app.core.flow import Action, Ask, Condition, Flow, Transition
from app.core.i18n import N_
from app.models.accounts.user import DESK, TECHNICAL
from app.models.incidents.asks import (
    ACTION_ITEM,
    CORRECTION,
    END,
    NEW_OWNER,
    NOTE,
    POST_MORTEM,
    PUBLIC_POST_MORTEM,
    PUBLIC_UPDATE,
)
from app.models.incidents.conditions import HAS_FINISHED, HAS_OPEN, TOLD, UNHEARD, WRITTEN, unheld
from app.models.incidents.incident import ENDED, SEVERITY_LABELS, WATCHED, WORKED_ON, Incident, IncidentStatus
from app.models.incidents.refusals import AlreadyRunning, NoNoticeDue
from app.models.on_call.schedule import ON_CALL

_S = IncidentStatus
RESPONDERS = TECHNICAL | DESK
READERS = ON_CALL
OPEN = WORKED_ON | WATCHED
_NOTICE_DUE = and_(Incident.notice_due_at.is_not(None), Incident.notice_given_at.is_(None))
_REASON = Ask("reason", N_("Alasan"), "long_text", max_length=2000)

INCIDENT_FLOW = Flow(
    "incident",
    Incident,
    IncidentStatus,
    {
        "acknowledge": Action(
            OPEN,
            by=RESPONDERS,
            when=(UNHEARD,),
            label=N_("Saya terima"),
            tone="primary",
            fact="incident.acknowledged",
        ),
        "investigate": Transition(
            {_S.DETECTED},
            _S.INVESTIGATING,
            by=RESPONDERS,
            label=N_("Selidiki"),
            tone="primary",
            fact="incident.updated",
        ),
        "identify": Transition(
            {_S.DETECTED, _S.INVESTIGATING},
            _S.IDENTIFIED,
            by=RESPONDERS,
            label=N_("Penyebab ditemukan"),
            asks=(Ask("note", N_("Apa penyebabnya"), "long_text", max_length=5000),),
            fact="incident.updated",
        ),
        "watch": Transition(
            WORKED_ON,
            _S.MONITORING,
            by=RESPONDERS,
            label=N_("Sudah diperbaiki, dipantau"),
            tone="positive",
            asks=(Ask("note", N_("Apa yang dilakukan"), "long_text", max_length=5000),),
            fact="incident.updated",
        ),
        "resolve": Transition(
            OPEN,
            _S.RESOLVED,
            by=RESPONDERS,
            label=N_("Selesai"),
            tone="positive",
            asks=END,
            fact="incident.resolved",
        ),
        "reopen": Transition(
            WATCHED | ENDED,
            _S.INVESTIGATING,
            by=RESPONDERS,
            label=N_("Buka kembali"),
            tone="warning",
            asks=(_REASON,),
            fact="incident.reopened",
        ),
        "command": Action(OPEN, by=RESPONDERS, when=(unheld("commander_id"),), label=N_("Saya komandan")),
        "communicate": Action(OPEN, by=RESPONDERS, when=(unheld("communicator_id"),), label=N_("Saya komunikasi")),
        "scribe": Action(OPEN, by=RESPONDERS, when=(unheld("scribe_id"),), label=N_("Saya pencatat")),
        "extend": Action(
            OPEN,
            by=RESPONDERS,
            label=N_("Minta waktu"),
            asks=(Ask("minutes", N_("Berapa menit"), "integer", minimum=5, maximum=720), _REASON),
        ),
        "snooze": Action(
            OPEN,
            by=RESPONDERS,
            label=N_("Tunda panggilan"),
            asks=(Ask("minutes", N_("Berapa menit"), "integer", minimum=5, maximum=720),),
        ),
        "call_last_level": Action(
            OPEN,
            by=ON_CALL,
            label=N_("Panggil level 4"),
            confirm=N_("CTO ditelepon sekarang. Lanjutkan?"),
        ),
        "note": Action(
            set(_S),
            by=READERS,
            label=N_("Catat"),
            asks=NOTE,
        ),
        "publish": Action(
            set(_S),
            by=RESPONDERS,
            label=N_("Terbitkan kabar"),
            asks=PUBLIC_UPDATE,
            confirm=N_("Kabar ini dibaca pelanggan di halaman status. Terbitkan?"),
            fact="incident.published",
        ),
        "correct": Action(set(_S), by=RESPONDERS, when=(TOLD,), label=N_("Perbaiki kabar"), asks=CORRECTION),
        "set_severity": Action(
            OPEN,
            by=RESPONDERS,
            label=N_("Ubah tingkat"),
            asks=(Ask("severity", N_("Tingkat"), "choice", choices=tuple(SEVERITY_LABELS.items())), _REASON),
        ),
        "set_impact": Action(
            set(_S),
            by=RESPONDERS,
            label=N_("Ubah awal dampak"),
            asks=(Ask("started", N_("Dampak mulai"), "moment"), _REASON),
        ),
        "set_cause": Action(
            set(_S),
            by=RESPONDERS,
            label=N_("Tetapkan jenis penyebab"),
            asks=(Ask("cause_id", N_("Jenis penyebab"), "pick"),),
        ),
        "mark_personal_data": Action(
            OPEN,
            by=RESPONDERS,
            when=(Condition(lambda _actor: Incident.notice_due_at.is_(None), AlreadyRunning),),
            label=N_("Menyangkut data pribadi"),
            confirm=N_("Pemberitahuan wajib dalam 3 × 24 jam. Mulai tenggatnya?"),
        ),
        "give_notice": Action(
            set(_S),
            by=RESPONDERS,
            when=(Condition(lambda _actor: _NOTICE_DUE, NoNoticeDue),),
            label=N_("Pemberitahuan sudah disampaikan"),
            asks=(Ask("note", N_("Kepada siapa dan bagaimana"), "long_text", max_length=2000),),
        ),
        "link": Action(
            set(_S),
            by=RESPONDERS,
            label=N_("Kaitkan laporan"),
            asks=(Ask("numbers", N_("Nomor laporan"), max_length=500, hint="BUG-2026-000001 DKG-2026-000002"),),
        ),
        "publish_post_mortem": Action(
            ENDED,
            by=RESPONDERS,
            when=(WRITTEN,),
            label=N_("Terbitkan post-mortem"),
            tone="primary",
            asks=PUBLIC_POST_MORTEM,
            confirm=N_("Post-mortem ini dibaca pelanggan di halaman status. Terbitkan?"),
            fact="incident.post_mortem_published",
        ),
        "write_post_mortem": Action(
            ENDED,
            by=RESPONDERS,
            label=N_("Tulis post-mortem"),
            tone="primary",
            asks=POST_MORTEM,
        ),
        "add_item": Action(
            set(_S),
            by=RESPONDERS,
            label=N_("Tambah tindak lanjut"),
            asks=ACTION_ITEM,
        ),
        "give_item": Action(
            set(_S),
            by=RESPONDERS,
            when=(HAS_OPEN,),
            label=N_("Serahkan tindak lanjut"),
            asks=NEW_OWNER,
        ),
        "reopen_item": Action(
            set(_S),
            by=RESPONDERS,
            when=(HAS_FINISHED,),
            label=N_("Buka kembali tindak lanjut"),
            asks=(Ask("item", N_("Tindak lanjut"), "pick"), _REASON),
        ),
        "end": Transition(OPEN, _S.RESOLVED, by=frozenset(), label=N_("Selesai sendiri"), fact="incident.resolved"),
        "flare_up": Transition(
            WATCHED | ENDED, _S.INVESTIGATING, by=frozenset(), label=N_("Terjadi lagi"), fact="incident.reopened"
        ),
    },
    subject="incident_id",
    labels={
        _S.DETECTED: N_("Terdeteksi"),
        _S.INVESTIGATING: N_("Diselidiki"),
        _S.IDENTIFIED: N_("Teridentifikasi"),
        _S.MONITORING: N_("Dipantau"),
        _S.RESOLVED: N_("Selesai"),
    },
    tones={
        _S.DETECTED: "danger",
        _S.INVESTIGATING: "danger",
        _S.IDENTIFIED: "warning",
        _S.MONITORING: "primary",
        _S.RESOLVED: "positive",
    },
    groupings=((WORKED_ON, WATCHED, ENDED),),
    facts={"created": "incident.declared"},
)
