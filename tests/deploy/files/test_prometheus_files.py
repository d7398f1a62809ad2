"""The shipped Prometheus files: their names are emitted, their thresholds are ours, and promtool reads them."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from workflows.monitoring.burn_rate import RULES

FOLDER = Path(__file__).resolve().parents[3] / "deploy" / "prometheus"
ALERTS = {
    rule["alert"]: rule for group in yaml.safe_load((FOLDER / "sigap.rules.yml").read_text())["groups"]
    for rule in group["rules"]
}  # fmt: skip


def test_every_name_in_the_rules_is_emitted(emitted):
    named = {name for rule in ALERTS.values() for name in re.findall(r"\bsigap_\w+", rule["expr"])}
    assert named
    assert named - emitted == set()


@pytest.mark.parametrize(("alert", "rule"), [("SigapBudgetBurn1h", RULES[0]), ("SigapBudgetBurn6h", RULES[1])])
def test_burn_rates_of_the_rules_are_those_of_the_panel(alert, rule):
    assert {float(limit) for limit in re.findall(r"> ([0-9.]+)", ALERTS[alert]["expr"])} == {float(rule.ratio)}


def test_promtool_accepts_the_rules():
    program = shutil.which("promtool")
    if program is None:
        pytest.skip("promtool is not installed (apt-get install prometheus)")
    done = subprocess.run(
        [program, "check", "rules", str(FOLDER / "sigap.rules.yml")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
