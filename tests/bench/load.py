"""Driving one server with wrk, and reading what it says."""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

SCRIPT = Path(__file__).with_name("wrk.lua")
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True, slots=True)
class Request:
    """One request of a scenario; `@uuid@` in the body becomes a new UUID each time."""

    path: str
    method: str = "GET"
    cookie: str = ""
    csrf: str = ""
    body: str = ""

    def as_line(self) -> str:
        return "\t".join([self.method, self.path, self.cookie, self.csrf, self.body])


@dataclass(frozen=True, slots=True)
class Reading:
    """What wrk measured: requests per second, milliseconds at the median and the 99th percentile, refused answers."""

    per_second: float
    p50_ms: float
    p99_ms: float
    refused: int


def drive(base: str, requests: list[Request], *, seconds: int, connections: int, workspace: Path) -> Reading:
    """Send the requests, in random order, for some seconds."""
    listing = workspace / "requests.tsv"
    listing.write_text("\n".join(request.as_line() for request in requests) + "\n")
    result = subprocess.run(
        ["wrk", "--latency", "-t", "2", "-c", str(connections), "-d", f"{seconds}s", "-s", str(SCRIPT), base],
        env=os.environ | {"BENCH_REQUESTS": str(listing)},
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
