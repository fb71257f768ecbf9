"""The unit that systemd runs the program by, as systemd's own tools judge it."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

from support.paths import ROOT, binary

UNIT = ROOT / "Sources/vestibule/Deployment/vestibule.service"
INSTALLED = "/usr/local/bin/vestibule"


def test_systemd_can_read_all_of_it(tmp_path: Path) -> None:
    unit = tmp_path / UNIT.name
    unit.write_text(UNIT.read_text().replace(INSTALLED, str(binary())))
    ran = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", unit], capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, "")


def test_it_may_do_little_beyond_its_work() -> None:
    ran = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=20", "--json=short", UNIT], capture_output=True, text=True,
        check=False,
    )
    assert ran.returncode == 0, "an exposure above 2.0 of 10"
    granted = {row["name"] for row in json.loads(ran.stdout) if row["set"] is False}
    # The network is its work, and so is a port below 1024.
    assert {name for name in granted if "CAP_SYS_ADMIN" in name or "CAP_SETUID" in name or "Protect" in name} <= {"ProcSubset="}


def test_it_is_back_however_often_it_ends_and_starts_with_the_right_time() -> None:
    unit = settings()
    assert (unit["Restart"], unit["StartLimitIntervalSec"]) == ("always", "0")
    assert float(unit["RestartSec"].removesuffix("s")) >= 1, "a start that fails again and again leaves the machine to others"
    for order in ("Wants", "After"):
        assert "time-sync.target" in unit[order].split()


def test_what_it_starts_are_commands_that_exist(tmp_path: Path) -> None:
    commands = re.findall(rf"^Exec\w+={INSTALLED} (.+)$", UNIT.read_text(), re.MULTILINE)
    assert [command.split()[0] for command in commands] == ["check-config", "serve"]
    file = tmp_path / "vestibule.conf"
    file.write_text(f"VESTIBULE_DATA_DIR={tmp_path / 'data'}\nVESTIBULE_WEB_DIR={ROOT / 'web'}\n")
    check = commands[0].replace("/etc/vestibule/vestibule.conf", str(file)).split()
    assert subprocess.run([binary(), *check], check=False).returncode == 0


def settings() -> dict[str, str]:
    """What the unit says, by name."""
    return dict(re.findall(r"^(\w+)=(.*)$", UNIT.read_text(), re.MULTILINE))
