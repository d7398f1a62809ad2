"""Putting the house together: the only module that knows every part."""

from datetime import timedelta
from importlib import metadata
from pathlib import Path

from flask import Flask
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

import app.models  # noqa: F401  completes the metadata
from admin_views import init_panel
from app.api import init_api
from app.cli import init_commands
from app.core.clock import utc_now
from app.core.db import READING, ask_idle_connections, db
from app.core.richtext import rich
from app.gate.entry import require_declared_entries
from app.gate.kept import init_kept
from app.gate.language import init_language
from app.gate.limits import init_limits
from app.gate.login import init_login
from app.gate.menu import init_menu
from app.gate.oidc import init_oidc
from app.gate.oidc import offered as oidc_offered
from app.gate.page import init_page
from app.gate.passkeys import passkeys_offered
from app.gate.security import init_security
from app.gate.submission import new_idempotency_key
from app.gate.unread import init_unread
from app.jobs.bell import init_bell
from app.launch.embedded import embedded_urls
from app.logs import init_logs
from app.presenters.figures import figure
from app.presenters.icons import icon
from app.presenters.moments import ago, clock_time, day, moment
from app.presenters.money import rupiah
from app.presenters.status import role_label
from app.rules import init_rules
from app.settings import Settings, read_settings
from app.web import (
    account,
    bugs,
    feedback,
    health,
    identity,
    language,
    leaderboard,
    notices,
    papers,
    portal,
    profile,
    second,
    session,
    signup,
    technician,
    tokens,
    webhooks,
)
from app.web.customer import invoice_paying, rating
from app.web.refusals import init_refusals

ROOT = Path(__file__).resolve().parent.parent
BLUEPRINTS = (
    account.blueprint,
    bugs.blueprint,
    feedback.blueprint,
    health.blueprint,
    identity.blueprint,
    invoice_paying.blueprint,
    language.blueprint,
    leaderboard.blueprint,
    notices.blueprint,
    papers.blueprint,
    portal.blueprint,
    rating.blueprint,
    profile.blueprint,
    second.blueprint,
    session.blueprint,
    signup.blueprint,
    technician.blueprint,
    tokens.blueprint,
    webhooks.blueprint,
)


def create_app(settings: Settings | None = None) -> Flask:
    """The application for these settings, by default those of the environment."""
    settings = settings or read_settings()
    house = Flask("app", root_path=str(ROOT / "app"), template_folder=str(ROOT / "templates"))
    database_url, redis_url = _servers(settings)
    house.config.update(_flask_config(settings, database_url, redis_url))
    init_logs(house, settings.log_level)
    db.init_app(house)
    with house.app_context():
        ask_idle_connections(db.engine)
    Migrate(house, db, directory=str(ROOT / "app" / "migrations"))
    init_language(house)
    init_login(house)
    init_security(house)
    init_limits(house, redis_url)
    init_bell(house, redis_url)
    init_rules(house, settings)
    init_refusals(house)
    _init_templates(house)
    init_kept(house)
    init_page(house)
    init_oidc(house)
    init_unread(house)
    init_menu(house)
    for blueprint in BLUEPRINTS:
        house.register_blueprint(blueprint)
    init_panel(house)
    init_api(house)
    init_commands(house)
    require_declared_entries(house)
    if settings.proxy_hops:
        hops = settings.proxy_hops
        house.wsgi_app = ProxyFix(house.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return house


def _servers(settings: Settings) -> tuple[str, str]:
    if settings.database_url and settings.redis_url:
        return settings.database_url, settings.redis_url
    own_database, own_redis = embedded_urls(settings.instance_dir)
    return settings.database_url or own_database, settings.redis_url or own_redis


def _flask_config(settings: Settings, database_url: str, redis_url: str) -> dict[str, object]:
    return {
        "SETTINGS": settings,
        "VERSION": _version(),
        "SECRET_KEY": settings.secret_key,
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
        "TRUSTED_HOSTS": settings.hosts if settings.mode == "production" else None,
        "MAX_CONTENT_LENGTH": settings.max_upload_mb * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 1024 * 1024,
        "MAX_FORM_PARTS": 500,
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=settings.session_hours),
        "SESSION_COOKIE_NAME": "__Host-sigap" if settings.is_https else "sigap",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SECURE": settings.is_https,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "WTF_CSRF_TIME_LIMIT": None,  # a phone may keep a form open all day; the token dies with the session
        "BABEL_TRANSLATION_DIRECTORIES": "translations",
    }


def _init_templates(house: Flask) -> None:
    house.jinja_env.globals.update(
        new_idempotency_key=new_idempotency_key,
        now=utc_now,
        passkeys_offered=passkeys_offered,
        oidc_offered=oidc_offered,
        draw_icon=icon,
    )
    house.jinja_env.filters.update(
        rupiah=rupiah,
        figure=figure,
        moment=moment,
        clock_time=clock_time,
        day=day,
        ago=ago,
        role_label=role_label,
        rich=rich,
    )
    house.jinja_env.trim_blocks = True
    house.jinja_env.lstrip_blocks = True


def _version() -> str:
    try:
        return metadata.version("sigap")
    except metadata.PackageNotFoundError:
        return "0.1.0"
