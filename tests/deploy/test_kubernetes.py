"""The manifests for a cluster: valid by the schemas, agreeing with compose, judging as `flask release` does."""

import copy
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.settings import Settings
from tests.support.programs.processes import need_program

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "deploy" / "kubernetes"
MANIFESTS = [one for file in sorted(FOLDER.glob("*.yaml")) for one in yaml.safe_load_all(file.read_text())]


def find(kind: str, name: str) -> dict[str, Any]:
    return next(one for one in MANIFESTS if (one["kind"], one["metadata"]["name"]) == (kind, name))


METRICS = {
    metric["name"]: metric
    for template in ("sigap-limits", "sigap-step")
    for metric in find("AnalysisTemplate", template)["spec"]["metrics"]
}


def query_of(name: str) -> str:
    query = METRICS[name]["provider"]["prometheus"]["query"]
    return query.replace("{{args.latest}}", "new").replace("{{args.stable}}", "old")


def faults_of(manifests: list[dict[str, Any]]) -> list[str]:
    node = shutil.which("node") or pytest.skip("needs node: the schemas are a package of npm")
    command = [node, str(Path(__file__).parent / "check_manifests.mjs")]
    done = subprocess.run(command, input=json.dumps(manifests), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_schemas_accept_every_manifest_and_refuse_a_slip() -> None:
    slipped = copy.deepcopy(find("Rollout", "sigap"))
    slipped["spec"]["replicas"] = "three"
    slipped["spec"]["strategy"]["canary"]["steps"][0] = {"setWieght": 10}
    assert faults_of([*MANIFESTS, slipped]) == [
        "Rollout sigap: data/spec/replicas must be integer",
        "Rollout sigap: unknown /spec/strategy/canary/steps/0/setWieght",
    ]


def test_it_goes_out_at_10_25_50_and_100_percent_and_each_step_is_judged() -> None:
    canary = find("Rollout", "sigap")["spec"]["strategy"]["canary"]
    assert [step["setWeight"] for step in canary["steps"] if "setWeight" in step] == [10, 25, 50, 100]
    judged = [one["templateName"] for step in canary["steps"] for one in step.get("analysis", {}).get("templates", ())]
    assert judged == ["sigap-step"] * 3
    assert [one["templateName"] for one in canary["analysis"]["templates"]] == ["sigap-limits"]
    assert canary["scaleDownDelaySeconds"] == 30 * 60
    services = {one["metadata"]["name"] for one in MANIFESTS if one["kind"] == "Service"}
    assert {canary["stableService"], canary["canaryService"]} == services


def test_every_name_of_a_query_is_emitted(emitted: set[str]) -> None:
    named = {name for metric in METRICS for name in re.findall(r"\bsigap_\w+", query_of(metric))}
    assert named
    assert named - emitted == set()


def test_settings_are_settings_and_the_programs_are_those_of_compose() -> None:
    settings = find("ConfigMap", "sigap-settings")["data"]
    read_by_gunicorn = {"WEB_WORKERS"}
    assert {name.lower() for name in settings} - {name.lower() for name in read_by_gunicorn} <= set(
        Settings.model_fields
    )
    compose = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text())["services"]
    for manifest in MANIFESTS:
        if manifest["kind"] in {"Deployment", "Job"}:
            (container,) = manifest["spec"]["template"]["spec"]["containers"]
            assert container["command"] == compose[container["name"]]["command"]
            assert container["securityContext"]["readOnlyRootFilesystem"]


