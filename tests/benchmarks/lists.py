"""The panel's pages at each size: what a page costs beside the smallest size, stock Flask-Admin and a bare page."""

from collections.abc import Callable
from typing import Any

from flask import Flask

from app.models.accounts.user import Role
from app.models.audit.audit_log import AuditEntry
from app.models.customers.customer import Customer
from app.models.finance.invoice import Invoice
from app.models.messaging.outbox import Delivery
from app.models.visits.visit import VisitTicket
from tests.benchmarks.databases import SIZES, Databases
from tests.benchmarks.fill import COMMON, DESK, RARE
from tests.benchmarks.stock import stock_app
from tests.benchmarks.timing import in_turns, logged_in, page, statements_of, table

CS, SALES, ADMIN, MANAGER = DESK, DESK + 1, DESK + 2, DESK + 3
OTHERS = {"customers": Customer, "invoices": Invoice, "messages": Delivery, "audit": AuditEntry}
STOCK_PAGES = {
    "first page": {},
    "last page": {"page": "last"},
    "search rare": {"search": RARE},
    "search common": {"search": COMMON},
    "filter status": {"flt0_0": "CLOSED"},
}


def visit_pages(rows: int) -> dict[str, dict[str, Any]]:
    middle = rows // 2
    return {
        "first page": {},
        "next page": {"after": rows - 25},
        "middle page": {"after": middle},
        "last page": {"end": 1},
        "by start, first": {"sort": 4},
        "by start, middle": {"sort": 4, "desc": 1, "after": middle},
        "by customer, first": {"sort": 1},
        "by customer, middle": {"sort": 1, "after": middle},
        "filter status": {"flt_status": "CLOSED"},
        "filter status, last": {"flt_status": "CLOSED", "end": 1},
        "filter rare status": {"flt_status": "OPEN"},
        "filter status, by start": {"flt_status": "CLOSED", "sort": 4, "after": middle},
        "filter technician": {"flt_technician": 17},
        "filter an old month": {"flt_start": "2025-03-01 to 2025-03-31"},
        "filter month and status": {"flt_start": "2025-03-01 to 2025-03-31", "flt_status": "CANCELLED"},
        "search rare": {"search": RARE},
        "search common": {"search": COMMON},
        "search nothing": {"search": "mesopotamia"},
        "search common name": {"search": "agus"},
        "search common prefix": {"search": "a"},
        "search two words": {"search": "ac bocor"},
        "search phone": {"search": "0813-0000-0123"},
        "search half a phone": {"search": "0813 0000"},
        "search number": {"search": "TKT-2026-0000777"},
        "search half a number": {"search": "TKT-2026-00"},
        "search and filter": {"search": COMMON, "flt_status": "OPEN"},
    }


def measure(databases: Databases) -> str:
    """Markdown tables."""
    apps = {rows: databases.app(databases.filled(rows)) for rows in SIZES}
    stocks = {rows: stock_app(databases.filled(rows)) for rows in SIZES}
    return "\n\n".join(
        (
            "### The list of visits, ms\n\n" + _visits(apps, stocks),
            "### Stock Flask-Admin on the same table, ms\n\n" + _stock(stocks),
            "### Other daily screens, ms\n\n" + _others(apps),
        )
    )


def _visits(apps: dict[int, Flask], stocks: dict[int, Flask]) -> str:
    runs: dict[str, Callable[[], Any]] = {}
    for rows, app in apps.items():
        client = logged_in(app, CS)
        runs |= {f"{name}|{rows}": page(client, "/admin/visits/", **query) for name, query in visit_pages(rows).items()}
    small, large = SIZES[0], SIZES[-1]
    found = in_turns(runs)
    lines = [
        (
            name,
            *(found[f"{name}|{rows}"] for rows in SIZES),
            found[f"{name}|{large}"] / found[f"{name}|{small}"],
            found[f"{name}|{large}"] / found[f"first page|{large}"],
            len(statements_of(apps[large], runs[f"{name}|{large}"])),
        )
        for name in visit_pages(small)
    ]
    head = ("page", *(f"{rows:,}" for rows in SIZES), "growth", "× first page", "SQL")
    return f"{table(head, lines)}\n\n{_beside(runs[f'first page|{small}'], stocks[small], small)}"


