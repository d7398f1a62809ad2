"""The Chromium of the browser tests: the system's own, else one that `make test` installs.

Run as a program it makes sure that there is one: exit code 0, or a sentence that says what to install.
"""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    """Return the path of the browser to test with, or None."""
    if given := os.environ.get("CHROMIUM"):
        return shutil.which(given)
    return next((found for name in NAMES if (found := shutil.which(name))), None) or _playwrights_own()


def _playwrights_own() -> str | None:
    if find_spec("playwright") is None:
        return None
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        path = player.chromium.executable_path
    return path if Path(path).exists() else None


def _say(sentence: str) -> None:
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()


def install_chromium() -> str:
    """Install Chromium with the system's package manager or Playwright; return what was tried."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-q"], check=False, env=quiet)
        subprocess.run(["apt-get", "install", "-yq", "chromium"], check=False, env=quiet)
        return "apt-get install -y chromium"
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    return "playwright install chromium"


def main() -> int:
    """Find or install the browser and say so; 1 if there is none in the end."""
    found = find_chromium()
    if found is None:
        _say("No Chromium found, installing it …")
        tried = install_chromium()
        found = find_chromium()
        if found is None:
            _say(
                f"The browser tests need Chromium and `{tried}` did not bring it. Install the package 'chromium' "
                "(Debian), 'chromium-browser' (Ubuntu, Fedora) or Google Chrome, or set CHROMIUM to its path."
            )
            return 1
    _say(f"Browser: {found}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
