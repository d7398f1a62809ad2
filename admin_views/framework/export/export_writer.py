"""Writes an export in the worker as its owner would see the list: same columns, filters, rights and language."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask, g

from admin_views.framework.export.export_files import MEDIA_TYPES
from app.core.errors import NotAllowed
from app.models.accounts.user import UserStatus
from app.models.files.exports import Export


def init_export_writer(app: Flask, views: list[Any]) -> None:
    """Where the job finds it: jobs know nothing of the panel."""
    by_endpoint = {view.endpoint: view for view in views}

    def write(export: Export, path: Path, progress: Callable[[int], None]) -> tuple[str, str]:
        view = by_endpoint[export.endpoint]
        address = f"{view.url}/export/{export.kind}/?{export.query}"
        with app.test_request_context(address):
            g._login_user = export.user  # noqa: SLF001  what Flask-Login would find in the session
            if export.user.status != UserStatus.ACTIVE or view._handle_view("export") is not None:  # noqa: SLF001  what Flask-Admin asks first
                raise NotAllowed
            view.write_export(export.kind, path, progress)
            return view.export_name(export.kind), MEDIA_TYPES[export.kind]

    app.extensions["export_writer"] = write
