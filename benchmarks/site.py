"""How long the public site takes, against what one would publish ready pages with, on one core of one machine.

Ours answers every question (who was in command, what stands of a proceeding) and writes the pages. The others get
the finished content of the same pages, as HTML, and only put their template around it and write it. They are
installed into a temporary folder for the run, and left out where that cannot be done.

    python benchmarks/site.py [--small] [--without-others]
"""

import argparse
import json
import os
import platform
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]
RESULTS = Path(__file__).parent / "results" / "site.json"
BODY = re.compile(r"<title>(.*?)</title>.*?<main[^>]*>(.*)</main>", re.DOTALL)
CLAIMS, FEW_CLAIMS = 100_000, 5_000
PELICAN = """
SITENAME = "Site"
PATH = "content"
PAGE_PATHS = ["."]
ARTICLE_PATHS = []
PATH_METADATA = r"(?P<slug>.*)\\.html"
PAGE_SAVE_AS = "{slug}.html"
PAGE_URL = "{slug}.html"
DIRECT_TEMPLATES = []
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
TIMEZONE = "UTC"
DISPLAY_PAGES_ON_MENU = False
"""
ELEVENTY = """
module.exports = (config) => {
  config.addPassthroughCopy("none");
  return { dir: { input: "content", includes: "../layouts", output: "out" }, htmlTemplateEngine: false };
};
"""
LAYOUT = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title></head>'
    "<body><main>{{ content }}</main></body></html>"
)


def timed(act: Callable[[], Any]) -> dict[str, Any]:
    """Do something; return its seconds on the clock and of the processor, children counted."""
    before, began = spent(), time.perf_counter()
    found = act()
    return {"wall_s": round(time.perf_counter() - began, 2), "cpu_s": round(spent() - before, 2), "found": found}


def spent() -> float:
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, kinds))


def row(name: str, pages: int, time_of: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"what": name, "pages": pages, "wall_s": time_of["wall_s"], "cpu_s": time_of["cpu_s"],
            "pages_per_cpu_s": round(pages / max(time_of["cpu_s"], 0.01))} | more  # fmt: skip


def ours(name: str, make: Callable[[int], Any], folder: Path) -> list[dict[str, Any]]:
    """Measure a first run, one with nothing changed and one with one claim more.

    `make` gives the view anew each time, with so many claims more, so that no answer is left over from before.
    """
    from answerable.publish.site.making import write_site

    rows = []
    for what, more in (("first run", 0), ("nothing changed", 0), ("one claim more", 1)):
        view = make(more)
        took = timed(lambda view=view: write_site(view, folder))
        report = took["found"]
        rows.append(row(f"{name}: {what}", report.pages, took, written=report.written, kept=report.kept))
    return rows


def peru(more: int) -> Any:
    from tests.builders import a_claim
    from tests.publish.sites import peru_package, peru_view

    words = {
        "speaker": "person:boluarte",
        "kind": "regret",
        "gist": "Said a word",
        "incident": "incident:juliaca-2023-01-09",
    }
    source = peru_package().sources[0].key
    claim = a_claim("Remark", "remark:new", "2023-01-10", source=source, locator="page:1", **words)
    return peru_view([claim] * more)


def generated(claims: int) -> Callable[[int], Any]:
    from officials import Scale, view_of_scale

    from answerable.record.view import ViewSpec

    def make(more: int) -> Any:
        import numpy as np

        view = view_of_scale(Scale(claims))
        # One claim less at first, so that the last run has one claim more: the last remark.
        remarks = np.flatnonzero(view.columns.schema == view.columns.schemata.index("Remark"))
        rows = np.arange(len(view.columns)) if more else np.delete(np.arange(len(view.columns)), remarks[-1])
        return replace(view, columns=view.columns.take(rows), spec=ViewSpec())

    return make


# the others


def contents(site: Path) -> list[tuple[str, str, str]]:
    """Return path, title and content of every page."""
    found = []
    for path in sorted(site.rglob("*.html")):
        match = BODY.search(path.read_text())
        if match:
            found.append((path.relative_to(site).as_posix(), match[1], match[2]))
    return found


