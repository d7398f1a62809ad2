"""The main job, lived through end to end on real parts: from a WhatsApp message to a rated, paid visit."""

import pytest

from tests.journeys import registering, visiting
from tests.journeys.world import World

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_from_a_whatsapp_message_to_a_rated_and_paid_visit(world: World) -> None:
    registering.pak_agus_registers(world)
    registering.pak_agus_sends_his_location(world)
    visiting.dewi_plans_a_visit(world)
    visiting.dewi_opens_it_to_the_pool(world)
    visiting.five_press_at_once(world)
    visiting.everybody_is_told(world)
