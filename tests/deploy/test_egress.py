"""The shipped rules of what Sigap may call, loaded by Debian's nftables in a network of their own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.deploy.proxies import DEPLOY
from tests.deploy.test_production import GUIDE
from tests.support.programs.processes import find_program, need_program

pytestmark = pytest.mark.slow
USER = 65534  # nobody, in the place of sigap
CALLS = """
import os, socket
def call(address, port):
    with socket.socket() as wire:
        wire.settimeout(0.3)
        try:
            wire.connect((address, port))
        except TimeoutError:
            return "left"
        except OSError:
            return "refused"
for user in (0, %d):
    os.setuid(user)
    for address, port in %r:
        print(address, port, call(address, port), flush=True)
"""
NETWORK = """
ip link set lo up && ip link add d0 type veth peer name d1 && ip addr add 198.51.100.2/24 dev d0
ip link set d0 up && ip link set d1 up && ip route add default via 198.51.100.1 dev d0
ip neigh add 198.51.100.1 lladdr 02:00:00:00:00:01 dev d0
"$NFT" -f "$1" && "$NFT" add element inet sigap_egress listed_v4 '{ 10.0.0.5 . 5432 }' && "$PYTHON" "$2"
"""
ANSWERS = {
    ("10.0.0.5", 5432): "left",  # listed
    ("10.0.0.5", 6379): "refused",
    ("10.1.2.3", 443): "refused",
    ("100.64.0.1", 443): "refused",
    ("169.254.169.254", 80): "refused",
    ("192.168.1.1", 443): "refused",
    ("93.184.216.34", 443): "left",
    ("93.184.216.34", 6379): "refused",
}


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    file = tmp_path / "egress.nft"
    file.write_text((DEPLOY / "machine" / "egress.nft").read_text().replace('"sigap"', '"nobody"'))
    return file


def test_they_are_valid_and_named_in_the_guide(rules: Path) -> None:
    program = need_program("nft")
    if os.geteuid():
        pytest.skip("nft looks at the kernel: needs root")
    done = subprocess.run([program, "-c", "-f", str(rules)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "deploy/machine/egress.nft" in GUIDE


@pytest.mark.drill
def test_inner_addresses_and_other_ports_are_refused_to_sigap_and_to_nobody_else(rules: Path, tmp_path: Path) -> None:
    programs = [find_program(name) for name in ("nft", "ip", "unshare")]
    if os.geteuid() or None in programs:
        pytest.skip("needs root, and Debian's nftables, iproute2 and util-linux")
    calls = tmp_path / "calls.py"
    calls.write_text(CALLS % (USER, list(ANSWERS)))
    tmp_path.chmod(0o755)
    environment = {"NFT": str(programs[0]), "PYTHON": sys.executable, "PATH": os.environ["PATH"] + ":/usr/sbin"}
    command = [str(programs[2]), "--net", "sh", "-ec", NETWORK, "sh", str(rules), str(calls)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if "Unknown device type" in done.stderr or "Operation not permitted" in done.stderr:
        pytest.skip("this machine has no networks of their own")
    said = [line.rsplit(" ", 1)[1] for line in done.stdout.splitlines()]
    assert (said[: len(ANSWERS)], done.stderr) == (["left"] * len(ANSWERS), "")
    assert dict(zip(ANSWERS, said[len(ANSWERS) :], strict=True)) == ANSWERS
