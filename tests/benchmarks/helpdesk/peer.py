# pyright: reportMissingImports=false
"""django-helpdesk in an environment of its own: `python peer.py DSN ROWS` makes its tables and fills them.

Then it answers each line of standard input (`list`, `rows`, `dashboard`) with the milliseconds that the page took. Mail goes
to Django's dummy backend. Its list is a page and the first 25 rows that the page's script asks for; `rows` are these alone.
"""

import base64
import json
import sys
from time import perf_counter
from urllib.parse import urlsplit

import django
from django.conf import settings

AGENTS, OPEN_NOW, A_DAY, MESSAGES = 20, 300, 100, 5  # as tests/benchmarks/support fills ours


def configure(dsn: str) -> None:
    parts = urlsplit(dsn)
    socket = dict(pair.split("=") for pair in parts.query.split("&") if pair).get("host", parts.hostname or "")
    settings.configure(
        SECRET_KEY="x" * 50,
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": parts.path.lstrip("/"),
                "USER": parts.username or "",
                "PASSWORD": parts.password or "",
                "HOST": socket.replace("%2F", "/"),
                "PORT": parts.port or "",
                "CONN_MAX_AGE": None,
            }
        },
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "django.contrib.sites",
            "django.contrib.humanize",
            "django.contrib.admin",
            "rest_framework",
            "django_cleanup",
            "helpdesk",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ]
                },
            }
        ],
        ROOT_URLCONF="peer_urls",
        ALLOWED_HOSTS=["*"],
        SITE_ID=1,
        STATIC_URL="/static/",
        USE_TZ=True,
        EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend",
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        HELPDESK_TEAMS_MODEL="auth.User",
        HELPDESK_TEAMS_MIGRATION_DEPENDENCIES=[],
        HELPDESK_KBITEM_TEAM_GETTER=lambda _item: None,
        LOGIN_URL="/login/",
    )


def add_addresses() -> None:
    from types import ModuleType  # noqa: PLC0415  after the settings

    from django.urls import include, path  # noqa: PLC0415

    addresses = ModuleType("peer_urls")
    addresses.urlpatterns = [path("helpdesk/", include("helpdesk.urls", namespace="helpdesk"))]  # type: ignore[attr-defined]
    sys.modules["peer_urls"] = addresses


def fill(rows: int) -> None:
    from django.contrib.auth import get_user_model  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    people = get_user_model()
    for n in range(1, AGENTS + 1):  # saved one by one: their settings are made by a signal
        people(id=n, username=f"agent{n}", email=f"agent{n}@firma.id", is_staff=True, is_superuser=n == 1).save()
    is_open = f"i > {rows} - {OPEN_NOW}"
    at = f"now() - ({rows} - i) * interval '1 day' / {A_DAY}"
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SET synchronous_commit = off")
        from helpdesk.models import FollowUp, Queue, Ticket  # noqa: PLC0415

        for n in range(1, 5):
            Queue.objects.create(id=n, title=f"Tim {n}", slug=f"tim{n}")
        _insert(
            cursor,
            Ticket,
            rows,
            id="i",
            title="'AC tidak dingin ' || i",
            queue_id="i % 4 + 1",
            created=at,
            modified=at,
            submitter_email="'orang' || i % 5000 || '@kirim.id'",
            assigned_to_id=f"CASE WHEN {is_open} AND i % 3 = 0 THEN NULL ELSE i % {AGENTS} + 1 END",
            status=f"CASE WHEN {is_open} THEN 1 ELSE 4 END",
            priority="i % 4 + 1",
            description="'Sudah dua hari AC di ruang tamu tidak dingin.'",
            secret_key="md5(i::text)",
        )
        _insert(
            cursor,
            FollowUp,
            rows * MESSAGES,
            id="i",
            ticket_id=f"(i - 1) / {MESSAGES} + 1",
            date=f"now() - ({rows} - i / {MESSAGES}) * interval '1 day' / {A_DAY}",
            title="'Komentar'",
            comment="'Terima kasih, kami periksa dulu dan kabari hari ini.'",
            public="true",
            user_id=f"i % {AGENTS} + 1",
        )
        cursor.execute("VACUUM ANALYZE")


def _insert(cursor: object, model: object, rows: int, **values: str) -> None:
    """What is not given is its field's default, an empty text, or NULL."""
    for field in model._meta.concrete_fields:  # type: ignore[attr-defined]
        if field.column not in values and not field.null:
            value = field.get_default()
            values[field.column] = (
                str(value).lower() if isinstance(value, bool) else f"'{'' if value is None else value}'"
            )
    cursor.execute(  # type: ignore[attr-defined]
        f"INSERT INTO {model._meta.db_table} ({', '.join(values)}) "  # type: ignore[attr-defined]
        f"SELECT {', '.join(values.values())} FROM generate_series(1, {rows}) i"
    )


def serve() -> None:
    from django.contrib.auth import get_user_model  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    client = Client()
    client.force_login(get_user_model().objects.get(id=1))
    asked = {"filtering": {}, "filtering_null": {}, "sorting": "created", "sortreverse": False, "search_string": ""}
    query = base64.b64encode(json.dumps(asked).encode()).decode()
    table = {"draw": "1", "start": "0", "length": "25", "order[0][column]": "0", "order[0][dir]": "desc"}
    pages = {
        "list": [("/helpdesk/tickets/", {}), (f"/helpdesk/datatables_ticket_list/{query}", table)],
        "rows": [(f"/helpdesk/datatables_ticket_list/{query}", table)],
        "dashboard": [("/helpdesk/dashboard/", {})],
    }
    for line in sys.stdin:
        began = perf_counter()
        for address, given in pages[line.strip()]:
            answer = client.get(address, given)
            if answer.status_code != 200:
                sys.exit(f"{address}: {answer.status_code}")
        print((perf_counter() - began) * 1000, flush=True)  # noqa: T201


if __name__ == "__main__":
    configure(sys.argv[1])
    django.setup()
    add_addresses()
    fill(int(sys.argv[2]))
    serve()
