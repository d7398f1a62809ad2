"""Why a step of an incident is refused."""

from app.core.errors import DomainError
from app.core.i18n import N_


class AlreadyAcknowledged(DomainError):
    code = "already_acknowledged"
    sentence = N_("Insiden ini sudah diterima rekan lain.")


class AlreadyYours(DomainError):
    code = "already_yours"
    sentence = N_("Peran ini sudah Anda pegang.")


class AlreadyRunning(DomainError):
    code = "already_running"
    sentence = N_("Tenggat ini sudah berjalan.")


class NothingAnnounced(DomainError):
    code = "nothing_told"
    sentence = N_("Belum ada kabar publik yang bisa diperbaiki.")


class NothingFinished(DomainError):
    code = "nothing_finished"
    sentence = N_("Tidak ada tindak lanjut yang sudah selesai.")


class NothingOpen(DomainError):
    code = "nothing_open"
    sentence = N_("Tidak ada tindak lanjut yang belum selesai.")


class NoNoticeDue(DomainError):
    code = "no_notice_due"
    sentence = N_("Tidak ada pemberitahuan yang ditunggu.")


class NotToPublish(DomainError):
    code = "not_to_publish"
    sentence = N_("Post-mortem belum ditulis, atau sudah diterbitkan.")
