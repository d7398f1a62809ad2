"""The ticket is closed, the customer rates, the manager sees it."""

import re
from datetime import UTC, datetime

from sqlalchemy import select, update

from app.models.kpi import KpiDay
from app.models.messaging.outbox import OutboxMessage
from app.models.visits.rating import RatingStars, VisitRating
from app.models.visits.visit import VisitStatus, VisitTicket
from tests.journeys.panel import make_transition
from tests.journeys.registering import AGUS
from tests.journeys.world import World, eventually

STARS = {"first": 5, "second": 4, "dewi": 5}


def dewi_closes_the_ticket(world: World) -> None:
    """The rating link is promised; in quiet hours the test lets the night pass."""
    ticket = f"/admin/visits/details/?id={world.ids['visit']}"
    make_transition(world.page_of("dewi"), ticket, "close", confirm=True)
    assert world.get(VisitTicket, world.ids["visit"]).status == VisitStatus.CLOSED
    with world.site.session() as session:
        waiting = update(OutboxMessage).where(OutboxMessage.kind == "rating.invited")
        session.execute(waiting.values(due_at=datetime.now(UTC)))
    world.ring("outbox.relay.relay", "messages")


def pak_agus_rates(world: World) -> None:
    """On the phone, without a login."""
    told = world.told_by_whatsapp("/rating/", AGUS)
    address = re.findall(r"https?://\S+/rating/\S+", told)[0]
    phone = world.pages["agus"]
    phone.goto(address)
    for name, stars in STARS.items():
        role = "cs" if name == "dewi" else "technician"
        phone.locator(f"#stars-{role}-{world.people[name].id}-{stars}").check()
    phone.locator("[name=comment]").fill("Cepat dan rapi")
    phone.get_by_role("button", name="Kirim penilaian").click()
    phone.get_by_text("Penilaian Anda sudah kami terima").first.wait_for()
    assert world.one(select(VisitRating)).comment == "Cepat dan rapi"
    given = {row.user_id: row.stars for row in world.rows(select(RatingStars))}
    assert given == {world.people[name].id: stars for name, stars in STARS.items()}


def maya_sees_it(world: World) -> None:
    """The figures of the day, counted by the job and shown on the dashboard."""
    world.ring("housekeeping.count_days")
    mine = select(KpiDay).where(KpiDay.user_id == world.first.id, KpiDay.stars_count == 1)
    day = eventually(lambda: world.rows(mine), "figures of the day")[0]
    assert (day.jobs_done, day.checked_in, day.on_time, day.claims_won, day.stars_sum) == (1, 1, 1, 1, 5)
    firm = world.one(select(KpiDay).where(KpiDay.role == "FIRM"))
    assert firm.income_idr == firm.invoiced_idr > 0
    board = world.page_of("maya")
    board.goto("/admin/kpi/")
    row = board.get_by_role("row").filter(has_text=world.first.name)
    assert row.get_by_text("5,00").count() == 1
    board.locator("[data-chart=jobs] canvas").first.wait_for()
