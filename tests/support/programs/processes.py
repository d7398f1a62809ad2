"""Debian's programs that tests of the shipped files use: `python -m tests.support.programs.processes` installs what is missing."""

import os
import shutil
import subprocess
import sys

import pytest

PACKAGES = {
    "amtool": "prometheus-alertmanager",
    "caddy": "caddy",
    "dovecot": "dovecot-imapd",
    "haproxy": "haproxy",
    "nft": "nftables",
    "nginx": "nginx-light",
    "prometheus": "prometheus",
    "prometheus-alertmanager": "prometheus-alertmanager",
    "promtool": "prometheus",
    "smtpd": "opensmtpd",
    "systemd-analyze": "systemd",
}
PATH = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"])


def find_program(name: str) -> str | None:
    return shutil.which(name, path=PATH)


def need_program(name: str) -> str:
    """The program's path; the test is skipped where it is missing and cannot be installed."""
    return find_program(name) or pytest.skip(f"needs {name}: apt-get install {PACKAGES[name]}")


def main() -> int:
    """Install with apt as root; elsewhere say what is missing, and the tests are skipped."""
    missing = [package for name, package in PACKAGES.items() if find_program(name) is None]
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-q"], check=False, env=quiet, stdout=subprocess.DEVNULL)
        command = ["apt-get", "install", "-yq", "--no-install-recommends", *missing]
        subprocess.run(command, check=False, env=quiet, stdout=subprocess.DEVNULL)
    still = [package for name, package in PACKAGES.items() if find_program(name) is None]
    print(f"Tests of the shipped files are skipped without: {', '.join(still)}" if still else "Programs: all there")
    return 0


if __name__ == "__main__":
    sys.exit(main())
