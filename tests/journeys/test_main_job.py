"""The main job, lived through end to end on real parts: from a WhatsApp message to a rated, paid visit."""

import pytest
from sqlalchemy import select

from app.models.messaging.inbox import InboxEvent, InboxStatus
from app.models.messaging.outbox import Delivery
from tests.journeys import billing, rating, registering, visiting, working
from tests.journeys import making_documents as making_documents
from tests.journeys.world import World, eventually

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_from_a_whatsapp_message_to_a_rated_and_paid_visit(world: World) -> None:
    registering.pak_agus_registers(world)
    registering.pak_agus_sends_his_location(world)
    visiting.dewi_plans_a_visit(world)
    visiting.dewi_opens_it_to_the_pool(world)
    visiting.five_claim_at_once(world)
    visiting.everybody_is_told(world)
    making_documents.dewi_makes_the_documents(world)
    making_documents.the_technician_reads_them(world)
    working.the_first_checks_in_without_signal(world)
    working.the_second_checks_in_by_a_plain_form(world)
    working.the_first_takes_photos(world)
    working.pak_agus_signs_on_the_screen(world)
    working.one_more_day_is_asked_for_and_granted(world)
    working.they_check_out_and_finish(world)
    billing.dewi_drafts_and_submits(world)
    billing.rina_rejects(world)
    billing.dewi_revises_and_submits_again(world)
    billing.rina_approves_in_telegram(world)
    billing.pak_agus_pays(world)
    billing.dewi_verifies_the_money(world)
    rating.dewi_closes_the_ticket(world)
    rating.pak_agus_rates(world)
    rating.maya_sees_it(world)
    every_message_arrived(world)


def every_message_arrived(world: World) -> None:
    """Nothing waits, nothing is parked, and the providers had nothing to complain about."""
    unsent = select(Delivery).where(Delivery.status.in_(["QUEUED", "PARKED"]))
    eventually(lambda: not world.rows(unsent), "end of waiting letters")
    assert not world.rows(select(InboxEvent).where(InboxEvent.status == InboxStatus.FAILED))
    assert not world.whatsapp.violations
    assert not world.telegram.violations
    assert not world.whatsapp.duplicates()
