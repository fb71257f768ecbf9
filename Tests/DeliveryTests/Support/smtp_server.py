"""A real SMTP server for one test: listens on a free port, prints it, then one line of JSON for each mail that it took.

    smtp_server.py [--tls starttls|implicit] [--certificate PEM --key PEM] [--login USER:PASSWORD] [--behaviour …]

It ends when its standard input does.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import json
import ssl
import sys
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


def say(**fields: Any) -> None:
    print(json.dumps(fields), flush=True)


class Taker:
    """Takes every mail, or refuses it as it was told to."""

    def __init__(self, behaviour: str) -> None:
        self.behaviour = behaviour

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:
        if self.behaviour == "unknown-recipient":
            return "550 5.1.1 No such person here"
        if self.behaviour == "greylisting":
            return "451 4.7.1 Try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.behaviour == "spam":
            return "554 5.7.1 Looks like spam"
        if self.behaviour == "full":
            return "452 4.3.1 No room left"
        if self.behaviour == "slow":
            await asyncio.sleep(3600)
        say(
            sender=envelope.mail_from, recipients=envelope.rcpt_tos, data=base64.b64encode(envelope.original_content).decode(),
            tls=server.transport.get_extra_info("ssl_object") is not None, login=session.auth_data.decode() if session.auth_data else None, name=session.host_name,
        )
        return "250 OK"


class Dropper(SMTP):
    """Hangs up in the middle of a mail's text."""

    async def smtp_DATA(self, arg: str) -> None:
        await self.push("354 Go ahead")
        await self._reader.readline()
        self.transport.abort()


class Busy(asyncio.Protocol):
    """Greets with a refusal, or not at all."""

    def __init__(self, greeting: bytes | None) -> None:
        self.greeting = greeting

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if self.greeting is not None:
            transport.write(self.greeting)  # type: ignore[attr-defined]


def factory(options: argparse.Namespace) -> Any:
    context = None
    if options.certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(options.certificate, options.key)
    if options.behaviour == "silent":
        return context, lambda: Busy(None)
    if options.behaviour == "closed":
        return context, lambda: Busy(b"554 5.3.2 Not for you\r\n")

    def authenticate(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        if not isinstance(data, LoginPassword):
            return AuthResult(success=False, handled=False)
        fits = options.login == f"{data.login.decode()}:{data.password.decode()}"
        return AuthResult(success=fits, handled=False, auth_data=data.login)

    def server() -> SMTP:
        kind = Dropper if options.behaviour == "dropping" else SMTP
        return kind(
            Taker(options.behaviour), hostname="test.example", tls_context=context if options.tls == "starttls" else None,
            require_starttls=options.tls == "starttls", authenticator=authenticate if options.login else None,
            auth_required=bool(options.login), auth_require_tls=False,
        )

    return context, server


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--tls", choices=["starttls", "implicit"])
    parser.add_argument("--certificate")
    parser.add_argument("--key")
    parser.add_argument("--login")
    parser.add_argument("--behaviour", default="taking")
    options = parser.parse_args()
    context, make = factory(options)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(make, "127.0.0.1", 0, ssl=context if options.tls == "implicit" else None)
    say(port=server.sockets[0].getsockname()[1])
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


asyncio.run(main())
