"""Services that collect errors and logs: Sentry, OpenTelemetry collectors, Splunk."""

from integrations.error_trackers.otlp import OtlpClient
from integrations.error_trackers.sentry import SentryClient
from integrations.error_trackers.splunk import SplunkClient
from integrations.error_trackers.values import Origin, TrackedCall, TrackedError

__all__ = ["Origin", "OtlpClient", "SentryClient", "SplunkClient", "TrackedCall", "TrackedError"]
