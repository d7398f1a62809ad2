"""Prometheus and Alertmanager run for real: a target that is away becomes an incident, and comes back as its end."""

import json
import subprocess
import threading
import time
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.request import urlopen

import pytest
import yaml
from sqlalchemy import select

from app.models.incidents.incident import Incident
from app.models.monitoring.alarm import Alarm, AlarmStatus
from tests.support.programs.live import free_port
from tests.support.programs.processes import need_program

FOLDER = Path(__file__).resolve().parents[2] / "deploy" / "prometheus"
TOKEN, HOOK_TOKEN = "metrics-token", "webhook-token"


class Shop(BaseHTTPRequestHandler):
    """Another program that Prometheus watches."""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        self.wfile.write(b"shop_open 1\n")

    def log_message(self, *_words):
        pass


def until(find, seconds=60):
    """The first true answer; fails after so many seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := find():
            return found
        time.sleep(0.2)
    raise AssertionError(find)


def write_files(folder, site, shop_port, manager_port):
    """The shipped files with this test's ports, tokens and seconds, and one rule more."""
    (folder / "token").write_text(TOKEN)
    (folder / "hook").write_text(HOOK_TOKEN)
    prometheus = yaml.safe_load((FOLDER / "prometheus.yml").read_text())
    prometheus["global"] = {"scrape_interval": "1s", "evaluation_interval": "1s"}
    [own] = prometheus["scrape_configs"]
    own["authorization"]["credentials_file"] = str(folder / "token")
    own["static_configs"] = [{"targets": [site.url.removeprefix("http://")]}]
    prometheus["scrape_configs"] += [{"job_name": "shop", "static_configs": [{"targets": [f"127.0.0.1:{shop_port}"]}]}]
    prometheus["rule_files"] = [str(FOLDER / "sigap.rules.yml"), str(folder / "shop.rules.yml")]
    prometheus["alerting"]["alertmanagers"][0]["static_configs"] = [{"targets": [f"127.0.0.1:{manager_port}"]}]
    (folder / "prometheus.yml").write_text(yaml.safe_dump(prometheus))
    rule = {
        "alert": "ShopDown",
        "expr": 'up{job="shop"} == 0',
        "labels": {"severity": "critical"},
        "annotations": {"summary": "Toko tidak menjawab"},
    }
    (folder / "shop.rules.yml").write_text(yaml.safe_dump({"groups": [{"name": "shop", "rules": [rule]}]}))
    manager = yaml.safe_load((FOLDER / "alertmanager.yml").read_text())
    manager["route"] |= {"group_wait": "0s", "group_interval": "1s"}
    [hook] = manager["receivers"][0]["webhook_configs"]
    hook["url"] = f"{site.url}/webhooks/alarms/alertmanager"
    hook["http_config"]["authorization"]["credentials_file"] = str(folder / "hook")
    (folder / "alertmanager.yml").write_text(yaml.safe_dump(manager))


def run(stack, folder, *command):
    with (folder / f"{Path(command[0]).name}.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, cwd=folder)
    stack.callback(process.wait, 20)
    stack.callback(process.terminate)


@pytest.mark.drill
def test_a_real_alert_becomes_an_incident_and_resolves(site, tmp_path):
    prometheus, manager = need_program("prometheus"), need_program("prometheus-alertmanager")
    site.extra |= {"METRICS_TOKEN": TOKEN, "ALERTMANAGER_WEBHOOK_TOKEN": HOOK_TOKEN}
    site.start_web(workers=1)
    shop_port, manager_port, port = free_port(), free_port(), free_port()
    write_files(tmp_path, site, shop_port, manager_port)

    def alarm():
        with site.session() as session:
            return session.scalars(select(Alarm).where(Alarm.title == "Toko tidak menjawab")).one_or_none()

    with ExitStack() as stack:
        listen = f"--web.listen-address=127.0.0.1:{manager_port}"
        run(stack, tmp_path, manager, f"--config.file={tmp_path}/alertmanager.yml", listen, "--cluster.listen-address=",
            f"--storage.path={tmp_path}/am")  # fmt: skip
        run(stack, tmp_path, prometheus, f"--config.file={tmp_path}/prometheus.yml",
            f"--web.listen-address=127.0.0.1:{port}", f"--storage.tsdb.path={tmp_path}/tsdb")  # fmt: skip
        began = time.monotonic()
        raised = until(alarm)
        print(f"alert to incident: {time.monotonic() - began:.1f} s after both were started")  # noqa: T201  a drill prints its figures
        with site.session() as session:
            incident = session.scalars(select(Incident)).one()
            assert (raised.incident_id, incident.title) == (incident.id, "Toko tidak menjawab")

        shop = HTTPServer(("127.0.0.1", shop_port), Shop)
        stack.callback(shop.shutdown)
        threading.Thread(target=shop.serve_forever, daemon=True).start()
        back = time.monotonic()
        until(lambda: alarm().status == AlarmStatus.RESOLVED, seconds=360)
        print(f"end of the alert: {time.monotonic() - back:.1f} s after the target was back")  # noqa: T201  a drill prints its figures
        with site.session() as session:
            assert session.scalars(select(Incident)).one().quiet_since is not None

        asked = f"http://127.0.0.1:{port}/api/v1/query?query=sigap_build_info"
        with urlopen(asked, timeout=5) as answer:  # the shipped scrape configuration reads /metrics
            assert json.load(answer)["data"]["result"]
        with urlopen(f"http://127.0.0.1:{port}/api/v1/rules", timeout=5) as answer:
            groups = json.load(answer)["data"]["groups"]
        assert {rule["health"] for group in groups for rule in group["rules"]} == {"ok"}