def _beside(first_page: Callable[[], bytes], stock: Flask, rows: int) -> str:
    """The first page, stock Flask-Admin's and a bare one."""
    runs = {
        "ours": first_page,
        "stock": page(stock.test_client(), "/admin/visits/"),
        "bare": page(stock.test_client(), "/bare"),
    }
    found, weight = in_turns(runs, rounds=15, runs=5), {name: len(run()) / 1024 for name, run in runs.items()}
    return (
        f"First page at {rows:,}: {found['ours']:.1f} ms = {found['ours'] / found['stock']:.2f} × stock Flask-Admin "
        f"({found['stock']:.1f} ms; target 0.5), {found['ours'] / found['bare']:.2f} × a bare Jinja page "
        f"({found['bare']:.1f} ms; target 3); {weight['ours']:.0f} KiB of HTML against stock's {weight['stock']:.0f} KiB."
    )


def _stock(stocks: dict[int, Flask]) -> str:
    runs = {
        f"{name}|{rows}": page(app.test_client(), "/admin/visits/", **_stock_query(query, rows))
        for rows, app in stocks.items()
        for name, query in STOCK_PAGES.items()
    }
    found = in_turns(runs, rounds=3, warm=0, runs=1)
    return table(
        ("page", *(f"{rows:,}" for rows in SIZES)),
        [(name, *(found[f"{name}|{rows}"] for rows in SIZES)) for name in STOCK_PAGES],
    )


def _stock_query(query: dict[str, str], rows: int) -> dict[str, Any]:
    return {**query, "page": rows // 25 - 1} if query.get("page") == "last" else query


def _others(apps: dict[int, Flask]) -> str:
    lines = []
    for name, (user, path, query) in _other_pages(apps[SIZES[0]]).items():
        runs = {str(rows): page(logged_in(app, user), path, **query) for rows, app in apps.items()}
        found = in_turns(runs)
        times = [found[str(rows)] for rows in SIZES]
        lines.append((name, *times, times[-1] / times[0], len(statements_of(apps[SIZES[-1]], runs[str(SIZES[-1])]))))
    return table(("page", *(f"{rows:,}" for rows in SIZES), "growth", "SQL"), lines)


def _other_pages(app: Flask) -> dict[str, tuple[int, str, dict[str, Any]]]:
    pages: dict[str, tuple[int, str, dict[str, Any]]] = {
        "home of CS": (CS, "/admin/", {}),
        "home of sales": (SALES, "/admin/", {}),
        "KPI, 30 days": (MANAGER, "/admin/kpi/", {"days": "30"}),
        "KPI, a year": (MANAGER, "/admin/kpi/", {"days": "365"}),
    }
    screens = {view.model: view for view in app.extensions["admin"][0]._views if hasattr(view, "model")}
    for name, model in OTHERS.items():
        view = screens.get(model)
        if view is None:
            continue
        user = CS if Role.CS in view.may_enter else ADMIN
        pages |= {
            f"{name}, first": (user, f"{view.url}/", {}),
            f"{name}, last": (user, f"{view.url}/", {"end": 1}),
        }
        if view.is_searchable:
            pages[f"{name}, search name"] = (user, f"{view.url}/", {"search": "agus"})
            pages[f"{name}, search nothing"] = (user, f"{view.url}/", {"search": "mesopotamia"})
            pages[f"{name}, search phone"] = (user, f"{view.url}/", {"search": "0813-0000-0123"})
    visit = screens[VisitTicket]
    pages["a visit's page"] = (CS, f"{visit.url}/details/", {"id": 77})
    pages["a visit's form"] = (CS, f"{visit.url}/new/", {})
    return pages
