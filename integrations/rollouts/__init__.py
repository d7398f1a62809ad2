"""Moving visitors between two versions of a system elsewhere, and reading how both do."""

from integrations.rollouts.measures import Measured, MeasuresAway, read_http, read_prometheus
from integrations.rollouts.shares import ShareRefused, set_caddy_share, set_nginx_share, set_share_by_webhook

__all__ = [
    "Measured",
    "MeasuresAway",
    "ShareRefused",
    "read_http",
    "read_prometheus",
    "set_caddy_share",
    "set_nginx_share",
    "set_share_by_webhook",
]
