"""create_app(), the only module that knows every part."""

from datetime import timedelta
from importlib import metadata
from pathlib import Path

from flask import Flask
from flask_migrate import Migrate
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.middleware.proxy_fix import ProxyFix

import app.models  # noqa: F401  completes the metadata
from admin_views import init_panel
from app.api import init_api
from app.cli import init_commands
from app.core.clock import utc_now
from app.core.db import READING, ask_idle_connections, db, start_no_workers
from app.core.phones import write_phone
from app.core.text.rich_text import rich
from app.demo.staff.demo_accounts import open_demo_accounts
from app.http.auth.access import require_declared_access
from app.http.auth.flask_login import init_login
from app.http.auth.oidc import init_oidc
from app.http.auth.oidc import offered as oidc_offered
from app.http.auth.passkeys import passkeys_offered
from app.http.forms.submission import new_idempotency_key
from app.http.pages.assets import init_assets
from app.http.pages.compression import init_compression
from app.http.pages.context import init_page
from app.http.pages.language import init_language
from app.http.pages.menu import init_menu
from app.http.pages.notification_count import init_unread
from app.http.record_ids import RecordId
from app.http.request_counts import init_request_counts
from app.http.security.headers import init_security
from app.http.security.rate_limits import init_limits, init_retry_after
from app.http.security.secret_keys import VerifyingKeys
from app.jobs.outbox.wake_up import init_wake_up
from app.launch.servers.own_servers import is_command, log_own_servers, own_servers, with_own_key
from app.logs import init_logs
from app.presenters.dates import ago, clock_second, clock_span, clock_time, day, day_short, moment, weekday
from app.presenters.icons import icon
from app.presenters.messaging.message_lines import MessageLines
from app.presenters.money import rupiah
from app.presenters.numbers import figure
from app.presenters.status import role_label
from app.rules import init_rules
from app.settings import BadSettings, Settings, read_settings
from app.web import (
    account,
    bugs,
    chat,
    document_verification,
    exp,
    feedback,
    forum,
    health,
    incidents,
    language,
    login,
    monitoring,
    more,
    notifications,
    portal,
    sent_files,
    signup,
    sso,
    status,
    subscribers,
    support,
    technician,
    webhooks,
)
from app.web import (
    help as help_pages,
)
from app.web.account import profile, tokens, two_factor
from app.web.customer import invoice_paying, nps, rating
from app.web.error_pages import init_refusals
from app.web.login import second_factor

ROOT = Path(__file__).resolve().parent.parent
BLUEPRINTS = (
    account.blueprint,
    bugs.blueprint,
    chat.blueprint,
    feedback.blueprint,
    forum.blueprint,
    health.blueprint,
    help_pages.blueprint,
    incidents.blueprint,
    incidents.echo_blueprint,
    incidents.test_call_blueprint,
    incidents.feed_blueprint,
    sso.blueprint,
    status.blueprint,
    subscribers.blueprint,
    invoice_paying.blueprint,
    language.blueprint,
    more.blueprint,
    exp.blueprint,
    notifications.blueprint,
    document_verification.blueprint,
    sent_files.blueprint,
    portal.blueprint,
    nps.blueprint,
    rating.blueprint,
    profile.blueprint,
    two_factor.blueprint,
    login.blueprint,
    second_factor.blueprint,
    monitoring.blueprint,
    monitoring.metrics_blueprint,
    signup.blueprint,
    support.blueprint,
    support.link_blueprint,
    support.report_blueprint,
    support.wallboard_blueprint,
    technician.blueprint,
    tokens.blueprint,
    webhooks.blueprint,
)


