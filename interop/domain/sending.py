"""One HTTP request to a system we do not trust: no redirects, no body read, a hard limit on time, no way inside."""

import asyncio
import socket
import ssl
import threading
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import Any

import httpx
from django.conf import settings

from ..enums import TryError
from .addresses import AddressRefused, Target, choose_address, parse_target
from .envelope import Envelope
from .policy import TRY_SECONDS, Attempt

#: Looking up a name cannot be cancelled: in threads of its own it outlives the try without holding it up.
_NAME_SERVICE = ThreadPoolExecutor(max_workers=8, thread_name_prefix="name-service")


def post(url: str, envelope: Envelope, *, limit: float = TRY_SECONDS) -> Attempt:
    """Send once. Never raises for anything the network or the receiver does; the answer's body is not read."""
    started = time.monotonic()
    try:
        response = _run(_post_within(url, envelope, limit))
        status, retry_after = response
        error = ""
        if 300 <= status < 400:
            error = TryError.REDIRECT
        elif not 200 <= status < 300:
            error = TryError.STATUS
    except Exception as failure:
        status, retry_after, error = None, None, _classify(failure)
        if error == TryError.FAULT:
            raise
    return Attempt(
        status_code=status,
        error=error,
        duration_ms=int((time.monotonic() - started) * 1000),
        retry_after=retry_after,
    )


async def _post_within(url: str, envelope: Envelope, limit: float) -> tuple[int, float | None]:
    # httpx limits each read; a receiver that drips one byte at a time needs a limit on the whole.
    async with asyncio.timeout(limit):
        target = parse_target(url)
        found = await asyncio.get_running_loop().run_in_executor(
            _NAME_SERVICE, partial(socket.getaddrinfo, target.host, target.port, type=socket.SOCK_STREAM)
        )
        return await _post_to(choose_address(found), target, envelope)


async def _post_to(address: str, target: Target, envelope: Envelope) -> tuple[int, float | None]:
    # The request goes to the very address that was checked: asking the name service again could give another one.
    host = f"[{address}]" if ":" in address else address
    # Loading the authorities takes a moment that plain http, of the demo, need not wait for.
    verify = _tls() if target.scheme == "https" else False
    async with httpx.AsyncClient(trust_env=False, follow_redirects=False, verify=verify) as client:
        request = client.build_request(
            "POST",
            f"{target.scheme}://{host}:{target.port}{target.path}",
            content=envelope.body,
            headers={**envelope.headers, "host": target.host_header},
            extensions={"sni_hostname": target.host} if target.scheme == "https" else {},
        )
        response = await client.send(request, stream=True)
        await response.aclose()  # without reading: what it answers beyond the status is of no use to us
        return response.status_code, _retry_after(response)


def _retry_after(response: httpx.Response) -> float | None:
    text = response.headers.get("retry-after", "")
    return float(text) if text.isascii() and text.isdigit() and len(text) < 7 else None


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=settings.INTEROP_CA_FILE or _certifi())


def _certifi() -> str:
    import certifi

    return certifi.where()


def _classify(failure: BaseException) -> str:
    causes = []
    cause: BaseException | None = failure
    while cause is not None and cause not in causes:
        causes.append(cause)
        cause = cause.__cause__ or cause.__context__
    for kinds, error in _KINDS:
        if any(isinstance(item, kinds) for item in causes):
            return error
    return TryError.FAULT


_KINDS: list[tuple[tuple[type[BaseException], ...], str]] = [
    ((AddressRefused,), TryError.ADDRESS),
    ((socket.gaierror, UnicodeError), TryError.DNS),
    ((ssl.SSLError,), TryError.TLS),
    ((TimeoutError, httpx.TimeoutException), TryError.TIMEOUT),
    ((httpx.ConnectError,), TryError.CONNECT),
    ((httpx.HTTPError, httpx.InvalidURL, OSError), TryError.PROTOCOL),
]


def _run(work: Coroutine[Any, Any, Any]) -> Any:
    """Run async work to its end, also from a thread that has an event loop of its own."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    box: dict[str, Any] = {}

    def run() -> None:
        try:
            box["result"] = asyncio.run(work)
        except BaseException as failure:
            box["failure"] = failure

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if "failure" in box:
        raise box["failure"]
    return box["result"]
