"""Settings of monitoring and of outside trackers of errors; a part of `app.settings.Settings`."""

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings

_HTTPS_OR_LOCAL = r"^(https://|http://(localhost|127\.0\.0\.1)[:/]).+$"


class MonitoringSettings(BaseSettings):
    alertmanager_webhook_token: str | None = Field(
        default=None, description="bearer token of /webhooks/alarms/…; empty: they refuse all", repr=False
    )
    metrics_token: str | None = Field(
        default=None,
        description="bearer token of /metrics; empty, and no METRICS_ADDRESSES: there is no such page",
        repr=False,
    )
    metrics_addresses: str = Field(
        default="",
        description="addresses and networks that may read /metrics without the token, by spaces, e.g. 10.0.0.0/8",
    )
    dead_man_url: str | None = Field(
        default=None,
        description="address outside that the scheduler asks for once a minute; its silence is somebody else's alarm",
    )
    sentry_dsn: str | None = Field(
        default=None,
        description="errors go to Sentry (or GlitchTip, Bugsink) too: https://KEY@HOST/PROJECT; empty: not",
        pattern=r"^https?://[^@/\s]+@[^/\s]+/([^\s]+/)?[0-9]+$",
        repr=False,
    )
    otlp_endpoint: str | None = Field(
        default=None,
        description="OpenTelemetry collector (OTLP/HTTP) that gets errors, without /v1/logs; empty: none",
        pattern=_HTTPS_OR_LOCAL,
    )
    otlp_headers: str = Field(
        default="",
        description="its headers, e.g. api-key=… (New Relic) or dd-api-key=… (Datadog), by commas",
        repr=False,
    )
    splunk_hec_url: str | None = Field(
        default=None,
        description="errors go to Splunk's HTTP Event Collector, without /services/collector; empty: not",
        pattern=_HTTPS_OR_LOCAL,
    )
    slack_webhook_url: str | None = Field(
        default=None,
        description="incoming webhook of the Slack channel told of incidents, overdue and security tickets",
        repr=False,
    )
    teams_webhook_url: str | None = Field(
        default=None,
        description="Workflows webhook of the Teams channel told of incidents, overdue and security tickets",
        repr=False,
    )
    statuspage_api_key: str | None = Field(
        default=None, description="API key of Statuspage.io that mirrors the status page; empty: no mirror", repr=False
    )
    statuspage_page_id: str | None = Field(
        default=None, description="id of the page there, from its address", pattern=r"^[A-Za-z0-9]{1,40}$"
    )
    statuspage_api_base: str = Field(
        default="https://api.statuspage.io", description="address of its API", pattern=_HTTPS_OR_LOCAL
    )
    ga_measurement_id: str | None = Field(
        default=None,
        description="GA4 property that mirrors each day's page and step counts, G-…; empty: none",
        pattern=r"^G-[A-Z0-9]{4,20}$",
    )
    ga_api_secret: str | None = Field(default=None, description="its Measurement Protocol secret", repr=False)
    ga_base: str = Field(
        default="https://www.google-analytics.com", description="address of Google Analytics", pattern=_HTTPS_OR_LOCAL
    )
    telegram_group_id: str | None = Field(
        default=None,
        description="id of the Telegram group that is told of incidents; the bot is a member of it",
        pattern=r"^-?[0-9]{1,20}$",
    )
    group_locale: Literal["id", "en"] = Field(
        default="id", description="language in which groups of Slack, Teams and Telegram are told"
    )
    orphan_grace_days: int = Field(
        default=30, description="days after which a stored file that no row refers to is deleted", ge=7, le=3660
    )
    osv_dir: Path | None = Field(
        default=None,
        description="folder of OSV dumps, all.zip of osv.dev in PyPI, npm and Debian; empty: not looked at",
    )
    package_index_url: str | None = Field(
        default=None,
        description="package index asked for the newest versions, e.g. https://pypi.org; empty: not looked at",
        pattern=_HTTPS_OR_LOCAL,
    )
    npm_registry_url: str | None = Field(
        default=None,
        description="npm registry asked for the newest versions, e.g. https://registry.npmjs.org; empty: not looked at",
        pattern=_HTTPS_OR_LOCAL,
    )
    release_cycles_url: str | None = Field(
        default=None,
        description="asked for the newest PostgreSQL and Redis, e.g. https://endoflife.date/api; empty: not looked at",
        pattern=_HTTPS_OR_LOCAL,
    )
    splunk_hec_token: str | None = Field(default=None, description="token of that collector", repr=False)

    def group_address(self, kind: str) -> str | None:
        """The webhook of the group of this kind, slack or teams."""
        return {"slack": self.slack_webhook_url, "teams": self.teams_webhook_url}[kind]

    @property
    def has_ga4(self) -> bool:
        return bool(self.ga_measurement_id and self.ga_api_secret)

    @property
    def has_mirror(self) -> bool:
        return bool(self.statuspage_api_key and self.statuspage_page_id)

    @property
    def otlp_header_values(self) -> dict[str, str]:
        pairs = [pair.partition("=") for pair in self.otlp_headers.split(",") if "=" in pair]
        return {name.strip(): value.strip() for name, _, value in pairs}
