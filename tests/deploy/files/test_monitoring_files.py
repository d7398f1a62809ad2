"""The shipped files for Alertmanager, Grafana, Loki and Elasticsearch: their names are those that Sigap emits."""

import json
import re
import subprocess
from pathlib import Path

import pytest
import yaml

from app.http.error_log.ecs import NAMES, name_fields
from tests.support.programs.processes import need_program

DEPLOY = Path(__file__).resolve().parents[3] / "deploy"
LINE = name_fields({"service.name": "sigap", "service.version": "1"})(None, "", {**dict.fromkeys(NAMES, "x"), "ms": 1})


def test_every_name_of_the_dashboard_is_emitted(emitted):
    board = json.loads((DEPLOY / "grafana/dashboard.json").read_text())
    expressions = [target["expr"] for panel in board["panels"] for target in panel["targets"]]
    expressions += [one["expr"] for one in board["annotations"]["list"]]
    named = {name for expression in expressions for name in re.findall(r"\bsigap_\w+", expression)}
    assert len(named) > 10
    assert named - emitted == set()
    assert len({panel["id"] for panel in board["panels"]}) == len(board["panels"])
    assert {panel["datasource"]["uid"] for panel in board["panels"]} == {"${ds}"}


@pytest.mark.parametrize("name", ["datasources.yml", "provisioning.yml"])
def test_provisioning_of_grafana_is_yaml_of_its_version(name):
    assert yaml.safe_load((DEPLOY / "grafana" / name).read_text())["apiVersion"] == 1


def test_alloy_reads_fields_that_a_line_has_and_its_braces_match():
    text = (DEPLOY / "logs/config.alloy").read_text()
    named = set(re.findall(r'"\\"([^"\\]+)\\""', text))
    assert named == {"log.level", "service.name", "@timestamp"}
    assert named <= set(LINE)
    assert text.count("{") == text.count("}")
    parts = set(re.findall(r'^(loki\.\w+(?:\.\w+)?) "(\w+)"', text, re.MULTILINE))
    used = set(re.findall(r"(loki\.\w+)\.(\w+)\.(?:receiver|rules)", text))
    assert used <= parts


def test_filebeat_reads_the_units_that_are_shipped_and_fields_that_a_line_has():
    given = yaml.safe_load((DEPLOY / "logs/filebeat.yml").read_text())
    [source] = given["filebeat.inputs"]
    shipped = {path.name for path in (DEPLOY / "systemd").glob("*.service")}
    assert {re.sub(r"@\w+", "@", unit) for unit in source["units"]} == shipped
    drop = next(one["drop_event"] for one in source["processors"] if "drop_event" in one)
    assert {key for one in drop["when"]["and"] for key in one["equals"]} <= set(LINE)


def test_alertmanager_sends_the_ends_too_and_its_own_tool_accepts_the_file():
    path = DEPLOY / "prometheus/alertmanager.yml"
    [hook] = yaml.safe_load(path.read_text())["receivers"][0]["webhook_configs"]
    assert hook["send_resolved"] is True
    assert hook["url"].endswith("/webhooks/alarms/alertmanager")
    done = subprocess.run(
        [need_program("amtool"), "check-config", str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
