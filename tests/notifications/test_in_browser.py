"""The notification badge in a real browser: its number rises without a reload, leads to the list, and the list is a phone's."""

import base64
import json
import os
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from playwright.sync_api import Page, expect
from sqlalchemy import create_engine, select

from app.jobs.outbox.relay import fan_out_and_send
from app.models.messaging.notification import PushSubscription
from integrations.webpush.keys import new_key_pair
from tests.factories import make_company, make_cs
from tests.notifications.conftest import want_person
from tests.screens.test_look import check, log_in
from tests.support.isolation import build_app
from tests.support.programs.live import Site

pytestmark = pytest.mark.browser

# What Chromium would ask its own push service for, which nobody reaches from here.
STUB = """
const given = %s;
const bytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0)).buffer;
Notification.requestPermission = async () => "granted";
PushManager.prototype.subscribe = async function (options) {
  window.asked = { visible: options.userVisibleOnly, key: options.applicationServerKey.length };
  sessionStorage.setItem("asked", JSON.stringify(window.asked));
  return { endpoint: given.endpoint, getKey: (name) => bytes(given[name]) };
};
"""


def browser_keys() -> dict[str, str]:
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    point = key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return {
        "endpoint": "https://fcm.googleapis.com/fcm/send/budi",
        "p256dh": base64.b64encode(point).decode(),
        "auth": base64.b64encode(os.urandom(16)).decode(),
    }


def send(site: Site, folder: Path, name: str) -> None:
    """A customer asks for CS, and the relay does its work."""
    with site.session() as session:
        want_person(session, name)
    engine = create_engine(site.database_url)
    app = build_app(engine, site.redis_url, folder)
    with app.app_context():
        fan_out_and_send()
    engine.dispose()


def test_the_number_rises_leads_on_and_pushes_are_agreed_to(site: Site, open_page: object, tmp_path: Path) -> None:
    private, public = new_key_pair()
    site.extra = {
        "VAPID_PRIVATE_KEY": private,
        "VAPID_PUBLIC_KEY": public,
        "VAPID_SUBJECT": "mailto:admin@contoh.id",
    }
    with site.session() as session:
        make_company(session)
        dewi = make_cs(session)
    site.start_web(1)
    page: Page = open_page("desk", base_url=site.url)  # type: ignore[operator]
    log_in(page, dewi.username)
    number = page.locator(".panel-nav [data-badge-number]")
    expect(number).to_be_hidden()
    send(site, tmp_path, "Bu Tini")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(number).to_have_text("1")
    page.locator(".panel-nav [data-badge]").click()
    check(page, page.url)
    page.get_by_role("link", name="Bu Tini menunggu CS").click()
    page.wait_for_url("**/admin/contacts/details/**")
    expect(page.locator(".panel-nav [data-badge-count]")).to_be_hidden()

    page.set_viewport_size({"width": 360, "height": 740})
    page.add_init_script(STUB % json.dumps(browser_keys()))
    check(page, "/notifications")
    check(page, "/notifications/choices")
    page.get_by_role("button", name="Aktifkan di perangkat ini").click()
    expect(page.get_by_text("Notifikasi aktif di perangkat ini.")).to_be_visible()
    assert json.loads(page.evaluate("sessionStorage.getItem('asked')")) == {"visible": True, "key": 65}
    with site.session() as session:
        kept = session.scalars(select(PushSubscription)).one()
        assert (kept.user_id, kept.ended_at) == (dewi.id, None)
    if shots := os.environ.get("SHOTS"):
        page.screenshot(path=f"{shots}/choices.png", full_page=True)
        page.goto("/notifications")
        page.screenshot(path=f"{shots}/list.png", full_page=True)
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto("/admin/")
        page.screenshot(path=f"{shots}/panel.png")