# case: metric, new (requests, errors), old (requests, errors), what the query gives, verdict
CASES = {
    "5 of 100 stays": ("error-rate", (100, 5), (900, 0), [0.05], "go on"),
    "6 of 100 goes": ("error-rate", (100, 6), (900, 0), [0.06], "back"),
    "10 of 49 is too few": ("error-rate", (49, 10), (900, 0), [], "go on"),
    "nobody came": ("sample", (0, 0), (900, 0), [0], "a person"),
    "199 came": ("sample", (199, 0), (900, 0), [199], "a person"),
    "200 came": ("sample", (200, 0), (900, 0), [200], "go on"),
    "three errors": ("errors", (200, 3), (900, 0), [3], "go on"),
    "four errors": ("errors", (200, 4), (900, 0), [4], "a person"),
    "four errors, the old one well": ("worse-than-stable", (200, 4), (1800, 0), [0.02], "back"),
    "four errors, the old one not well": ("worse-than-stable", (200, 4), (1800, 9), [0.02], "back"),
    "both sick alike": ("worse-than-stable", (200, 4), (1800, 36), [], "go on"),
    "three errors, the old one well": ("worse-than-stable", (200, 3), (1800, 0), [], "go on"),
}
SLOW = {  # seconds between which all requests of new and old lie
    "above 5 s": ("p95-seconds", (5, 10), (5, 10), [9.75], "back"),
    "below 5 s": ("p95-seconds", (1, 2), (1, 2), [1.95], "go on"),
    "1.5 to 2 s against 0.5 to 1": ("slower-than-stable", (1.5, 2), (0.5, 1), [1.975], "back"),
    "0.5 to 1 s against nothing": ("slower-than-stable", (0.5, 1), (0, 0.5), [], "go on"),
    "as slow as the old one": ("slower-than-stable", (1.5, 2), (1.5, 2), [], "go on"),
}


def verdict(metric: str, result: list[float]) -> str:
    """What Argo makes of a result; its conditions are Python's but for two signs."""

    def holds(condition: str) -> bool:
        words = METRICS[metric][condition].replace("||", "or").replace("&&", "and").replace("false", "False")
        return bool(eval(words, {"result": result, "len": len}))

    return "back" if holds("failureCondition") else "go on" if holds("successCondition") else "a person"


@pytest.mark.parametrize("case", [*CASES.values(), *SLOW.values()], ids=[*CASES, *SLOW])
def test_a_result_leads_to_the_verdict(case: tuple[str, Any, Any, list[float], str]) -> None:
    metric, _new, _old, result, wanted = case
    assert verdict(metric, result) == wanted


def series(name: str, value: float, **labels: str) -> dict[str, str]:
    """A counter that has reached `value` after five minutes."""
    written = ",".join(f'{label}="{held}"' for label, held in labels.items())
    return {"series": f"{name}{{{written}}}", "values": f"0+{value / 5:g}x5"}


def counted(colour: str, requests: int, errors: int) -> list[dict[str, str]]:
    name = "sigap_http_requests_total"
    well = [series(name, requests - errors, colour=colour, status="2xx")]
    return well + ([series(name, errors, colour=colour, status="5xx")] if errors else [])


def timed(colour: str, low: float, high: float) -> list[dict[str, str]]:
    name = "sigap_http_request_duration_seconds_bucket"
    bounds = ((f"{low:g}", 0), (f"{high:g}", 100), ("+Inf", 100))
    return [series(name, count, colour=colour, le=bound) for bound, count in bounds]


def test_prometheus_gives_these_results(tmp_path: Path) -> None:
    tests = []
    for facts, table in ((counted, CASES), (timed, SLOW)):
        for metric, new, old, result, _wanted in table.values():
            given = [*facts("new", *new), *facts("old", *old)]  # type: ignore[operator]
            given += counted("new", 100, 0) if facts is timed else []
            samples = [{"labels": "{}", "value": value} for value in result]
            asked = {"expr": query_of(metric), "eval_time": "5m", "exp_samples": samples}
            tests.append({"interval": "1m", "input_series": given, "promql_expr_test": [asked]})
    (tmp_path / "tests.yml").write_text(yaml.safe_dump({"rule_files": [], "tests": tests}))
    command = [need_program("promtool"), "test", "rules", str(tmp_path / "tests.yml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
