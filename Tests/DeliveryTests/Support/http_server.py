"""A real HTTP server for one test: listens on a free port, prints it, then one line of JSON for each request.

`/status/503` answers with that status, `/redirect` points to `/landed`, `/long` never stops talking, `/silent` never answers.
With --certificate and --key it speaks https. It ends when its standard input does.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import ssl
import sys
from typing import Any

from aiohttp import web


def say(**fields: Any) -> None:
    print(json.dumps(fields), flush=True)


@web.middleware
async def told(request: web.Request, handler: Any) -> web.StreamResponse:
    body = await request.text()
    say(method=request.method, path=request.path_qs, headers={name.lower(): value for name, value in request.headers.items()}, body=body)
    return await handler(request)


async def status(request: web.Request) -> web.Response:
    return web.Response(status=int(request.match_info["status"]))


async def redirect(request: web.Request) -> web.Response:
    return web.Response(status=307, headers={"Location": "/landed"})


async def long(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(status=int(request.match_info["status"]))
    await response.prepare(request)
    written = 0
    try:
        while True:
            await response.write(b"x" * 65_536)
            written += 65_536
    finally:
        say(written=written)


async def silent(request: web.Request) -> web.Response:
    await asyncio.sleep(3600)
    return web.Response()


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--certificate")
    parser.add_argument("--key")
    options = parser.parse_args()
    context = None
    if options.certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(options.certificate, options.key)
    app = web.Application(middlewares=[told])
    app.add_routes(
        [
            web.post("/status/{status}", status), web.post("/redirect", redirect), web.post("/long/{status}", long),
            web.post("/silent", silent), web.post("/landed", lambda _: web.Response()),
        ]
    )
    runner = web.AppRunner(app, handler_cancellation=True)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context)
    await site.start()
    say(port=runner.addresses[0][1])
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


asyncio.run(main())
