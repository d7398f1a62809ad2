"""The desk's figures as people read them: what each means, how many cases it has, and the period before."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from app.core.i18n import N_, Sentence, gettext, language
from app.policies.service_levels.hours_text import write_duration

FEW = 5  # ratings below this say nothing


@dataclass(frozen=True, slots=True)
class Kind:
    """`read` gives the number from the figures, `n` how many cases it is made of; `less_is_better` None: neither."""

    key: str
    label: Sentence
    meaning: Sentence
    read: Callable[[Any], float | int | None]
    write: Callable[[Any], str]
    n: Callable[[Any], int] | None = None
    less_is_better: bool | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    key: str
    label: str
    meaning: str
    value: str
    beside: str  # how many cases it is made of
    before: str
    verdict: str  # "lebih baik", "lebih buruk", "" where neither is better


def _count(value: float) -> str:
    return f"{int(value):,}".replace(",", "." if language() == "id" else ",")


def percent(value: float) -> str:
    """`97,5 %`, half up."""
    rounded = Decimal(value * 100).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return f"{rounded} %".replace(".", "," if language() == "id" else ".")


def _score(value: float) -> str:
    rounded = Decimal(value).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return f"{rounded} / 5".replace(".", "," if language() == "id" else ".")


def age(seconds: float) -> str:
    """Calendar time: days once it is more than two of them."""
    days = int(seconds // 86_400)
    return gettext("%(n)d hari", n=days) if days >= 2 else write_duration(round(seconds))  # noqa: PLR2004


def worked(seconds: float) -> str:
    return write_duration(round(seconds))


FIRST_REPLY = N_(
    "Jam kerja dari tiket masuk sampai jawaban pertama orang kami, untuk tiket yang pertama dijawab dalam periode ini."
)
RESOLUTION = N_(
    "Jam kerja dari tiket masuk sampai diselesaikan, tanpa waktu menunggu pelanggan; dibuka kembali dihitung lagi."
)
KINDS: Sequence[Kind] = (
    Kind(
        "opened",
        N_("Tiket masuk"),
        N_("Tiket yang masuk dalam periode ini, dari semua saluran; yang digabung dihitung sekali."),
        lambda one: one.opened,
        _count,
    ),
    Kind(
        "first_median",
        N_("Jawaban pertama, median"),
        FIRST_REPLY,
        lambda one: one.first_reply.median_s,
        worked,
        lambda one: one.first_reply.n,
        less_is_better=True,
    ),
    Kind(
        "first_mean",
        N_("Jawaban pertama, rata-rata"),
        FIRST_REPLY,
        lambda one: one.first_reply.mean_s,
        worked,
        lambda one: one.first_reply.n,
        less_is_better=True,
    ),
    Kind(
        "first_p90",
        N_("Jawaban pertama, 90 % dalam"),
        FIRST_REPLY,
        lambda one: one.first_reply.p90_s,
        worked,
        lambda one: one.first_reply.n,
        less_is_better=True,
    ),
    Kind(
        "resolution_median",
        N_("Penyelesaian, median"),
        RESOLUTION,
        lambda one: one.resolution.median_s,
        worked,
        lambda one: one.resolution.n,
        less_is_better=True,
    ),
    Kind(
        "resolution_mean",
        N_("Penyelesaian, rata-rata"),
        RESOLUTION,
        lambda one: one.resolution.mean_s,
        worked,
        lambda one: one.resolution.n,
        less_is_better=True,
    ),
    Kind(
        "resolution_p90",
        N_("Penyelesaian, 90 % dalam"),
        RESOLUTION,
        lambda one: one.resolution.p90_s,
        worked,
        lambda one: one.resolution.n,
        less_is_better=True,
    ),
    Kind(
        "resolution_rate",
        N_("Tingkat penyelesaian"),
        N_("Dari tiket yang masuk dalam periode ini: bagian yang sekarang terselesaikan atau ditutup."),
        lambda one: one.resolution_rate,
        percent,
        lambda one: one.opened,
        less_is_better=False,
    ),
    Kind(
        "reopen_rate",
        N_("Dibuka kembali"),
        N_("Dari penyelesaian dalam periode ini: bagian yang dibuka kembali, oleh pelanggan atau tim."),
        lambda one: one.reopen_rate,
        percent,
        lambda one: one.resolved,
        less_is_better=True,
    ),
    Kind(
        "first_contact_rate",
        N_("Selesai pada jawaban pertama"),
        N_("Dari penyelesaian dalam periode ini: bagian yang selesai dengan satu jawaban dan tidak dibuka kembali."),
        lambda one: one.first_contact_rate,
        percent,
        lambda one: one.resolved,
        less_is_better=False,
    ),
    Kind(
        "kept_rate",
        N_("Janji ditepati"),
        N_("Dari batas waktu yang terpenuhi atau terlewati dalam periode ini: bagian yang terpenuhi."),
        lambda one: one.kept_rate,
        percent,
        lambda one: one.judged,
        less_is_better=False,
    ),
    Kind(
        "content_rate",
        N_("Pelanggan puas"),
        N_("Dari penilaian dalam periode ini: bagian bernilai 4 atau 5. Tidak ditampilkan di bawah lima penilaian."),
        lambda one: one.content_rate,
        percent,
        lambda one: one.rated,
        less_is_better=False,
    ),
    Kind(
        "score",
        N_("Nilai rata-rata"),
        N_("Rata-rata penilaian 1 sampai 5 dalam periode ini. Tidak ditampilkan di bawah lima penilaian."),
        lambda one: one.score,
        _score,
        lambda one: one.rated,
        less_is_better=False,
    ),
    Kind(
        "response_rate",
        N_("Pelanggan yang menilai"),
        N_("Dari permintaan penilaian dalam periode ini: bagian yang dijawab."),
        lambda one: one.response_rate,
        percent,
        lambda one: one.asked,
        less_is_better=False,
    ),
    Kind(
        "backlog",
        N_("Belum selesai"),
        N_("Tiket yang belum berakhir pada akhir periode, atau sekarang bila periode masih berjalan."),
        lambda one: one.backlog,
        _count,
        less_is_better=True,
    ),
    Kind(
        "backlog_age",
        N_("Umur yang belum selesai, median"),
        N_("Waktu kalender sejak tiket itu masuk."),
        lambda one: one.backlog_median_s,
        age,
        lambda one: one.backlog,
        less_is_better=True,
    ),
    Kind(
        "backlog_oldest",
        N_("Yang tertua"),
        N_("Umur tiket tertua yang belum berakhir, dalam waktu kalender."),
        lambda one: one.backlog_oldest_s,
        age,
        less_is_better=True,
    ),
)


def figures_of(measured: Any, before: Any) -> list[Figure]:
    """Every kind in the table's order, beside the period before."""
    return [_figure(kind, measured, before) for kind in KINDS]


def _figure(kind: Kind, measured: Any, before: Any) -> Figure:
    value, past = kind.read(measured), kind.read(before)
    beside = gettext("dari %(n)s", n=_count(kind.n(measured))) if kind.n else ""
    return Figure(
        kind.key,
        str(kind.label),
        str(kind.meaning),
        "–" if value is None else kind.write(value),
        beside,
        "–" if past is None else kind.write(past),
        _verdict(kind, value, past),
    )


def _verdict(kind: Kind, value: float | None, past: float | None) -> str:
    if kind.less_is_better is None or value is None or past is None or value == past:
        return ""
    return gettext("lebih baik") if (value < past) == kind.less_is_better else gettext("lebih buruk")
