"""The figures of a period as a file: KPI, Angka masukan, Angka bug, Ukuran insiden, Laporan dukungan."""

from collections.abc import Iterable
from datetime import date

from flask import Response, abort

from admin_views.framework.export.export_files import MEDIA_TYPES, Cell, content_of


def require_file_type(file_type: str) -> None:
    """404 for what is neither csv nor xlsx, before anything is counted."""
    if file_type not in MEDIA_TYPES:
        abort(404)


def figures_file(name: str, file_type: str, days: tuple[date, date], rows: Iterable[list[Cell]]) -> Response:
    """`kpi-2026-11-01-2026-11-30.csv`."""
    answer = Response(content_of(file_type, rows), mimetype=MEDIA_TYPES[file_type])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}-{days[0]}-{days[1]}.{file_type}"'
    return answer


def figure_cell(value: float | None, digits: int = 4) -> Cell:
    """Empty for what is not known."""
    return "" if value is None else value if isinstance(value, int) else round(value, digits)
