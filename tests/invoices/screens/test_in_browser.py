"""An invoice lived through in a real browser: drafted, rejected, approved, sent, paid at Midtrans."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import select

from app.models.access_links import AccessLink
from tests.invoices.conftest import make_firm, make_price
from tests.standins import MidtransStandIn
from tests.support.people import sign_in_browser
from tests.support.programs.browser import DEVICES, Complaints
from tests.support.programs.live import Site

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def midtrans() -> Iterator[MidtransStandIn]:
    with MidtransStandIn() as standin:
        yield standin


@pytest.fixture
def open_at(
    site: Site, midtrans: MidtransStandIn, complaints: Complaints, new_context: Callable[..., BrowserContext]
) -> Callable[..., Page]:
    """A site with Midtrans's keys and a worker; opens pages of it, one browser each."""
    site.extra = {
        "MIDTRANS_SERVER_KEY": midtrans.server_key,
        "MIDTRANS_API_BASE": midtrans.url,
        "MIDTRANS_SNAP_BASE": midtrans.url,
    }
    site.start_web(1)
    complaints.allow("favicon.ico")  # the payment page of the stand-in has none
    midtrans.notify = f"{site.url}/webhooks/midtrans"

    def open_one(device: str) -> Page:
        context = new_context(base_url=site.url, locale="id-ID", **DEVICES[device])
        context.set_default_timeout(10_000)
        page = context.new_page()
        complaints.watch(page)
        return page

    return open_one


def test_from_the_draft_to_the_money(site: Site, midtrans: MidtransStandIn, open_at: Callable[..., Page]) -> None:
    with site.session() as session:
        firm = make_firm(session)
        make_price(session, "FREON", 185_000, name="Freon R32", unit="kg")
        make_price(session, "PIPA", 92_500, name="Pipa tembaga 1/4 + 3/8", unit="meter")
        people: dict[str, Any] = {"dewi": firm.dewi, "rina": firm.rina, "visit": firm.visit, "ani": firm.ani}
    desk, sales, phone = open_at("desk"), open_at("desk"), open_at("phone")
    desk.set_viewport_size({"width": 1440, "height": 900})
    sales.set_viewport_size({"width": 1440, "height": 900})

    sign_in_browser(desk, people["dewi"])
    desk.goto(f"/admin/invoices/draft?visit_id={people['visit'].id}")
    desk.get_by_role("button", name="Buat draf invoice").click()
    expect(desk.locator("[data-bill-sum]")).to_have_text("Rp1.050.000")  # the script is there
    desk.get_by_role("button", name="Tambah baris").click()
    desk.locator("[data-bill-item]").last.select_option(label="FREON – Freon R32 (Rp185.000)")
    desk.locator("[data-bill-quantity]").last.fill("1,5")
    desk.locator("[data-bill-price]").last.fill("200.000")
    expect(desk.locator("[data-bill-sum]")).to_have_text("Rp1.350.000")
    desk.get_by_label("Diskon (Rp)").fill("50.000")
    desk.locator(".form-buttons").get_by_role("button", name="Simpan").click()
    desk.get_by_role("button", name="Ajukan ke sales").click()
    expect(desk.locator(".page-title")).to_contain_text("Menunggu persetujuan")
    expect(desk.get_by_role("button", name="Setujui")).to_have_count(0)

    sign_in_browser(sales, people["rina"])
    sales.goto("/admin/invoices/?flt_status=PENDING")
    sales.get_by_role("link", name="INV/").first.click()
    expect(sales.locator(".bill").first).to_contain_text("+Rp22.500")
    sales.get_by_role("link", name="Tolak").click()
    sales.get_by_label("Alasan penolakan").fill("Diskon terlalu besar")
    sales.locator("[data-dialog-form] button[type=submit]").click()
    expect(sales.locator(".page-title")).to_contain_text("revisi")

    desk.reload()
    expect(desk.locator("main")).to_contain_text("Diskon terlalu besar")
    desk.get_by_role("link", name="Ubah isi").click()
    desk.get_by_label("Diskon (Rp)").fill("0")
    desk.locator(".form-buttons").get_by_role("button", name="Simpan").click()
    desk.get_by_role("button", name="Ajukan ke sales").click()

    sales.reload(wait_until="networkidle")  # so that the script asks first
    sales.get_by_role("button", name="Setujui").click()
    sales.locator("dialog [data-confirm-accept]").click()
    expect(sales.locator(".page-title")).to_contain_text("Disetujui")

    site.work_off()
    with site.session() as session:
        token = session.scalars(select(AccessLink.token)).one()
    phone.goto(f"/i/{token}")
    expect(phone.locator("main")).to_contain_text("Rp1.498.500")
    phone.get_by_role("button", name="Bayar sekarang").click()
    phone.get_by_role("button", name="Bayar").click()
    phone.wait_for_url(f"**/i/{token}**")
    expect(phone.locator("main")).to_contain_text("Sedang dikonfirmasi")
    site.work_off()
    site.work_off()
    expect(phone.locator("main")).to_contain_text("Lunas")
    desk.reload()
    expect(desk.locator(".page-title")).to_contain_text("Lunas")
