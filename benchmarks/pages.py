"""How long each page of the example dossier takes, from one worker on one core.

Starts the real server on a home of its own, asks each page many times over one connection, and prints the median
and the 95th percentile. Bar: 95 of 100 answers within 100 ms, for every page. Nothing is cached between requests
but the view itself; no request says that it knows the page already.

    python benchmarks/pages.py [--small]
"""

import argparse
import http.client
import json
import os
import platform
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
from tests.browser.addresses import DOSSIER, READING  # noqa: E402

BAR_MS = 100.0
COLUMNS = {"status": 7, "kilobytes": 10, "first_ms": 10, "median_ms": 11, "p95_ms": 9}
RESULTS = Path(__file__).parent / "results" / "pages.json"


def environment(home: str) -> dict[str, str]:
    return os.environ | {"ANSWERABLE_HOME": home, "OMP_NUM_THREADS": "1"}


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def ask(connection: http.client.HTTPConnection, path: str) -> tuple[float, int, int]:
    started = time.perf_counter()
    connection.request("GET", path)
    answer = connection.getresponse()
    size = len(answer.read())
    return (time.perf_counter() - started) * 1000, answer.status, size


def wait_for(port: int) -> http.client.HTTPConnection:
    for _ in range(300):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            ask(connection, "/")
        except OSError:
            connection.close()
            time.sleep(0.1)
        else:
            return connection
    raise SystemExit("The server did not answer.")


def measure(connection: http.client.HTTPConnection, rounds: int) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for part in READING:
        path = f"/en/{DOSSIER}/{part}"
        first, status, size = ask(connection, path)
        times = sorted(ask(connection, path)[0] for _ in range(rounds))
        p95 = times[int(0.95 * (len(times) - 1))]
        rows.append(
            {
                "page": part or "overview",
                "status": status,
                "kilobytes": round(size / 1024, 1),
                "first_ms": round(first, 1),
                "median_ms": round(statistics.median(times), 1),
                "p95_ms": round(p95, 1),
            }
        )
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true")
    rounds = 5 if parser.parse_args().small else 40
    with tempfile.TemporaryDirectory() as home:
        build = [sys.executable, "-m", "answerable", "demo", "--build-only"]
        subprocess.run(build, env=environment(home), check=True, capture_output=True)
        port = free_port()
        serve = [sys.executable, "-m", "answerable", "serve", "--port", str(port)]
        server = subprocess.Popen(serve, env=environment(home), start_new_session=True, stdout=subprocess.DEVNULL)
        try:
            rows = measure(wait_for(port), rounds)
        finally:
            os.killpg(server.pid, 15)
            server.wait()
    print(f"{'page':<62}{''.join(f'{name:>{width}}' for name, width in COLUMNS.items())}")
    for row in sorted(rows, key=lambda each: -float(str(each["p95_ms"]))):
        figures = (f"{row[name]:>{width}}" for name, width in COLUMNS.items())
        print(f"{row['page']:<62}{''.join(figures)}")
    slow = [row["page"] for row in rows if float(str(row["p95_ms"])) > BAR_MS or row["status"] != 200]
    RESULTS.parent.mkdir(exist_ok=True)
    about = {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "rounds": rounds,
        "bar_ms": BAR_MS,
    }
    RESULTS.write_text(json.dumps(about | {"pages": rows, "over_the_bar": slow}, indent=1) + "\n")
    print("Every page is within the bar." if not slow else f"Over the bar: {slow}")


if __name__ == "__main__":
    main()
