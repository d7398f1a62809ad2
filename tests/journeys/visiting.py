"""A visit is planned, opened to the pool, fought for and won."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from sqlalchemy import select

from app.core.clock import WIB, utc_now
from app.models.visits.assignment import Assignment, ClaimAttempt, QueueEntry
from app.models.visits.visit import VisitStatus, VisitTicket
from tests.journeys.panel import make_transition
from tests.journeys.registering import AGUS
from tests.journeys.world import World, eventually
from tests.support.phones import phone_of

PROBLEM = "AC ruang rapat tidak dingin"
RACERS = ("budi", "sari", "joko", "wati", "eko")
BY_PHONE, BY_TELEGRAM = RACERS[:3], RACERS[3:]


def dewi_plans_a_visit(world: World) -> None:
    """A draft with quota two, by the form, which says how many could come."""
    desk = world.page_of("dewi")
    desk.goto("/admin/visits/new/")
    desk.locator("#customer_id-text").fill("Agus")
    desk.get_by_role("option").filter(has_text="Pak Agus").click()
    desk.locator("[name=problem]").fill(PROBLEM)
    start = utc_now().astimezone(WIB)
    desk.locator("[name=planned_start]").fill(f"{start:%Y-%m-%dT%H:%M}")
    desk.locator("[name=planned_end]").fill(f"{start + timedelta(hours=4):%Y-%m-%dT%H:%M}")
    desk.locator("[name=quota]").fill("2")
    desk.get_by_text("5 teknisi tersedia").wait_for()
    desk.get_by_role("button", name="Simpan", exact=True).click()
    desk.get_by_role("heading", name="TKT-").wait_for()
    visit = world.one(select(VisitTicket))
    world.ids["visit"] = visit.id
    assert (visit.status, visit.quota, visit.problem) == (VisitStatus.DRAFT, 2, PROBLEM)
    assert (visit.customer_id, visit.site_id) == (world.ids["customer"], world.ids["site"])
    assert (visit.created_by_id, visit.planned_start) == (world.dewi.id, start.replace(second=0, microsecond=0))


def dewi_opens_it_to_the_pool(world: World) -> None:
    """One button, and every technician has it in Telegram."""
    make_transition(world.page_of("dewi"), f"/admin/visits/details/?id={world.ids['visit']}", "publish")
    visit = world.get(VisitTicket, world.ids["visit"])
    assert visit.status == VisitStatus.OPEN
    for name in RACERS:
        world.told_by_telegram(visit.number, world.people[name])


def five_claim_at_once(world: World) -> None:
    """Three on their phones, two under the Telegram message: two win, three get their number in the line."""
    visit_id, barrier = world.ids["visit"], Barrier(len(RACERS))
    number = world.get(VisitTicket, visit_id).number

    def press(name: str) -> tuple[int, str]:
        person = world.people[name]
        if name in BY_PHONE:
            phone = phone_of(person, world.site)
            barrier.wait()
            answer = phone.press(f"/technician/pool/{visit_id}/claim")
            return answer.status_code, answer.json()["message"]
        offer = world.told_by_telegram(number, person)
        barrier.wait()
        said = world.answer_in_telegram(world.tap_in_telegram(person, offer, "Ambil Job"))
        return 200 if world.rows(held.where(Assignment.technician_id == person.id)) else 409, said

    held = select(Assignment).where(Assignment.visit_id == visit_id)
    with ThreadPoolExecutor(len(RACERS)) as pool:
        outcomes = dict(zip(RACERS, pool.map(press, RACERS), strict=True))
    assert sorted(code for code, _ in outcomes.values()) == [200, 200, 409, 409, 409], outcomes
    visit = world.get(VisitTicket, visit_id)
    assert (visit.status, visit.places_taken) == (VisitStatus.ASSIGNED, 2)
    assert len(world.rows(select(ClaimAttempt).where(ClaimAttempt.visit_id == visit_id))) == len(RACERS)
    line = world.rows(select(QueueEntry).where(QueueEntry.visit_id == visit_id).order_by(QueueEntry.position))
    assert [entry.position for entry in line] == [1, 2, 3]
    names = {person.id: name for name, person in world.people.items()}
    for entry in line:
        assert f"{entry.position}" in outcomes[names[entry.technician_id]][1]
    winners = [names[place.technician_id] for place in world.rows(held.order_by(Assignment.id))]
    world.people |= {"first": world.people[winners[0]], "second": world.people[winners[1]]}


def everybody_is_told(world: World) -> None:
    """The customer hears who comes; under nobody's message is a button left."""
    visit = world.get(VisitTicket, world.ids["visit"])
    told = world.told_by_whatsapp(visit.number, AGUS)
    assert world.first.name in told
    assert world.second.name in told
    winners = {world.first.id, world.second.id}
    for name in RACERS:
        person = world.people[name]
        world.told_by_telegram("Anda mendapat job ini" if person.id in winners else "sudah penuh", person)

    def buttons() -> list[str]:
        shown = [message["reply_markup"]["inline_keyboard"] for message in list(world.telegram.messages.values())]
        return [button["text"] for rows in shown for row in rows for button in row if "Ambil" in button["text"]]

    eventually(lambda: not buttons(), "end of the buttons")
