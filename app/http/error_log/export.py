"""Outside trackers that the settings name, each made once."""

import socket
from collections.abc import Callable, Mapping, Sequence

from flask import Flask

from app.settings_monitoring import MonitoringSettings
from integrations.error_trackers import Origin, OtlpClient, SentryClient, SplunkClient, TrackedCall, TrackedError
from workflows.monitoring import SeenError

TIMEOUT = 5.0  # seconds; the thread has other errors to write
Send = Callable[[Sequence[SeenError]], None]


def trackers_of(app: Flask) -> Mapping[str, Send]:
    """By name; empty without a setting."""
    if "error_trackers" not in app.extensions:
        settings = app.config["SETTINGS"]
        origin = Origin(app.config["VERSION"], settings.mode, socket.gethostname(), settings.release_colour)
        app.extensions["error_trackers"] = {
            name: _sender(client, origin) for name, client in _clients(settings).items()
        }
    found: Mapping[str, Send] = app.extensions["error_trackers"]
    return found


def _clients(settings: MonitoringSettings) -> dict[str, OtlpClient | SentryClient | SplunkClient]:
    clients: dict[str, OtlpClient | SentryClient | SplunkClient] = {}
    if settings.sentry_dsn:
        clients["sentry"] = SentryClient(settings.sentry_dsn, timeout=TIMEOUT)
    if settings.otlp_endpoint:
        clients["otlp"] = OtlpClient(settings.otlp_endpoint, settings.otlp_header_values, timeout=TIMEOUT)
    if settings.splunk_hec_url and settings.splunk_hec_token:
        clients["splunk"] = SplunkClient(settings.splunk_hec_url, settings.splunk_hec_token, timeout=TIMEOUT)
    return clients


def _sender(client: OtlpClient | SentryClient | SplunkClient, origin: Origin) -> Send:
    return lambda seen: client.send([_tracked(error) for error in seen], origin)


def _tracked(error: SeenError) -> TrackedError:
    return TrackedError(
        fingerprint=error.fingerprint,
        kind=error.kind,
        message=error.message,
        at=error.at,
        count=error.count,
        trace=error.trace,
        calls=tuple(TrackedCall(one.file, one.line, one.function, one.ours) for one in error.frames),
        part=error.part,
        route=error.route,
        request_id=error.request_id,
    )
