"""Which entries each role has in the panel's navigation, at most twelve. An entry is one job of its reader.

A screen says by `Screen(entry=…)` which entry it belongs to. It is drawn there as a tab; in the menu of a role without
that entry it is drawn under the entry that `gathers` it, and where none does, on the page "Pengaturan" or "Lainnya".
An entry behind which nothing is registered that its reader may enter is not drawn.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.core.i18n import N_, P_, Sentence
from app.models.accounts.user import Role


@dataclass(frozen=True, slots=True)
class Entry:
    """`pages`: paths outside the panel that belong to it, too. `query`: the list opens narrowed by these filters."""

    label: Sentence
    icon: str
    gathers: tuple[str, ...] = ()  # entries whose screens stand here when the role has no such entry
    pages: tuple[str, ...] = ()
    of: str = ""  # the entry whose first screen it opens
    query: Mapping[str, str] = field(default_factory=dict)
    code: str = ""  # modules: MDM master data, PJV scheduling, EKD fieldwork, FIN billing, FDB feedback
    rest: bool = False  # everything else that this reader may enter
    joint_label: Sentence = ""  # what it is called where it gathers others


ENTRIES: Mapping[str, Entry] = {
    "home": Entry(N_("Beranda"), "home"),
    "inbox": Entry(N_("Kotak masuk"), "inbox", gathers=("messages",)),
    "board": Entry(P_("menu", "Papan"), "board", code="EKD"),
    "visits": Entry(P_("menu", "Kunjungan"), "ticket", gathers=("board",), code="PJV · EKD"),
    "customers": Entry(P_("menu", "Pelanggan"), "users", code="MDM"),
    "billing": Entry(N_("Keuangan"), "receipt", gathers=("prices",), code="FIN"),
    "approvals": Entry(P_("menu", "Persetujuan"), "check-circle", of="billing", query={"flt_status": "PENDING"}),
    "invoices": Entry(P_("menu", "Invoice"), "receipt", gathers=("billing",), code="FIN"),
    "prices": Entry(P_("menu", "Harga"), "money"),
    "feedback": Entry(P_("menu", "Masukan"), "chat", gathers=("bugs", "ratings"), code="FDB"),
    "ratings": Entry(N_("Penilaian"), "star"),
    "bugs": Entry(P_("menu", "Bug"), "alert", gathers=("bug_figures",)),
    "help": Entry(N_("Bantuan"), "info", gathers=("forum",), pages=("/help",), joint_label=N_("Bantuan & forum")),
    "forum": Entry(P_("menu", "Forum"), "chat", pages=("/forum",)),
    "team": Entry(N_("Tim"), "users", gathers=("on_call",), code="MDM", joint_label=N_("Tim & siaga")),
    "reports": Entry(P_("menu", "Laporan"), "chart", gathers=("kpi", "bug_figures"), code="FDB"),
    "kpi": Entry(N_("KPI"), "chart"),
    "incidents": Entry(P_("menu", "Insiden"), "alert"),
    "monitoring": Entry(P_("menu", "Pemantauan"), "chart"),
    "on_call": Entry(P_("menu", "Siaga"), "phone"),
    "status": Entry(P_("menu", "Status"), "check-circle"),
    "maintenance": Entry(P_("menu", "Pemeliharaan"), "wrench"),
    "releases": Entry(P_("menu", "Rilis"), "flag"),
    "backup": Entry(P_("menu", "Cadangan"), "save"),
    "messages": Entry(P_("menu", "Pesan"), "send", gathers=("transport",)),
    "integrations": Entry(P_("menu", "Integrasi"), "link"),
    "operations": Entry(
        P_("menu", "Operasi"),
        "settings",
        gathers=("incidents", "monitoring", "on_call", "status", "maintenance", "backup"),
    ),
    "settings": Entry(N_("Pengaturan"), "settings", rest=True),
    "more": Entry(P_("menu", "Lainnya"), "menu", rest=True),
}

MENUS: Mapping[Role, tuple[str, ...]] = {
    Role.CS: (
        *("home", "inbox", "board", "visits", "customers", "billing", "feedback", "help", "team", "reports"),
        "more",
    ),
    Role.SALES: ("home", "approvals", "invoices", "prices", "customers", "visits", "more"),
    Role.MANAGER: ("home", "kpi", "reports", "ratings", "board", "feedback", "incidents", "releases", "more"),
    Role.DEVELOPER: ("home", "inbox", "bugs", "incidents", "monitoring", "on_call", "releases", "help", "more"),
    Role.DEVOPS: (
        *("home", "incidents", "monitoring", "on_call", "status", "maintenance", "releases", "backup"),
        *("messages", "integrations", "more"),
    ),
    Role.PRODUCT: ("home", "feedback", "bugs", "forum", "help", "releases", "reports", "more"),
    Role.SUPPORT: ("home", "inbox", "help", "forum", "reports", "more"),
    Role.ADMIN: (
        *("home", "inbox", "visits", "customers", "billing", "feedback", "help", "operations", "releases"),
        *("team", "reports", "settings"),
    ),
}

# screens registered with a group only stand in the entry of that group
OF_GROUP: Mapping[str, str] = {
    "Kunjungan": "visits",
    "Pelanggan": "customers",
    "Keuangan": "billing",
    "Suara pelanggan": "feedback",
    "Penilaian & KPI": "reports",
    "Pesan": "messages",
    "Tim": "team",
}
