"""Several processes may build the pages' files at once: web, worker and tests start together."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
BUILD = "from pathlib import Path; from app.launch.assets import build_assets; list(build_assets(Path('{}')))"


def test_three_builds_at_once_leave_one_whole_manifest(tmp_path: Path) -> None:
    static = tmp_path / "app" / "static"
    static.mkdir(parents=True)
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    for name in ("js", "css", "icons"):
        (static / name).symlink_to(ROOT / "app" / "static" / name)
    builds = [
        subprocess.Popen([sys.executable, "-c", BUILD.format(tmp_path)], cwd=ROOT, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    said = [build.communicate()[1].decode() for build in builds]
    assert [build.returncode for build in builds] == [0, 0, 0], said
    assert [path.name for path in (static / "built").glob("*.json")] == ["manifest.json"]
