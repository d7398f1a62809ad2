"""The support desk at each size: lists, views, searches, tickets, reports, wallboard, help centre, forum, chats."""

from typing import Any

from flask import Flask

from tests.benchmarks.databases import SIZES, Databases
from tests.benchmarks.support.around import WALLBOARD
from tests.benchmarks.support.fill import COMMON, MANAGER, RARE, filled
from tests.benchmarks.timing import in_turns, logged_in, page, statements_of, table

MOST_GROWTH = 1.3
SUPPORT, DESK, REPORT = "/admin/support/", "/admin/desk/", "/admin/support_report/"

Pages = dict[str, tuple[str, dict[str, Any]]]


def measure(databases: Databases) -> str:
    """Markdown tables."""
    apps = {rows: databases.app(filled(databases, rows)) for rows in SIZES}
    return "### Support desk, ms\n\n" + _table(apps)


def ticket_pages(rows: int) -> Pages:
    middle = rows // 2
    asked: dict[str, dict[str, Any]] = {
        "list": {},
        "list, middle": {"after": middle},
        "list, by priority": {"sort": 3, "desc": 1},
        "view: mine": {"flt_whose": "mine"},
        "view: my teams": {"flt_whose": "my_teams", "flt_open": "1"},
        "view: open": {"flt_open": "1"},
        "view: unowned": {"flt_unowned": "1", "flt_open": "1"},
        "view: waiting for an answer": {"flt_unread": "1"},
        "view: late": {"flt_late": "1"},
        "view: a customer": {"flt_customer": 17},
        "view: a tag": {"flt_tag": "bocor"},
        "search rare": {"search": RARE},
        "search common": {"search": COMMON},
        "search nothing": {"search": "mesopotamia"},
        "search number": {"search": f"DKG-2026-{middle:07d}"},
    }
    return {name: (SUPPORT, query) for name, query in asked.items()} | {
        "ticket, old": (f"{SUPPORT}details/", {"id": middle}),
        "ticket, open": (f"{SUPPORT}details/", {"id": rows - 5}),
    }


def desk_pages(rows: int) -> Pages:
    """Tickets and reports of users in one list."""
    asked: dict[str, dict[str, Any]] = {
        "all reports": {},
        "all reports: open": {"flt_open": "1"},
        "all reports: unowned": {"flt_open": "1", "flt_unowned": "1"},
        "all reports: late": {"flt_late": "1"},
        "all reports: mine": {"flt_open": "1", "flt_whose": "mine"},
        "all reports: search rare": {"search": RARE},
        "all reports: search common": {"search": COMMON},
        "all reports: search number": {"search": f"DKG-2026-{rows // 2:07d}"},
    }
    return {name: (DESK, query) for name, query in asked.items()}


def lead_pages(_rows: int) -> Pages:
    """What a lead and a manager look at."""
    return {
        "home": ("/admin/", {}),
        "report, 7 days": (REPORT, {"days": "7"}),
        "report, 30 days": (REPORT, {"days": "30"}),
        "report, 30 days, a team": (REPORT, {"days": "30", "team": "2"}),
        "wallboard": (f"/wallboard/{WALLBOARD}", {}),
        "wallboard, asked again": (f"/wallboard/{WALLBOARD}/tiles", {}),
    }


def around_pages(rows: int) -> Pages:
    """Help centre, forum, chats."""
    return {
        "help": ("/help", {}),
        "help: search": ("/help", {"q": "membersihkan filter"}),
        "help: search nothing": ("/help", {"q": "mesopotamia"}),
        "help: while typing": ("/help/suggest", {"words": "filter ac"}),
        "articles": ("/admin/articles/", {}),
        "not found": ("/admin/help_gaps/", {}),
        "forum": ("/forum", {}),
        "forum: a tag": ("/forum", {"tag": "garansi"}),
        "forum: search": ("/forum", {"q": f"kompresor nomor{rows // 20}"}),
        "forum: search common": ("/forum", {"q": "kompresor"}),
        "forum: while asking": ("/forum/similar", {"words": "garansi kompresor"}),
        "forum: a question": (f"/forum/{rows // 20}", {}),
        "forum: moderation": ("/admin/forum_posts/", {}),
        "chats": ("/admin/chats/", {}),
    }


GROUPS = (ticket_pages, desk_pages, lead_pages, around_pages)


def all_pages(rows: int) -> Pages:
    return {name: asked for group in GROUPS for name, asked in group(rows).items()}


def _table(apps: dict[int, Flask]) -> str:
    runs = {}
    for rows, app in apps.items():
        agent, manager = logged_in(app, 1), logged_in(app, MANAGER)
        runs |= {
            f"{name}|{rows}": page(manager if name.startswith("report") else agent, path, **query)
            for name, (path, query) in all_pages(rows).items()
        }
    found = in_turns(runs)
    small, large = SIZES[0], SIZES[-1]
    lines = [
        (
            name,
            *(found[f"{name}|{rows}"] for rows in SIZES),
            found[f"{name}|{large}"] / found[f"{name}|{small}"],
            len(statements_of(apps[large], runs[f"{name}|{large}"])),
        )
        for name in all_pages(small)
    ]
    over = [name for name, *_rest, growth, _statements in lines if growth > MOST_GROWTH]
    said = f"Over {MOST_GROWTH} ×: {', '.join(over) or 'none'}."
    return table(("page", *(f"{rows:,}" for rows in SIZES), "growth", "SQL"), lines) + f"\n\n{said}"
