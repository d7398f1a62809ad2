"""Who goes where and when: ninety days back, today, seven days ahead. No technician is in two places at once."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from app.core.clock import local_day
from app.demo.customers import Place
from app.demo.row_batches import RowBatches
from app.demo.staff.people import Hand, People
from app.demo.vocabulary import JOBS
from app.models.accounts.user import Leave
from app.models.visits.visit import VisitStatus

_S = VisitStatus
PAST_DAYS, COMING_DAYS = 90, 7
SUNDAY = 6
METRO = {"Jakarta Selatan": "Jakarta", "Jakarta Barat": "Jakarta"}

# minutes from now, hours, status, wish
TODAY = (
    (-430, 2, _S.CLOSED, ""),
    (-400, 3, _S.DONE, ""),
    (-330, 2, _S.DONE, ""),
    (-150, 4, _S.IN_PROGRESS, "budi"),
    (-120, 5, _S.IN_PROGRESS, "asks for more days"),
    (-70, 4, _S.IN_PROGRESS, ""),
    (-35, 3, _S.IN_PROGRESS, "one is late"),
    (-55, 3, _S.OPEN, "nobody came"),
    (75, 2, _S.ASSIGNED, ""),
    (120, 3, _S.ASSIGNED, "budi"),
    (90, 2, _S.OPEN, "split"),
    (180, 2, _S.OPEN, "countdown"),
    (240, 3, _S.DRAFT, ""),
)


@dataclass(slots=True)
class Plan:
    """One visit before its rows are written. `end` includes added days."""

    place: Place
    job: tuple[str, str, str, int, tuple[str, ...]]
    status: VisitStatus
    start: datetime
    end: datetime
    quota: int
    created: datetime
    team: list[Hand]
    wish: str = ""
    added_days: int = 0
    visit_id: int = 0
    absent: Hand | None = None  # held a place, did not come, was replaced or done without
    went_on: bool = False  # done without the absent one
    started: datetime | None = None
    finished: datetime | None = None
    closed: datetime | None = None
    cs: int = 0
    check_ins: dict[int, datetime] = field(default_factory=dict[int, datetime])

    @property
    def is_worked(self) -> bool:
        return self.status in {_S.IN_PROGRESS, _S.DONE, _S.CLOSED}


class Planner:
    """Keeps everybody's diary while the plans are drawn."""

    def __init__(self, random: Random, people: People, places: list[Place], now: datetime) -> None:
        self._random, self._people, self._places, self._now = random, people, places, now
        self._busy: dict[int, list[tuple[datetime, datetime]]] = {hand.id: [] for hand in people.hands}

    def mark_busy_on_leaves(self, book: RowBatches) -> None:
        for row in book.rows(Leave):
            zone = ZoneInfo("Asia/Jakarta")
            first, last = row["first_date"], row["last_date"] + timedelta(days=1)
            self._busy[row["user_id"]].append((_midnight(first, zone), _midnight(last, zone)))

    def draw(self) -> list[Plan]:
        today = local_day(self._now, "Asia/Jakarta")
        plans = [plan for spec in TODAY if (plan := self._today(*spec))]
        for offset in (*range(-PAST_DAYS, 0), *range(1, COMING_DAYS + 1)):
            day = today + timedelta(days=offset)
            if day.weekday() != SUNDAY:
                wanted = self._random.choice((2, 3, 3, 4)) if offset < 0 else 3
                plans += [plan for _ in range(wanted) if (plan := self._on(day, offset))]
        plans.sort(key=lambda plan: plan.created)
        return plans

    def _on(self, day: date, offset: int) -> Plan | None:
        for _again in range(6):
            place, job = self._random.choice(self._places), self._random.choice(JOBS)
            hour = self._random.choice((8, 8, 9, 10, 13, 14) if job[3] <= 4 else (8, 8, 9))
            start = _midnight(day, ZoneInfo(place.zone)) + timedelta(hours=hour)
            status, days = self._status(offset), 0
            if status in {_S.IN_PROGRESS, _S.CLOSED, _S.DONE} and job[3] >= 4:
                days = 2 if status == _S.IN_PROGRESS else self._random.choice((*[0] * 12, 1, 1, 2))
            elif status == _S.IN_PROGRESS:
                status = _S.DONE
            end = start + timedelta(hours=job[3])
            if status in {_S.DONE, _S.CLOSED} and end + timedelta(days=days) > self._now:
                days = 0
            created = self._created(start)
            plan = self._plan(place, job, status, start, end + timedelta(days=days), created, added_days=days)
            if plan:
                return plan
        return None

    def _today(self, minutes: int, hours: int, status: VisitStatus, wish: str) -> Plan | None:
        start = self._now.replace(second=0, microsecond=0) + timedelta(minutes=minutes - self._now.minute % 5)
        created = in_office_hours(start - timedelta(hours=self._random.uniform(18, 40)))
        simple = [job for job in JOBS if job[1] == "AC split"]
        for _again in range(40):
            place = self._random.choice([place for place in self._places if place.zone == "Asia/Jakarta"])
            if wish in {"budi", "split", "countdown"} and place.city != "Kota Bandung":
                continue
            plan = self._plan(
                place, self._random.choice(simple), status, start, start + timedelta(hours=hours), created, wish=wish
            )
            if plan:
                return plan
        return None

    def _plan(
        self,
        place: Place,
        job: tuple[str, str, str, int, tuple[str, ...]],
        status: VisitStatus,
        start: datetime,
        end: datetime,
        created: datetime,
        *,
        wish: str = "",
        added_days: int = 0,
    ) -> Plan | None:
        free = self._free(place, job[1], start, end)
        quota = self._quota(job[3], wish)
        if wish == "budi":
            free.sort(key=lambda hand: hand.id != self._people.hands[0].id)
        wanted = 0 if status == _S.DRAFT else quota
        if status == _S.OPEN:
            wanted = quota - 1
        if len(free) < max(wanted, 1) + (1 if wish == "nobody came" else 0):
            if not free or wish:
                return None
            quota = wanted = len(free)
            wanted -= status == _S.OPEN
        plan = Plan(place, job, status, start, end, quota, created, free[:wanted], wish, added_days)
        plan.cs = self._random.choice(self._people.cs)
        if status != _S.CANCELLED:
            for hand in plan.team:
                self._busy[hand.id].append((start, end))
        self._choose_absent(plan, free[wanted:])
        return plan

    def _choose_absent(self, plan: Plan, others: list[Hand]) -> None:
        if plan.wish == "nobody came":
            plan.absent = others[0]
        elif plan.is_worked and not plan.wish and others and self._random.random() < 0.04:
            plan.absent = others[0]
            plan.went_on = self._random.random() < 0.4

    def _free(self, place: Place, skill: str, start: datetime, end: datetime) -> list[Hand]:
        metro = METRO.get(place.city, place.city)
        able = [h for h in self._people.hands if skill in h.skills and METRO.get(h.area, h.area) == metro]
        free = [h for h in able if all(end <= begun or start >= over for begun, over in self._busy[h.id])]
        self._random.shuffle(free)
        return free

    def _quota(self, hours: int, wish: str) -> int:
        if wish == "one is late":
            return 2
        if wish in {"nobody came", "split", "countdown"}:
            return 1 if wish != "split" else 2
        return 1 if hours <= 2 else self._random.choice((1, 2, 2)) if hours <= 5 else self._random.choice((2, 2, 3))

    def _status(self, offset: int) -> VisitStatus:
        choose = self._random.choices
        if offset <= -10:
            return choose((_S.CLOSED, _S.CANCELLED), (93, 7))[0]
        if offset <= -3:
            return choose((_S.CLOSED, _S.DONE, _S.CANCELLED), (55, 38, 7))[0]
        if offset < 0:
            return choose((_S.CLOSED, _S.DONE, _S.IN_PROGRESS), (25, 60, 15))[0]
        return choose((_S.ASSIGNED, _S.OPEN, _S.DRAFT, _S.CANCELLED), (45, 32, 17, 6))[0]

    def _created(self, start: datetime) -> datetime:
        latest = min(start, self._now) - timedelta(hours=3)
        return in_office_hours(latest - timedelta(hours=self._random.uniform(1, 60)))


def in_office_hours(moment: datetime) -> datetime:
    """The same moment, or the last office hour before it: nobody opens tickets at night."""
    local = moment.astimezone(ZoneInfo("Asia/Jakarta"))
    while not 8 <= local.hour < 18 or local.weekday() == SUNDAY:
        local -= timedelta(hours=5)
    return local


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone)
