"""How long a message is tried again: six hours, to another system's webhook three days."""

from datetime import timedelta

import pytest

from app.jobs.outbox.sending.leased_delivery import LeasedDelivery
from app.jobs.outbox.sending.retry_policy import pause_before, send_delivery
from app.models.messaging.outbox import Channel, DeliveryStatus
from integrations.outcome import TryLater
from tests.factories import NOW


def refuse(_leased: LeasedDelivery) -> str:
    raise TryLater("busy", "")


@pytest.mark.parametrize(("channel", "tried_for"), [(Channel.EMAIL, {"hours": 6}), (Channel.WEBHOOK, {"days": 3})])
@pytest.mark.parametrize(("seconds", "tried_again"), [(-1, True), (0, True), (1, False)])
def test_a_message_is_given_up_after_its_time(
    channel: Channel, tried_for: dict[str, int], seconds: int, tried_again: bool
) -> None:
    created_at = NOW - timedelta(**tried_for) - timedelta(seconds=seconds)
    result = send_delivery(refuse, LeasedDelivery(1, channel, "", "", {}, 1, created_at, 0.0))
    assert result.status == (DeliveryStatus.QUEUED if tried_again else DeliveryStatus.PARKED)


@pytest.mark.parametrize(("tries", "seconds"), [(1, 1), (2, 2), (6, 32), (7, 60), (50, 60)])
def test_pauses_double_up_to_a_minute_and_a_quarter_is_jitter(tries: int, seconds: int) -> None:
    assert seconds <= pause_before(tries).total_seconds() <= seconds * 1.25
