"""Runs the bench, prints a table and writes var/bench.json. Needs wrk; uses PostgreSQL and Redis when they answer."""

import json
import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

from scripts.messages import compile_catalogues
from scripts.run_tests import POSTGRES, try_postgres
from tests.bench.load import Reading, Request, ask, drive
from tests.bench.server import ROOT, running
from tests.bench.weight import weigh
from tests.fresh_database import fresh_postgres

SECONDS = int(os.environ.get("BENCH_SECONDS", "2"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "9"))
CONNECTIONS = 8
FIRST_VIEW_BYTES = 80_000  # compressed, pictures and fonts aside
PORT, FLOOR_PORT = 8790, 8791
SENT_ONCE = {"answer"}  # a second time it would be another one: the first line stands for the trial before
#: scenario, the floor it is compared with, the ratio this release must reach, the ratio of the design
TARGETS = [
    ("lesson", "empty view", 1 / 10, 1 / 6),
    ("module", "empty view", None, None),
    ("home", "empty view", None, None),
    ("event", "one row", 1 / 5, 1 / 3),
    ("answer", "one row", 1 / 3, 1 / 3),
    ("caseload", "empty view", None, None),
]


def main() -> int:
    if not shutil.which("wrk"):
        print("make bench drives the server with wrk: install it (on Debian: apt install wrk).", file=sys.stderr)
        return 1
    var = ROOT / "var" / "bench"
    var.mkdir(parents=True, exist_ok=True)
    environment = _environment(var)
    compile_catalogues()
    prepare = ROOT / "var" / "bench" / "requests.json"
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"], cwd=ROOT, env=environment, check=True
    )
    subprocess.run([sys.executable, "-m", "tests.bench.prepare", str(prepare)], cwd=ROOT, env=environment, check=True)
    _let_the_planner_count(environment["DATABASE_URL"])
    scenarios = {name: [Request(**one) for one in rows] for name, rows in json.loads(prepare.read_text()).items()}
    floors = {
        "empty view": [Request("/empty/")],
        "one row": [Request("/row/", method="POST", body='{"id": "@uuid@"}')],
    }
    readings: dict[str, list[Reading]] = {name: [] for name in [*scenarios, *floors]}
    ours = running("mo_platform.wsgi", port=PORT, probe="/healthz", environment=environment)
    floor = running("tests.bench.floor_wsgi", port=FLOOR_PORT, probe="/empty/", environment=environment)
    with ours as base, floor as floor_base:
        for name, requests in scenarios.items():
            _be_sure(name, base, requests[0])
        weight = weigh(base, scenarios["lesson"][0].path, cookie=scenarios["lesson"][0].cookie)
        # A floor is measured right before what it is compared with, in short turns: a machine does not keep one speed.
        order = [*dict.fromkeys(name for scenario, floor_name, *_ in TARGETS for name in (floor_name, scenario))]
        asked = floors | scenarios
        for round_ in range(-1, ROUNDS):  # the round before the first warms up and does not count
            for name, requests in [(name, asked[name]) for name in order]:
                where = floor_base if name in floors else base
                if name in SENT_ONCE:
                    requests = requests[1 + round_ + 1 :: ROUNDS + 1]
                seconds = 2 if round_ < 0 else SECONDS
                reading = drive(
                    where,
                    requests,
                    seconds=seconds,
                    connections=CONNECTIONS,
                    workspace=var,
                    is_sent_once=name in SENT_ONCE,
                )
                if round_ >= 0:
                    readings[name].append(reading)
    return _report(readings, weight, environment["DATABASE_URL"])


def _be_sure(name: str, base: str, request: Request) -> None:
    """A figure for a redirect to the sign-in page means nothing."""
    status, text = ask(base, request)
    if status != 200 or request.expects not in text:
        print(f"{name}: {request.path} answers {status}, not what it should: {text[:300]}", file=sys.stderr)
        sys.exit(1)


def _environment(var: Path) -> dict[str, str]:
    database = os.environ.get("BENCH_DATABASE_URL", "")
    if not database:
        try:
            try_postgres()
            database = fresh_postgres(POSTGRES, "mo_bench")
        except Exception as trouble:  # the client library has a dozen of its own
            print(f"On SQLite, since PostgreSQL does not let us in: {trouble}\n", file=sys.stderr)
            (var / "bench.sqlite3").unlink(missing_ok=True)
            database = f"sqlite:///{var / 'bench.sqlite3'}"
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        "DATABASE_URL": database,
        "VAR_DIR": str(var),
        "PYTHONPATH": str(ROOT),
    }


def _let_the_planner_count(database: str) -> None:
    """What autovacuum does within minutes on any database that lives: plans are made on numbers, not on guesses."""
    if database.startswith("postgres"):
        import psycopg

        with psycopg.connect(database, autocommit=True) as connection:
            connection.execute("ANALYZE")


def _compare(several: list[Reading], floor: list[Reading]) -> float:
    """How fast it was beside its floor in the same round; the median of the rounds."""
    return statistics.median(one.per_second / low.per_second for one, low in zip(several, floor, strict=True))


def _report(readings: dict[str, list[Reading]], weight: dict[str, int], database: str) -> int:
    rows = {
        name: {
            "per_second": round(statistics.median(one.per_second for one in several), 1),
            "p50_ms": round(statistics.median(one.p50_ms for one in several), 2),
            "p99_ms": round(statistics.median(one.p99_ms for one in several), 2),
            "refused": sum(one.refused for one in several),
        }
        for name, several in readings.items()
    }
    print(f"\n{'':<12}{'per second':>12}{'p50 ms':>10}{'p99 ms':>10}{'refused':>9}   ratio to its floor")
    missed = []
    for name, row in rows.items():
        target = next((one for one in TARGETS if one[0] == name), None)
        words = ""
        if target:
            _name, floor, needed, design = target
            row["floor"], row["ratio"] = floor, round(_compare(readings[name], readings[floor]), 4)
            words = f"1/{1 / row['ratio']:.1f} of {floor}"
            if needed:
                words += f"  (this release 1/{1 / needed:.0f}, design 1/{1 / design:.0f})"
                if row["ratio"] < needed:
                    missed.append(name)
        print(f"{name:<12}{row['per_second']:>12}{row['p50_ms']:>10}{row['p99_ms']:>10}{row['refused']:>9}   {words}")
    total = weight["page"] + weight["linked"]
    if total > FIRST_VIEW_BYTES:
        missed.append("first view")
    print(f"\nfirst lesson view, compressed, without pictures: {total / 1000:.1f} kB "
          f"(page {weight['page'] / 1000:.1f}, styles and scripts {weight['linked'] / 1000:.1f}), "
          f"fonts named besides {weight['fonts'] / 1000:.1f} kB"
          f"  (this release {FIRST_VIEW_BYTES / 1000:.0f} kB, design 50 kB)")  # fmt: skip
    result = {"database": database.split("://")[0], "connections": CONNECTIONS, "seconds": SECONDS, "rounds": ROUNDS,
              "readings": rows, "first_view_bytes": weight, "below_target": missed}  # fmt: skip
    (ROOT / "var" / "bench.json").write_text(json.dumps(result, indent=1) + "\n")
    refused = [name for name, row in rows.items() if row["refused"]]
    if refused:
        print(f"answers other than 2xx or 3xx in: {', '.join(refused)}: these figures mean nothing", file=sys.stderr)
    if missed:
        print(f"below the target of this release: {', '.join(missed)}", file=sys.stderr)
    return int(bool(missed or refused))


if __name__ == "__main__":
    sys.exit(main())
