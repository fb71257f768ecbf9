"""The browsers: one process a camera, since a fake camera's film belongs to the whole process."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from make_y4m import CAMERAS, make_y4m
from playwright.sync_api import Browser, Playwright

CHROMIUM = "/usr/bin/chromium"
FIREFOX = "/usr/bin/firefox-esr"

_without = [
    # Candidates with real addresses: nothing answers multicast DNS in the tests' network.
    "WebRtcHideLocalIpsWithMdns",
    # The address bar's menus are pages that nobody sees here; starting them costs more than ours do.
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
]
_always = [
    f"--disable-features={','.join(_without)}",
    "--allow-loopback-in-peer-connection",
]

SHARING = {"sharing": "client", "sharing host": "host"}
"""Whose camera the browsers have that share their screen."""

FIREFOX_SETTINGS = {
    "media.navigator.streams.fake": True,
    "media.navigator.permission.disabled": True,
    "media.peerconnection.ice.obfuscate_host_addresses": False,
    "media.autoplay.default": 0,
}


class Browsers:
    """Starts each browser when it is first asked for; they live until the end of the run.

    `host`, `client` and `third` have the cameras of those names, `no camera` has no devices; `sharing` and `sharing host`
    have the client's and the host's camera and share their screen without a question (so they can't refuse anything).
    """

    def __init__(self, playwright: Playwright, films: Path) -> None:
        self._playwright = playwright
        self._films = films
        self._running: dict[str, Browser] = {}

    def get(self, name: str) -> Browser:
        if name not in self._running:
            self._running[name] = self._firefox() if name == "firefox" else self._chromium(name)
        return self._running[name]

    def add(self, name: str, camera: str, *, executable: str = CHROMIUM, trusted: str = "") -> Browser:
        """Starts another Chromium with that camera, under a name of its own. `trusted` is an address without encryption where
        it may use the camera all the same."""
        assert name not in self._running
        arguments = [f"--unsafely-treat-insecure-origin-as-secure={trusted}"] if trusted else []
        self._running[name] = self._chromium(camera, arguments, executable)
        return self._running[name]

    def remove(self, *names: str) -> None:
        """Ends these."""
        for name in names:
            self._running.pop(name).close()

    def close(self) -> None:
        for browser in self._running.values():
            browser.close()

    def _chromium(self, name: str, more: Sequence[str] = (), executable: str = CHROMIUM) -> Browser:
        arguments = [*_always, *more]
        if name == "no camera":
            arguments.append("--use-fake-device-for-media-stream=device-count=0")
        else:
            camera = SHARING.get(name, name)
            arguments += ["--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={self._film(camera)}"]
        if name in SHARING:
            arguments.append("--use-fake-ui-for-media-stream")
        return self._playwright.chromium.launch(executable_path=executable, args=arguments)

    def _firefox(self) -> Browser:
        return self._playwright.firefox.launch(
            channel="moz-firefox", executable_path=FIREFOX, firefox_user_prefs=FIREFOX_SETTINGS
        )

    def _film(self, camera: str) -> Path:
        assert camera in CAMERAS, f"no camera is called {camera}"
        film = self._films / f"{camera}.y4m"
        return film if film.exists() else make_y4m(camera, film)
