"""Goes on, holds or goes back: a pure function of what was seen of both colours in the same minutes."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from babel.numbers import format_decimal

from app.core.i18n import N_, Lazy, Sentence, language, ngettext
from app.releases.rollout.judging.statistics import fisher_worse


class Decision(StrEnum):
    PROMOTE = "PROMOTE"
    HOLD = "HOLD"
    ROLL_BACK = "ROLL_BACK"


@dataclass(frozen=True, slots=True)
class Rules:
    """Times of a step, sizes of samples, limits. Limits are exceeded strictly."""

    sample: int = 200  # requests of the new colour before a step may end
    errors: int = 4  # from this many on the two colours are compared, at any moment
    unlikely: float = 0.05  # at the fourth error
    unlikely_later: float = 0.01  # at every further one: each look is another chance to be wrong
    outer_sample: int = 50
    outer_error_rate: float = 0.05
    outer_p95_ms: float = 5000.0
    slower_than_control: float = 1.5
    slow_ms: float = 1000.0
    least: timedelta = timedelta(seconds=60)
    longest: timedelta = timedelta(minutes=30)
    unseen: timedelta = timedelta(minutes=10)
    lost_checks: int = 3
    memory_mb: float | None = None
    thin_per_second: float = 1.0


@dataclass(frozen=True, slots=True)
class Window:
    """One colour since the step began: 5xx and answers of a stand-in count as errors; `p95_ms` None without any."""

    requests: int = 0
    errors: int = 0
    p95_ms: float | None = None

    @property
    def error_rate(self) -> float:
        return self.errors / self.requests if self.requests else 0.0


@dataclass(frozen=True, slots=True)
class Look:
    """What is known at one moment. `unseen`: for how long nobody looked, as after a restart of the judge."""

    canary: Window
    control: Window
    age: timedelta
    unseen: timedelta = timedelta(0)
    lost_checks: int = 0  # of /readyz, in a row
    broken_invariants: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()  # its workers that have ended by themselves
    memory_mb: float | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """`reason` in words for the page; `both_sick`: the other colour is as bad, so an incident is opened."""

    decision: Decision
    reason: Sentence
    both_sick: bool = False


def judge(look: Look, rules: Rules) -> Verdict:
    """The first rule that speaks decides; those that take back come before those that let go on."""
    return _condition(look, rules) or _outer_limits(look, rules) or _errors(look, rules) or _progress(look, rules)


def _back(reason: Sentence) -> Verdict:
    return Verdict(Decision.ROLL_BACK, reason)


def _condition(look: Look, rules: Rules) -> Verdict | None:
    if look.broken_invariants:
        return _back(N_("aturan data dilanggar: %(names)s", names=", ".join(look.broken_invariants)))
    if look.ended:
        return _back(N_("berhenti sendiri: %(names)s", names=", ".join(look.ended)))
    if look.lost_checks >= rules.lost_checks:
        return _back(N_("/readyz tidak menjawab %(n)s kali berturut-turut", n=_figure(look.lost_checks)))
    if look.unseen > rules.unseen:
        return _back(N_("tidak diawasi selama %(span)s", span=_minutes(look.unseen)))
    if rules.memory_mb is not None and look.memory_mb is not None and look.memory_mb > rules.memory_mb:
        return _back(
            N_("memori %(seen)s MB, batas %(limit)s MB", seen=_figure(look.memory_mb), limit=_figure(rules.memory_mb))
        )
    return None


def _outer_limits(look: Look, rules: Rules) -> Verdict | None:
    canary = look.canary
    if canary.requests < rules.outer_sample:
        return None
    if canary.error_rate > rules.outer_error_rate:
        return _back(
            N_("galat %(share)s, batas %(limit)s %%", share=_share(canary), limit=_figure(100 * rules.outer_error_rate))
        )
    if canary.p95_ms is not None and canary.p95_ms > rules.outer_p95_ms:
        return _back(N_("p95 %(seen)s, batas %(limit)s", seen=_ms(canary.p95_ms), limit=_ms(rules.outer_p95_ms)))
    return None


def _errors(look: Look, rules: Rules) -> Verdict | None:
    canary, control = look.canary, look.control
    if canary.errors < rules.errors:
        return None
    worse = fisher_worse(canary.errors, canary.requests, control.errors, control.requests)
    facts = N_(
        "galat baru %(new)s, lama %(old)s, p = %(p)s",
        new=_share(canary), old=_share(control), p=_figure(worse, "0.000"),
    )  # fmt: skip
    if worse < (rules.unlikely if canary.errors == rules.errors else rules.unlikely_later):
        return _back(facts)
    return Verdict(Decision.HOLD, N_("keduanya sakit: %(facts)s", facts=facts), both_sick=True)


def _progress(look: Look, rules: Rules) -> Verdict:
    canary = look.canary
    if canary.requests < rules.sample:
        count = N_("%(n)s dari %(all)s permintaan", n=_figure(canary.requests), all=_figure(rules.sample))
        if look.age > rules.longest:
            return _back(N_("tanpa data yang cukup setelah %(span)s: %(count)s", span=_minutes(look.age), count=count))
        return Verdict(Decision.HOLD, N_("menunggu data: %(count)s", count=count))
    if slow := _slower(look, rules):
        return slow
    if look.age < rules.least:
        left = round((rules.least - look.age).total_seconds())
        return Verdict(
            Decision.HOLD, Lazy(lambda: ngettext("menunggu %(num)d detik lagi", "menunggu %(num)d detik lagi", left))
        )
    return Verdict(Decision.PROMOTE, N_("galat %(share)s, p95 %(p95)s", share=_share(canary), p95=_ms(canary.p95_ms)))


def _slower(look: Look, rules: Rules) -> Verdict | None:
    """Only on a full sample: the 95th percentile of few requests says little."""
    new, old = look.canary.p95_ms, look.control.p95_ms
    if new is None or new <= rules.slow_ms or (old is not None and new <= rules.slower_than_control * old):
        return None
    return _back(
        N_(
            "p95 baru %(new)s, lama %(old)s: lebih dari %(times)s kali dan %(limit)s",
            new=_ms(new),
            old=_ms(old),
            times=_figure(rules.slower_than_control, "0.#"),
            limit=_ms(rules.slow_ms),
        )
    )


def wants_journeys(look: Look, rules: Rules) -> bool:
    """Whether traffic is so thin that synthetic journeys must fill the sample."""
    seconds = look.age.total_seconds()
    full = look.canary.requests >= rules.sample
    return not full and seconds > 0 and look.canary.requests / seconds < rules.thin_per_second


def _share(window: Window) -> Sentence:
    rate, errors, requests = _figure(100 * window.error_rate, "0.0"), _figure(window.errors), _figure(window.requests)
    return N_("%(rate)s %% (%(errors)s dari %(requests)s)", rate=rate, errors=errors, requests=requests)


def _ms(value: float | None) -> Sentence:
    return "–" if value is None else N_("%(n)s md", n=_figure(value))


def _minutes(span: timedelta) -> Sentence:
    minutes = round(span.total_seconds() / 60)
    return Lazy(lambda: ngettext("%(num)d menit", "%(num)d menit", minutes))


def _figure(value: float, pattern: str = "#,##0") -> Sentence:
    """In the notation of whoever reads."""
    return Lazy(lambda: format_decimal(value, pattern, locale=language()))
