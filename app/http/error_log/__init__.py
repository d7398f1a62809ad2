"""Errors of this process: seen in its log, grouped, written to the database and told to outside trackers."""

from app.http.error_log.collector import ErrorCollector, init_error_log
from app.http.error_log.ecs import name_fields

__all__ = ["ErrorCollector", "init_error_log", "name_fields"]
