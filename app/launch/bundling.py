"""Bundling the phone pages' scripts and styles with esbuild: minified, named by their content."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.core.bundles import BUILT, MANIFEST, SCRIPTS, STYLES, WORKER, read_bundles, source_digest

TARGET = "safari15,chrome93,firefox100"


def build_bundles(checkout: Path) -> Iterator[Path]:
    """Build what is stale and yield the manifest; without esbuild the pages load the sources one by one."""
    static = checkout / "app" / "static"
    programs = sorted(checkout.glob("node_modules/@esbuild/*/bin/esbuild"))
    if not programs or not (static / "vendor").exists() or read_bundles(static).files:
        return
    built = static / BUILT
    shutil.rmtree(built, ignore_errors=True)
    built.mkdir(parents=True)
    modules = _run(programs[0], static, [f"js/{name}.js" for name in SCRIPTS], "--splitting", "--format=esm")
    worker = _run(programs[0], static, [f"js/{WORKER}.js"], "--format=iife")
    styles = _run(programs[0], static, _style_entries(static), "--external:*.svg")
    files, chunks = _read_outputs({**modules, **worker, **styles})
    manifest = built / MANIFEST
    manifest.write_text(json.dumps({"sources": source_digest(static), "files": files, "chunks": chunks}))
    yield manifest


def _style_entries(static: Path) -> list[str]:
    """One file for each set of styles that a layout loads."""
    entries: list[str] = []
    for name, parts in STYLES.items():
        entry = static / BUILT / f"{name}.entry.css"
        entry.write_text("".join(f'@import "../css/{part}.css";\n' for part in parts))
        entries.append(f"{BUILT}/{name}.entry.css")
    return entries


def _run(program: Path, static: Path, entries: list[str], *options: str) -> dict[str, Any]:
    meta = static / BUILT / "meta.json"
    command = [
        str(program),
        *entries,
        "--bundle",
        "--minify",
        "--legal-comments=none",
        f"--target={TARGET}",
        f"--outdir={BUILT}",
        "--entry-names=[name]-[hash]",
        "--chunk-names=c-[hash]",
        f"--metafile={meta}",
        "--log-level=warning",
        *options,
    ]
    subprocess.run(command, cwd=static, check=True)
    outputs: dict[str, Any] = json.loads(meta.read_text())["outputs"]
    meta.unlink()
    return outputs


def _read_outputs(outputs: dict[str, Any]) -> tuple[dict[str, str], dict[str, list[str]]]:
    """`technician/app` → `built/app-HASH.js`; `small.css` → `built/small.entry-HASH.css`."""
    files: dict[str, str] = {}
    chunks: dict[str, list[str]] = {}
    for path, output in outputs.items():
        source = output.get("entryPoint")
        if source is None:
            continue
        name = Path(source).name.replace(".entry", "") if source.endswith(".css") else source[len("js/") : -len(".js")]
        files[name] = path
        chunks[name] = [other["path"] for other in output["imports"] if other["kind"] == "import-statement"]
    return files, chunks
