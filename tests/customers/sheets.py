"""Tables to import as Excel and LibreOffice write them, and what an import reads from them."""

import io
import zipfile

from openpyxl import Workbook

from app.http.files.reading.sheets import read_sheets
from tests.factories import make_cs
from workflows.customers import (
    preview_import,
    store_import,
)


def book(rows, *, before=(), hidden=()):
    made, out = Workbook(), io.BytesIO()
    made.remove(made.active)
    for title, lines in [*before, ("Data", rows), *hidden]:
        sheet = made.create_sheet(title)
        for line in lines:
            sheet.append(line)
    for title, _ in hidden:
        made[title].sheet_state = "hidden"
    made.save(out)
    return out.getvalue()


def ods(rows):
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="Data">{cells}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr("content.xml", content)
        parts.writestr("META-INF/manifest.xml", "<manifest/>")
    return out.getvalue()


def kept(session, content, actor=None):
    return store_import(session, file_name="a", sheets=read_sheets(content), actor=actor or make_cs(session))


def good(session, content):
    preview = preview_import(session, kept(session, content))
    assert preview.bad == []
    return [(row["name"], row["phone_e164"]) for row in preview.good]
