"""Atom and RSS: one entry for each public incident, revised in place under an id that never changes."""

from datetime import UTC, datetime
from email.utils import format_datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from markupsafe import escape

from workflows.status.collect_status import IncidentReport, StatusReport
from workflows.status.statuspage_json import STATUS

ATOM = "http://www.w3.org/2005/Atom"


def atom(report: StatusReport, *, url: str) -> bytes:
    ET.register_namespace("", ATOM)
    feed = ET.Element(f"{{{ATOM}}}feed")
    host = urlsplit(url).hostname or "localhost"
    _add(feed, "id", f"tag:{host},2005:/history")
    _add(feed, "title", f"{report.name} – Status")
    _add(feed, "updated", _rfc3339(_last(report)))
    ET.SubElement(feed, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=url)
    ET.SubElement(feed, f"{{{ATOM}}}link", rel="self", type="application/atom+xml", href=f"{url}history.atom")
    author = ET.SubElement(feed, f"{{{ATOM}}}author")
    _add(author, "name", report.name)
    for one in report.incidents:
        entry = ET.SubElement(feed, f"{{{ATOM}}}entry")
        _add(entry, "id", f"tag:{host},2005:Incident/{one.incident.id}")
        _add(entry, "published", _rfc3339(one.incident.declared_at))
        _add(entry, "updated", _rfc3339(one.changed_at))
        ET.SubElement(entry, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=f"{url}#{one.incident.number}")
        _add(entry, "title", one.incident.title_en or one.incident.title)
        _add(entry, "content", _html(one, report)).set("type", "html")
    return ET.tostring(feed, encoding="utf-8", xml_declaration=True)


def rss(report: StatusReport, *, url: str) -> bytes:
    root = ET.Element("rss", version="2.0")
    channel = ET.SubElement(root, "channel")
    for name, text in (("title", f"{report.name} – Status"), ("link", url), ("description", "Incident history")):
        ET.SubElement(channel, name).text = text
    ET.SubElement(channel, "pubDate").text = format_datetime(_last(report).astimezone(UTC))
    for one in report.incidents:
        item = ET.SubElement(channel, "item")
        ET.SubElement(item, "title").text = one.incident.title_en or one.incident.title
        ET.SubElement(item, "description").text = _html(one, report)
        ET.SubElement(item, "pubDate").text = format_datetime(one.changed_at.astimezone(UTC))
        ET.SubElement(item, "link").text = f"{url}#{one.incident.number}"
        ET.SubElement(item, "guid", isPermaLink="false").text = f"Incident/{one.incident.id}"
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _html(one: IncidentReport, report: StatusReport) -> str:
    """All news, newest first."""
    ended = one.ended_silently_at
    end = f"<p><small>{_small(ended, report)}</small><br><strong>Resolved</strong></p>" if ended else ""
    return end + "".join(
        f"<p><small>{_small(entry.happened_at, report)}</small><br>"
        f"<strong>{STATUS[entry.status].capitalize()}</strong> - {escape(entry.text_en or entry.text)}</p>"
        for entry in one.entries
    )


def _small(at: datetime, report: StatusReport) -> str:
    return f"{at.astimezone(report.zone):%b %d, %H:%M %Z}"


def _last(report: StatusReport) -> datetime:
    return max((one.changed_at for one in report.incidents), default=report.at)


def _add(parent: ET.Element, name: str, text: str) -> ET.Element:
    child = ET.SubElement(parent, f"{{{ATOM}}}{name}")
    child.text = text
    return child


def _rfc3339(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
