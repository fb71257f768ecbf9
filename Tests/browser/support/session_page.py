"""The session page, as whoever is on it uses it: check, waiting room, session, end."""

from __future__ import annotations

from contextlib import suppress

from playwright.sync_api import Locator, TimeoutError, expect

from .media import expect_media, expect_on_screen, expect_picture
from .tab import Tab


class SessionPage(Tab):
    """What clients, visitors and hosts have in common."""

    def view(self, name: str) -> Locator:
        """The state `loading`, `check`, `early`, `waiting`, `session` or `ended` of the page."""
        return self.page.locator(f'section[data-view="{name}"]')

    def expect_view(self, name: str) -> None:
        expect(self.view(name)).to_be_visible()

    def expect_end(self, kind: str) -> None:
        """The page says that it has ended, and how (`left`, `removed`, `denied`, …)."""
        self.expect_view("ended")
        expect(self.view("ended").get_by_role("heading", level=1)).to_have_text(self.words(f"session.ended.{kind}Title"))

    # Before entering

    def ask_for_devices(self) -> None:
        """Asks for camera and microphone; a browser that has allowed them before does so by itself."""
        self.expect_view("check")
        turn_on = self.button(self.words("session.check.turnOn"))
        with suppress(TimeoutError):
            if turn_on.is_visible():
                turn_on.click(timeout=1_000)

    def turn_on_devices(self) -> None:
        """Gives the page camera and microphone, where they aren't on already, and waits for the picture."""
        picture = self.view("check").locator('video[data-kind="self"]')

        def see_the_picture() -> bool:
            self.ask_for_devices()
            return picture.is_visible()

        self.until(see_the_picture, "the camera's picture shows")

    @property
    def join_button(self) -> Locator:
        """"Accept and join", or what it says without a camera or a microphone."""
        return self.view("check").locator('button[type="submit"]')

    @property
    def name_field(self) -> Locator:
        return self.view("check").get_by_label(self.words("session.check.name"))

    def accept(self, name: str = "") -> None:
        """Looks at camera and microphone, confirms the name, and goes in."""
        self.turn_on_devices()
        if name:
            self.name_field.fill(name)
        expect(self.join_button).to_have_text(self.words("session.check.join"))
        self.join_button.click()

    def accept_and_wait(self, name: str = "") -> None:
        self.accept(name)
        self.expect_view("waiting")

    # In the session

    def control(self, *keys: str) -> Locator:
        """The button of the call bar that says one of these words (`toggle.micOn`, …)."""
        bar = self.page.get_by_role("navigation", name=self.words("session.call.controls"))
        found = [self.button(self.words.among(f"session.{key}"), bar) for key in keys]
        both = found[0]
        for other in found[1:]:
            both = both.or_(other)
        return both

    def press(self, *keys: str) -> None:
        """Presses a button of the call bar, or its like under "More" where the bar has no room for it."""
        control = self.control(*keys)
        if not control.is_visible():
            self.control("call.more").click()
            control = self.button(self.words.among(f"session.{keys[0]}"), self.page.locator("#more"))
        control.click()

    @property
    def microphone(self) -> Locator:
        return self.control("toggle.micOn", "toggle.micOff", "toggle.mic")

    @property
    def camera(self) -> Locator:
        return self.control("toggle.cameraOn", "toggle.cameraOff", "toggle.camera")

    @property
    def share(self) -> Locator:
        return self.control("call.share", "call.sharing")

    @property
    def own_picture(self) -> Locator:
        return self.view("session").locator('video[data-kind="self"]')

    @property
    def others(self) -> Locator:
        """The pictures of the others."""
        return self.view("session").locator('video[data-kind="remote"]')

    def tile(self, participant: str) -> Locator:
        """Somebody's tile on the stage, by participant id."""
        return self.view("session").locator(f'figure[data-participant="{participant}"]')

    def sees(self, participant: str, camera: str) -> None:
        """Waits until that participant's tile shows that camera's colours."""
        video = self.tile(participant).locator('video[data-kind="remote"]')
        expect(video).to_be_visible()
        expect_picture(video, camera)
        expect_on_screen(video, camera)

    def hears_and_sees(self, others: int = 1) -> None:
        """Waits until pictures and sound of that many others go on arriving."""
        self.expect_view("session")
        expect_media(self.page, connections=others)

    def notice(self, key: str, **values: object) -> Locator:
        """Something the session said, on the screen or to a screen reader."""
        return self.page.get_by_text(self.words.pattern(f"session.{key}", **values)).first

    def leave(self) -> None:
        """Leaves the session, and confirms it."""
        self.control("call.leave").click()
        dialog = self.dialog("leave")
        self.button(self.words.exactly("session.leave.leave"), dialog).click()
        self.expect_end("left")

    def dialog(self, name: str) -> Locator:
        dialog = self.page.locator(f'dialog[data-dialog="{name}"]')
        expect(dialog).to_be_visible()
        return dialog

    # Chat

    def open_chat(self) -> Locator:
        chat = self.page.locator("#chat")
        if not chat.is_visible():
            self.press("call.chat")
        expect(chat).to_be_visible()
        return chat

    def say(self, text: str) -> None:
        chat = self.open_chat()
        chat.get_by_label(self.words("session.chat.label")).fill(text)
        self.button(self.words("session.chat.send"), chat).click()

    def expect_message(self, text: str) -> None:
        expect(self.open_chat().get_by_text(text, exact=True)).to_be_visible()
