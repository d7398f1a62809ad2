"""The figures of incidents with what each means, as a page and an export show them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.core.i18n import N_, Sentence, gettext
from app.policies.service_levels.hours_text import write_duration


@dataclass(frozen=True, slots=True)
class Kind:
    """`read` gives minutes where `is_time`, else a count."""

    label: Sentence
    meaning: Sentence
    read: Callable[[Any], float | None]
    is_time: bool = False
    beside: Callable[[Any], str] = lambda _measured: ""


def _spread(name: str) -> Callable[[Any], str]:
    def words(measured: Any) -> str:
        one = getattr(measured, name)
        middle = write(one.median, is_time=True)
        return gettext("median %(median)s, n %(n)d, terbuka %(open)d", median=middle, n=one.n, open=one.open)

    return words


def write(value: float | None, *, is_time: bool) -> str:
    if value is None:
        return "–"
    return write_duration(round(value * 60)) if is_time else str(round(value))


KINDS = (
    Kind(N_("Insiden"), N_("Diumumkan dalam periode ini."), lambda one: one.count),
    Kind(
        N_("MTTD"),
        N_("Rata-rata dari awal dampak sampai diumumkan."),
        lambda one: one.detect.mean,
        is_time=True,
        beside=_spread("detect"),
    ),
    Kind(
        N_("MTTA"),
        N_("Rata-rata dari diumumkan sampai diterima seseorang."),
        lambda one: one.acknowledge.mean,
        is_time=True,
        beside=_spread("acknowledge"),
    ),
    Kind(
        N_("MTTR"),
        N_("Rata-rata dari awal sampai akhir dampak; yang belum selesai tidak dihitung."),
        lambda one: one.repair.mean,
        is_time=True,
        beside=_spread("repair"),
    ),
    Kind(
        N_("MTBF"),
        N_(
            "Waktu berjalan dibagi banyaknya gangguan SEV1 sampai SEV3; median: lamanya berjalan sebelum tiap gangguan."
        ),
        lambda one: one.between.mean,
        is_time=True,
        beside=_spread("between"),
    ),
    Kind(
        N_("Lama terganggu"),
        N_("Gabungan waktu dampak SEV1 sampai SEV3; yang bersamaan dihitung sekali."),
        lambda one: one.down,
        is_time=True,
    ),
    Kind(
        N_("Post-mortem jatuh tempo"),
        N_("Dari SEV1 dan SEV2, lima hari kerja sesudah selesai."),
        lambda one: one.post_mortems_due,
    ),
    Kind(
        N_("Post-mortem tepat waktu"),
        N_("Ditulis paling lambat pada hari jatuh temponya."),
        lambda one: one.post_mortems_in_time,
    ),
    Kind(N_("Tindak lanjut selesai"), N_("Ditandai selesai dalam periode ini."), lambda one: one.items_done),
    Kind(
        N_("Tindak lanjut lewat waktu"),
        N_("Belum selesai dan tanggalnya sudah lewat pada akhir periode, dari insiden kapan pun."),
        lambda one: one.items_overdue,
    ),
)