def create_app(settings: Settings | None = None) -> Flask:
    """The application for these settings, by default those of the environment."""
    settings = settings or with_own_key(read_settings())
    flask_app = Flask("app", root_path=str(ROOT / "app"), template_folder=str(ROOT / "templates"))
    database_url, redis_url = _servers(settings)
    log_own_servers(database_url)
    flask_app.config.update(_flask_config(settings, database_url, redis_url))
    flask_app.url_map.converters["int"] = RecordId
    init_logs(flask_app, settings.log_level)
    db.init_app(flask_app)
    with flask_app.app_context():
        ask_idle_connections(db.engine)
        start_no_workers(db.engine)
    Migrate(flask_app, db, directory=str(ROOT / "app" / "migrations"))
    for init in (init_request_counts, init_language, init_login, init_security, init_assets, init_compression):
        init(flask_app)
    init_limits(flask_app, redis_url)
    init_retry_after(flask_app)
    init_wake_up(flask_app, redis_url)
    init_rules(flask_app, settings)
    init_refusals(flask_app)
    _init_templates(flask_app)
    init_page(flask_app)
    init_oidc(flask_app)
    init_unread(flask_app)
    init_menu(flask_app)
    for blueprint in BLUEPRINTS:
        flask_app.register_blueprint(blueprint)
    init_panel(flask_app)
    init_api(flask_app)
    init_commands(flask_app)
    require_declared_access(flask_app)
    if settings.mode == "production" and not is_command():
        _refuse_demo_accounts(flask_app)
    if settings.proxy_hops:
        hops = settings.proxy_hops
        flask_app.wsgi_app = ProxyFix(flask_app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return flask_app


def _refuse_demo_accounts(flask_app: Flask) -> None:
    """Their password is published. A database that is away is no reason not to start: the next start asks again."""
    with flask_app.app_context():
        try:
            names = [person.username for person in open_demo_accounts(db.session())]
        except SQLAlchemyError:
            return
        finally:
            db.session.remove()
    if names:
        raise BadSettings(
            f"Sigap cannot start in production: the published demo password opens {', '.join(names)}. "
            "Lock them with `flask --app wsgi demo lock`."
        )


def _servers(settings: Settings) -> tuple[str, str]:
    if settings.database_url and settings.redis_url:
        return settings.database_url, settings.redis_url
    own_database, own_redis = own_servers(settings)
    return settings.database_url or own_database, settings.redis_url or own_redis


def _flask_config(settings: Settings, database_url: str, redis_url: str) -> dict[str, object]:
    return {
        "SETTINGS": settings,
        "VERSION": _version(),
        "SECRET_KEY": settings.secret_key,
        "SECRET_KEY_FALLBACKS": VerifyingKeys(settings.keys, with_current=False),
        "WTF_CSRF_SECRET_KEY": VerifyingKeys(settings.keys, with_current=True),
        "SQLALCHEMY_DATABASE_URI": database_url.replace("postgres://", "postgresql://", 1),
        "SQLALCHEMY_ENGINE_OPTIONS": {
            "pool_size": settings.pool_size,
            "max_overflow": 0,
            "pool_timeout": 20,
            "pool_use_lifo": True,  # the connection used last is the warm one
            "isolation_level": READING,
            "connect_args": {"connect_timeout": 5},
        },
        "REDIS_URL": redis_url,
        "TRUSTED_HOSTS": settings.hosts if settings.is_exposed else None,
        "MAX_CONTENT_LENGTH": settings.max_upload_mb * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 1024 * 1024,
        "MAX_FORM_PARTS": 500,
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=settings.session_hours),
        "SESSION_COOKIE_NAME": "__Host-sigap" if settings.is_https else "sigap",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SECURE": settings.is_https,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "WTF_CSRF_TIME_LIMIT": None,  # a phone may keep a form open all day; the token ends with the session
        "BABEL_TRANSLATION_DIRECTORIES": "translations",
    }


def _init_templates(flask_app: Flask) -> None:
    flask_app.jinja_env.globals.update(
        new_idempotency_key=new_idempotency_key,
        now=utc_now,
        passkeys_offered=passkeys_offered,
        oidc_offered=oidc_offered,
        draw_icon=icon,
    )
    flask_app.jinja_env.filters.update(
        phone=write_phone,
        rupiah=rupiah,
        figure=figure,
        role_label=role_label,
        rich=rich,
    )
    dates = (ago, clock_second, clock_span, clock_time, day, day_short, moment, weekday)
    flask_app.jinja_env.filters.update({write.__name__: write for write in dates})
    flask_app.jinja_env.add_extension(MessageLines)
    flask_app.jinja_env.trim_blocks = True
    flask_app.jinja_env.lstrip_blocks = True


def _version() -> str:
    try:
        return metadata.version("sigap")
    except metadata.PackageNotFoundError:
        return "0.1.0"
