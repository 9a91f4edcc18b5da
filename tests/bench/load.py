"""Driving one server with wrk, and reading what it says."""

import gzip
import os
import re
import subprocess
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass
from pathlib import Path

SCRIPT = Path(__file__).with_name("wrk.lua")
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True, slots=True)
class Request:
    """One request of a scenario; `@uuid@` in the body becomes a new UUID each time. `expects` stands in a good answer."""

    path: str
    method: str = "GET"
    cookie: str = ""
    csrf: str = ""
    body: str = ""
    expects: str = ""

    def as_line(self) -> str:
        return "\t".join([self.method, self.path, self.cookie, self.csrf, self.body])


@dataclass(frozen=True, slots=True)
class Reading:
    """What wrk measured: requests per second, milliseconds at the median and the 99th percentile, refused answers."""

    per_second: float
    p50_ms: float
    p99_ms: float
    refused: int


def ask(base: str, request: Request) -> tuple[int, str]:
    """Send one request as wrk will; the status (a redirect is not followed) and the text of the answer."""
    headers = {
        "Cookie": request.cookie,
        "X-CSRFToken": request.csrf,
        "Content-Type": "application/json",
        "X-Forwarded-Proto": "https",
        "Referer": base.replace("http://", "https://") + "/",
        "Accept-Encoding": "gzip",  # the standard library unpacks no other
    }
    body = request.body.replace("@uuid@", str(uuid.uuid4())).encode() or None
    wanted = urllib.request.Request(base + request.path, data=body, headers=headers, method=request.method)
    try:
        with urllib.request.build_opener(_NoRedirect).open(wanted, timeout=30) as response:
            raw, status = response.read(), response.status
            is_packed = response.headers.get("Content-Encoding") == "gzip"
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode("utf-8", "replace")
    return status, (gzip.decompress(raw) if is_packed else raw).decode("utf-8", "replace")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args):
        return None


def drive(
    base: str,
    requests: list[Request],
    *,
    seconds: int,
    connections: int,
    workspace: Path,
    is_sent_once: bool = False,
) -> Reading:
    """Send the requests for some seconds, in random order, or (`is_sent_once`) each of them once as long as there are any."""
    listing = workspace / "requests.tsv"
    listing.write_text("\n".join(request.as_line() for request in requests) + "\n")
    result = subprocess.run(
        ["wrk", "--latency", "-t", "2", "-c", str(connections), "-d", f"{seconds}s", "-s", str(SCRIPT), base],
        env=os.environ | {"BENCH_REQUESTS": str(listing), "BENCH_ONCE": "1" if is_sent_once else ""},
        capture_output=True,
        text=True,
        check=True,
    )
    text = result.stdout
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    return Reading(
        per_second=float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1]),
        p50_ms=_milliseconds(text, "50%"),
        p99_ms=_milliseconds(text, "99%"),
        refused=int(refused[1]) if refused else 0,
    )


def _milliseconds(text: str, row: str) -> float:
    number, unit = re.search(rf"{row}\s+([\d.]+)(us|ms|s|m)\b", text).groups()
    return float(number) * UNITS[unit]
