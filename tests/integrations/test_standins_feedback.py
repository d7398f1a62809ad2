"""The stand-ins speak back, so that a journey can be walked by hand."""

import json

import requests

from integrations.midtrans.client import Customer, Item, MidtransClient
from integrations.midtrans.webhook import signature_is_valid as paid_is_genuine
from integrations.whatsapp.client import WhatsAppClient
from integrations.whatsapp.messages import Recipient
from integrations.whatsapp.webhook import parse
from integrations.whatsapp.webhook import signature_is_valid as status_is_genuine
from tests.standins import MidtransStandIn, WhatsAppStandIn
from tests.standins.server import Answer, Request, StandIn


class Ears(StandIn):
    """An application that only records what it receives."""

    def reply(self, request: Request) -> Answer:
        return Answer(200, {}, accepted={"raw": request.raw, "headers": request.headers})


def test_statuses_follow_a_message(whatsapp: WhatsAppStandIn, whatsapp_client: WhatsAppClient):
    with Ears() as ears:
        whatsapp.notify = ears.url
        whatsapp_client.send_text(Recipient("6281234567890"), "Halo", "outbox:1")
        received = ears.wait_for(3)
    for post in received:
        assert status_is_genuine(post["raw"], post["headers"]["x-hub-signature-256"], whatsapp.app_secret)
    events = [parse(json.loads(post["raw"]), whatsapp.phone_number_id)[0] for post in received]
    assert [(event.status, event.callback_data) for event in events] == [
        ("sent", "outbox:1"),
        ("delivered", "outbox:1"),
        ("read", "outbox:1"),
    ]


def test_payment_page_pays_and_notifies(midtrans: MidtransStandIn, midtrans_client: MidtransClient):
    page = midtrans_client.create_transaction(
        "INV-1", 1000, [Item("L1", "Servis", 1000)], Customer("Agus"), "https://sigap.test/i/abc", 24
    )
    assert "Rp1000" in requests.get(page.redirect_url, timeout=2).text
    with Ears() as ears:
        midtrans.notify = ears.url
        answer = requests.post(page.redirect_url, timeout=2, allow_redirects=False)
        told = json.loads(ears.wait_for(1)[0]["raw"])
    back = "https://sigap.test/i/abc?order_id=INV-1&status_code=200&transaction_status=settlement"
    assert answer.headers["Location"] == back
    assert paid_is_genuine(told, midtrans.server_key)
    assert midtrans_client.get_status("INV-1") is not None
