"""Answers on our page at Facebook and Instagram."""

from flask import Flask

from app.core.clock import utc_now
from app.core.db import db
from app.jobs.outbox.leased_delivery import LeasedDelivery
from app.settings import Settings
from integrations.social.meta_client import MetaPage
from workflows.social import get_last_message_at


class MetaSender:
    """`payload["meta"]`: the network, and the comment that is answered or the person who wrote."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        self._app = app
        token = settings.meta_page_token or ""
        self._page = MetaPage(settings.meta_api_base, settings.wa_api_version, token, timeout=settings.provider_timeout)

    def __call__(self, delivery: LeasedDelivery) -> str:
        where = delivery.payload["meta"]
        if "comment" in where:
            return self._page.reply(where["network"], where["comment"], delivery.body).provider_id
        with self._app.app_context():  # asked as it leaves: they may have written since it was put on its way
            wrote_at = get_last_message_at(db.session(), network=where["network"], author_id=where["person"])
        sent = self._page.send_message(
            where["network"], where["person"], delivery.body, wrote_at=wrote_at, now=utc_now()
        )
        return sent.provider_id
