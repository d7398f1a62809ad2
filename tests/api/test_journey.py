"""The visit of the main job, lived by programs that have read the OpenAPI document and nothing else."""

import io
from datetime import timedelta

import pytest
from PIL import Image

from app.core.clock import utc_now
from app.jobs.documents.render import render_documents
from app.models.finance.invoice import PriceItem, PriceKind
from tests.api.contract.contract_client import ContractClient
from tests.factories import PASSWORD, make_company, make_cs, make_sales, make_technician

pytestmark = pytest.mark.slow
HERE = {"latitude": -6.914744, "longitude": 107.609810, "accuracy_m": 12.5}


@pytest.fixture
def people(app, session):
    """Each of the cast with a program that logged in with its owner's password."""
    make_company(session)
    session.add(PriceItem(code="JASA", name="Jasa teknisi", kind=PriceKind.LABOUR, unit="hari", price_idr=350_000))
    cast = {
        "dewi": make_cs(session),
        "rina": make_sales(session),
        "budi": make_technician(session, "Budi"),
        "sari": make_technician(session, "Sari"),
        "joko": make_technician(session, "Joko"),
    }
    session.flush()
    return {
        name: ContractClient(app.test_client()).log_in(username=user.username, password=PASSWORD)
        for name, user in cast.items()
    }


def photo(colour: str):
    picture = io.BytesIO()
    Image.new("RGB", (320, 240), colour).save(picture, "JPEG")
    return (io.BytesIO(picture.getvalue()), "foto.jpg")


def test_from_a_customer_to_a_paid_and_closed_visit(app, people):
    dewi, rina, budi, sari, joko = (people[name] for name in ("dewi", "rina", "budi", "sari", "joko"))
    visit = plan(dewi)
    for client in (budi, sari):
        assert visit in [one["id"] for one in client.do("list_pool")["items"]]
        assert client.do("claim_visits", id=visit)["result"] == "WON"
    lost = joko.do("claim_visits", id=visit, expect="409")
    assert (lost["code"], lost["facts"]["position"]) == ("claim_full", 1)
    joko.do("check_in_visits", id=visit, **HERE, expect="404")

    work(budi, sari, visit)
    closed = dewi.do("close_visits", id=visit)
    assert closed["status"] == "CLOSED"
    bill(app, dewi, rina, visit)


def plan(dewi: ContractClient) -> int:
    place = {"latitude": HERE["latitude"], "longitude": HERE["longitude"]}
    customer = dewi.do(
        "create_customers", name="Pak Agus", phone_e164="0812-3456-7890", street="Jl. Merdeka 1", site=place
    )
    start = utc_now() + timedelta(minutes=5)
    visit = dewi.do(
        "create_visits",
        customer_id=customer["id"],
        site_id=customer["sites"][0]["id"],
        problem="AC tidak dingin",
        planned_start=start.isoformat(),
        planned_end=(start + timedelta(hours=4)).isoformat(),
        quota=2,
    )
    dewi.do("read_visits", id=visit["id"])
    edited = dewi.do("edit_visits", id=visit["id"], priority="HIGH")
    assert (edited["priority"], edited["problem"]) == ("HIGH", "AC tidak dingin")
    assert dewi.do(dewi.find("visits", "Buka ke pool"), id=visit["id"])["status"] == "OPEN"
    return visit["id"]


def work(budi: ContractClient, sari: ContractClient, visit: int) -> None:
    for client in (budi, sari):
        assert client.do("check_in_visits", id=visit, **HERE)["outside_radius"] is False
    refused = budi.do("finish_visits", id=visit, expect="409")
    assert refused["code"] == "not_ready"
    for phase, colour in (("BEFORE", "navy"), ("AFTER", "olive")):
        budi.do("add_photo_visits", id=visit, photo=photo(colour), phase=phase)
    paper = budi.do("hand_over_paper_visits", id=visit, paper=photo("white"))
    assert paper["kind"] == "HANDOVER_REPORT"
    assert sari.do("download_documents", id=paper["id"], expect="200").startswith(b"\xff\xd8")
    for client in (budi, sari):
        client.do("check_out_visits", id=visit, **HERE)
    assert budi.do("finish_visits", id=visit)["status"] == "DONE"


def bill(app, dewi: ContractClient, rina: ContractClient, visit: int) -> None:
    invoice = dewi.do("create_invoices", visit_id=visit)
    number = invoice["id"]
    dewi.do("read_invoices", id=number)
    assert dewi.do("edit_invoices", id=number, discount_idr=50_000)["discount_idr"] == 50_000
    assert dewi.do("submit_invoices", id=number)["status"] == "PENDING"
    dewi.do("read_invoices", id=number)
    dewi.do("approve_invoices", id=number, expect="403")
    rina.do("read_invoices", id=number)
    assert rina.do("approve_invoices", id=number)["status"] == "APPROVED"
    with app.app_context():
        render_documents()  # the worker's turn: the document is drawn, then the invoice goes out
    sent = dewi.do("read_invoices", id=number)
    assert sent["status"] == "SENT"
    issued = dewi.do("list_documents", invoice_id=number, kind="INVOICE")["items"]
    assert dewi.do("download_documents", id=issued[0]["id"]).startswith(b"%PDF-")
    proof = dewi.do("add_proof_invoices", id=number, proof=photo("green"))
    assert proof["amount_idr"] == sent["total_idr"]
    assert dewi.do("verify_payments", id=proof["id"], amount_idr=sent["total_idr"])["status"] == "PAID"
    assert dewi.do("read_invoices", id=number)["status"] == "PAID"
