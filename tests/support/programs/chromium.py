"""The Chromium of the browser tests: the system's own, else one that `make test` installs.

Chromium without its window (the headless shell) draws the same with less than half the processor time, so the tests
prefer it. Run as a program it makes sure that there is a Chromium: exit code 0, or a sentence that says what to install.
"""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

SHELL = "chromium-headless-shell"
WHOLE = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium(*, whole: bool = False) -> str | None:
    """Return the path of the browser to test with, or None. `whole`: what the shell leaves out is needed."""
    if given := os.environ.get("CHROMIUM"):
        return shutil.which(given)
    names = WHOLE if whole else (SHELL, *WHOLE)
    return next((found for name in names if (found := shutil.which(name))), None) or _playwrights_own()


def _playwrights_own() -> str | None:
    if find_spec("playwright") is None:
        return None
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        path = player.chromium.executable_path
    return path if Path(path).exists() else None


def _print_line(sentence: str) -> None:
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()


def install_chromium() -> str:
    """Install Chromium with the system's package manager or Playwright; return what was tried."""
    if _may_install():
        _apt("update")
        _apt("install", "-y", "chromium")
        return "apt-get install -y chromium"
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    return "playwright install chromium"


def install_shell() -> None:
    """Install the headless shell where the system has such a package; without it the tests take the whole Chromium."""
    if _may_install() and _apt("install", "-y", SHELL) != 0:
        _apt("update")
        _apt("install", "-y", SHELL)


def _may_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def _apt(*asked: str) -> int:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(["apt-get", "-q", *asked], check=False, env=quiet).returncode


def main() -> int:
    """Find or install the browser and say so; 1 if there is none in the end."""
    if "CHROMIUM" not in os.environ and not shutil.which(SHELL):
        install_shell()
    found = find_chromium(whole=True)
    if found is None:
        _print_line("No Chromium found, installing it …")
        tried = install_chromium()
        found = find_chromium(whole=True)
        if found is None:
            _print_line(
                f"The browser tests need Chromium and `{tried}` did not bring it. Install the package 'chromium' "
                "(Debian), 'chromium-browser' (Ubuntu, Fedora) or Google Chrome, or set CHROMIUM to its path."
            )
            return 1
    _print_line(f"Browser: {find_chromium()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
