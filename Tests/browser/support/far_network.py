"""A network of its own for one browser, joined to the tests' by a cable that can be pulled: a second namespace in the first."""

from __future__ import annotations

import subprocess
from pathlib import Path

from .browsers import CHROMIUM

NEAR = "10.78.0.1"
"""This side of the cable, where a server listens that the far browser is to reach."""
_FAR = "10.78.0.2"


class FarNetwork:
    """Needs the right to configure networks: `isolated.sh` gives it."""

    def __init__(self, folder: Path) -> None:
        self._keeper = subprocess.Popen(["unshare", "--net", "cat"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        self._inside = f"/proc/{self._keeper.pid}/ns/net"
        self._await_namespace()
        _run("ip", "link", "add", "near", "type", "veth", "peer", "name", "far")
        _run("ip", "link", "set", "far", "netns", str(self._keeper.pid))
        _run("ip", "address", "add", f"{NEAR}/24", "dev", "near")
        _run("ip", "link", "set", "near", "up")
        self._far("ip", "link", "set", "lo", "up")
        self._far("ip", "address", "add", f"{_FAR}/24", "dev", "far")
        self.plug_in()
        self.browser = folder / "far-chromium"
        """What starts a browser over there."""
        self.browser.write_text(f'#!/bin/sh\nexec nsenter --net={self._inside} {CHROMIUM} "$@"\n')
        self.browser.chmod(0o755)

    def unplug(self) -> None:
        """The cable is pulled: the device has no network, and knows it."""
        self._far("ip", "link", "set", "far", "down")

    def plug_in(self) -> None:
        self._far("ip", "link", "set", "far", "up")
        self._far("ip", "route", "replace", "default", "via", NEAR)

    def lose(self, percent: int) -> None:
        """So many of a hundred packets are lost, each way, at random."""
        self._drop(f"numgen random mod 100 < {percent}")

    def fall_silent(self) -> None:
        """Nothing passes, and nobody is told."""
        self._drop("counter")

    def block_udp(self) -> None:
        """Only TCP passes, as in some hospitals."""
        self._drop("meta l4proto udp")

    def heal(self) -> None:
        """Every packet passes again."""
        self._far("nft", "add table inet faults; delete table inet faults")

    def _drop(self, packets: str) -> None:
        """From now on these vanish, coming and going, and no others."""
        self.heal()
        rules = ["add table inet faults"]
        for way in ("input", "output"):
            rules.append(f"add chain inet faults {way} {{ type filter hook {way} priority 0; policy accept; }}")
            rules.append(f"add rule inet faults {way} {packets} drop")
        self._far("nft", "; ".join(rules))

    def close(self) -> None:
        assert self._keeper.stdin
        self._keeper.stdin.close()
        self._keeper.wait()
        subprocess.run(["ip", "link", "delete", "near"], check=False, capture_output=True)

    def _await_namespace(self) -> None:
        """Until `unshare` has made it, the keeper is still in the tests' own."""
        own = Path("/proc/self/ns/net").readlink()
        while Path(self._inside).readlink() == own:
            assert self._keeper.poll() is None, "no network namespace can be made here"

    def _far(self, *command: str) -> None:
        _run("nsenter", f"--net={self._inside}", *command)


def _run(*command: str) -> None:
    subprocess.run(command, check=True)
