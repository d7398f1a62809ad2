"""Answers on our page at Facebook and Instagram."""

from collections.abc import Iterable
from dataclasses import replace

from app.core.clock import utc_now
from app.core.db import db
from app.jobs.outbox.sending.leased_delivery import LeasedDelivery
from app.settings import Settings
from integrations.social.meta_client import MetaPage
from workflows.social import get_last_message_at


class MetaSender:
    """`payload["meta"]`: the network, and the comment that is answered or the person who wrote, with `wrote_at`."""

    def __init__(self, settings: Settings) -> None:
        token = settings.meta_page_token or ""
        self._page = MetaPage(settings.meta_api_base, settings.wa_api_version, token, timeout=settings.provider_timeout)

    def __call__(self, delivery: LeasedDelivery) -> str:
        where = delivery.payload["meta"]
        if "comment" in where:
            return self._page.reply(where["network"], where["comment"], delivery.body).provider_id
        sent = self._page.send_message(
            where["network"], where["person"], delivery.body, wrote_at=where["wrote_at"], now=utc_now()
        )
        return sent.provider_id


def with_last_words(leased: Iterable[LeasedDelivery]) -> list[LeasedDelivery]:
    """Messages to a person with the moment of their last one: they may have written since it was put on its way."""
    return [_with_last_words(one) if "person" in one.payload["meta"] else one for one in leased]


def _with_last_words(delivery: LeasedDelivery) -> LeasedDelivery:
    where = delivery.payload["meta"]
    wrote_at = get_last_message_at(db.session(), network=where["network"], author_id=where["person"])
    return replace(delivery, payload={**delivery.payload, "meta": {**where, "wrote_at": wrote_at}})
