"""Lets the Autobahn suite judge a WebSocket server that echoes: one line of JSON for each case, as soon as it is over.

    websocket_judge.py ws://127.0.0.1:PORT/PATH --sections 1 2 10 [--origin URL] [--subprotocol NAME] [--at-once 8]

A verdict of the suite is two words: one on what came back, one on how the connection ended.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from typing import Any

from autobahn.twisted.websocket import WebSocketClientFactory, connectWS
from case_run import PATIENCE_SECONDS, CaseRun
from suite_cases import Suite
from twisted.internet import reactor
from twisted.internet.interfaces import IConnector
from twisted.python.failure import Failure


class Judge(WebSocketClientFactory):  # type: ignore[misc]
    """Takes one case after the other from a list that several judges share."""

    noisy = False

    def __init__(self, suite: Suite, left: list[str], options: argparse.Namespace) -> None:
        super().__init__(options.url, origin=options.origin, protocols=options.subprotocol)
        self.setProtocolOptions(
            failByDrop=False,
            openHandshakeTimeout=PATIENCE_SECONDS,
            closeHandshakeTimeout=PATIENCE_SECONDS,
            serverConnectionDropTimeout=PATIENCE_SECONDS,
        )
        self.suite, self.left = suite, left

    def next(self) -> bool:
        if self.left:
            self.name = self.left.pop(0)
            self.began = time.monotonic()
            return True
        Judge.working -= 1
        if not Judge.working:
            reactor.stop()
        return False

    def buildProtocol(self, address: object) -> CaseRun:
        run = CaseRun(self.suite.cases[self.name], self.judged)
        run.factory = self
        return run

    def judged(self, case: Any) -> None:
        said = case.result if case.behavior != case.OK else case.resultClose
        self.say(case.behavior, case.behaviorClose, said)

    def say(self, behavior: str, close: str, said: str) -> None:
        took = round((time.monotonic() - self.began) * 1000)
        print(json.dumps({"case": self.name, "behavior": behavior, "close": close, "said": said, "milliseconds": took}), flush=True)

    def clientConnectionLost(self, connector: IConnector, reason: Failure) -> None:
        if self.next():
            connector.connect()

    def clientConnectionFailed(self, connector: IConnector, reason: Failure) -> None:
        self.say("FAILED", "FAILED", reason.getErrorMessage())
        self.clientConnectionLost(connector, reason)

    working = 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--sections", nargs="+", required=True)
    parser.add_argument("--origin")
    parser.add_argument("--subprotocol", action="append", default=[])
    parser.add_argument("--at-once", type=int, default=8)
    options = parser.parse_args()
    suite = Suite()
    left = suite.sections(options.sections)
    if not left:
        sys.exit("no such cases")
    judges = [Judge(suite, left, options) for _ in range(min(options.at_once, len(left)))]
    Judge.working = len(judges)
    for judge in judges:
        judge.next()
        connectWS(judge, timeout=120)
    reactor.run()


if __name__ == "__main__":
    main()