def pelican(site: Path, folder: Path) -> dict[str, Any] | None:
    home = folder / "venv"
    try:
        subprocess.run([sys.executable, "-m", "venv", home], check=True, capture_output=True)
        subprocess.run(
            [home / "bin" / "pip", "install", "-q", "pelican"], check=True, capture_output=True, timeout=300
        )
    except (subprocess.SubprocessError, OSError):
        return None
    work = folder / "pelican"
    pages = contents(site)
    for path, title, content in pages:
        place = work / "content" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f"<html><head><title>{title}</title></head><body>{content}</body></html>")
    (work / "settings.py").write_text(PELICAN)
    command = [home / "bin" / "pelican", "-s", "settings.py", "-o", "out", "-t", "simple", "-q"]
    took = timed(lambda: subprocess.run(command, cwd=work, check=True, capture_output=True))
    made = sum(1 for _ in (work / "out").rglob("*.html"))
    version = subprocess.run([home / "bin" / "pelican", "--version"], capture_output=True, text=True, check=True)
    shutil.rmtree(work)
    return row(f"Pelican {version.stdout.strip()}, ready content", made, took)


def eleventy(site: Path, folder: Path) -> dict[str, Any] | None:
    work = folder / "eleventy"
    work.mkdir()
    if not shutil.which("npm"):
        return None
    (work / "package.json").write_text('{"private": true}')
    try:
        install = ["npm", "install", "--silent", "--no-audit", "--no-fund", "@11ty/eleventy@2"]
        subprocess.run(install, cwd=work, check=True, capture_output=True, timeout=300)
    except (subprocess.SubprocessError, OSError):
        return None
    for path, title, content in contents(site):
        place = work / "content" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        head = f"---\nlayout: page.liquid\ntitle: {json.dumps(title)}\npermalink: {path}\n---\n"
        place.write_text(head + content)
    (work / "layouts").mkdir()
    (work / "layouts" / "page.liquid").write_text(LAYOUT)
    (work / ".eleventy.js").write_text(ELEVENTY)
    command = ["node", "--max-old-space-size=6000", "node_modules/.bin/eleventy", "--quiet"]
    took = timed(lambda: subprocess.run(command, cwd=work, check=True, capture_output=True))
    made = sum(1 for _ in (work / "out").rglob("*.html"))
    version = json.loads((work / "node_modules" / "@11ty" / "eleventy" / "package.json").read_text())["version"]
    shutil.rmtree(work)
    return row(f"Eleventy {version}, ready content", made, took)


def shown(one: dict[str, Any]) -> dict[str, Any]:
    print(f"{one['what']:<40}{one['pages']:>9,}{one['wall_s']:>9}{one['cpu_s']:>9}{one['pages_per_cpu_s']:>13,}"
          f"{one.get('written', ''):>9}", flush=True)  # fmt: skip
    return one


def in_a_process(part: str, claims: int, home: str) -> dict[str, Any]:
    """Measure ours in a process of its own, so that its memory is its own."""
    command = [sys.executable, __file__, "--part", part, "--claims", str(claims), "--home", home]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def run_part(part: str, claims: int, home: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.settings")
    os.environ["ANSWERABLE_HOME"] = home
    import django

    django.setup()
    if part == "peru":
        rows = ours("Ours, Peru", peru, Path(home) / "peru")
    else:
        rows = ours(f"Ours, {claims:,} claims", generated(claims), Path(home) / "large")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"rows": rows, "peak_mb": round(peak / 1000)}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--without-others", action="store_true")
    parser.add_argument("--part", choices=["peru", "large"], help=argparse.SUPPRESS)
    parser.add_argument("--claims", type=int, default=CLAIMS, help=argparse.SUPPRESS)
    parser.add_argument("--home", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    if asked.part:
        run_part(asked.part, asked.claims, asked.home)
        return
    claims = FEW_CLAIMS if asked.small else asked.claims
    print(f"{'':<40}{'pages':>9}{'wall s':>9}{'cpu s':>9}{'pages/cpu s':>13}{'written':>9}")
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as home:
        for part in ("peru", "large"):
            found = in_a_process(part, claims, home)
            rows += map(shown, found["rows"])
        site = Path(home) / "large"
        megabytes = sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) / 1e6
        for other in () if asked.without_others else (pelican, eleventy):
            row_of = other(site, Path(home))
            if row_of:
                rows.append(shown(row_of))
    about = {"python": platform.python_version(), "machine": platform.machine(), "claims": claims,
             "megabytes": round(megabytes), "peak_mb": found["peak_mb"]}  # fmt: skip
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(about | {"rows": rows}, indent=1) + "\n")


if __name__ == "__main__":
    main()
