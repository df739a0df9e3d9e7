"""How many people can read an urgent action and write for it on one machine, beside what one would use instead.

Generated state: 2,000 actions in four languages, a ledger of a million rows, one action that everybody writes for.
Peers: appel-crises (letters to members of parliament, Django and PostgreSQL) and Plone (its page alone). All stand
on this machine at once and are asked in turns, three rounds, the median told; a round is left out when somebody
else uses the machine. Then what must never happen: a letter counted twice, or lost, when each link is opened twice
at once and when a worker is killed.

    python benchmarks/actions.py [--quick | --smoke] [--into-docs] [--install-peers] [--peers FOLDER]
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from action_load import appel_crises, plone, table
from action_load.checks import all_checks
from action_load.mixes import FULL, QUICK, SMOKE, Bench, Row, middle
from action_load.ours import Ours
from action_load.postgres import PeerMissingError, free_port
from action_load.served import Served, end_program, start_program

RESULTS = Path(__file__).parent / "results" / "actions.json"
PEERS = Path(os.environ.get("ANSWERABLE_PEERS", "~/.cache/answerable-peers")).expanduser()
DOCS = Path(__file__).parents[1] / "docs" / "explanation" / "speed.md"
ROUNDS = 3
SEED = 20221215


def main() -> None:
    options = arguments()
    if options.install_peers:
        install(options.peers)
    lengths = SMOKE if options.smoke else QUICK if options.quick else FULL
    sizes = {"actions": 12, "rows": 4_000, "hot": 1_000} if options.smoke else {
        "actions": 2_000, "rows": 1_000_000, "hot": 200_000}  # fmt: skip
    began = time.monotonic()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="answerable-sink-")))
        sink_port = free_port()
        command = [sys.executable, str(Path(__file__).parent / "action_load" / "sink.py"), str(sink_port), "taken"]
        stack.callback(end_program, start_program(command, os.environ, folder))
        ours = Ours(sink_port=sink_port, seed=SEED, **sizes)
        stack.callback(ours.stop)
        ours.start()
        servers: list[Served] = [ours, *peers(stack, options.peers, ours, sizes["hot"])]
        bench = Bench(lengths, even_if_busy=options.smoke)
        for one in servers:
            bench.warm_up(one)
        say(f"Everything stands after {time.monotonic() - began:.0f} s.")
        others = ours.other_pages()
        rounds = [
            one_round(bench, ours, servers, number, others) for number in range(1 if options.smoke else ROUNDS)
        ]
        checks = all_checks(ours, count=20 if options.smoke else 300)
        rows = middle(rounds)
        about = {
            "seed": SEED, "sizes": sizes, "rounds": len(rounds), "lengths": "quick" if options.quick else "full",
            "servers": {one.name: one.about for one in servers},
        }  # fmt: skip
    print(table.printed(rows))
    for word, found in checks.items():
        print(f"{word}: {found}")
    if not options.smoke:
        table.keep(RESULTS, about, rows, checks)
    if options.into_docs:
        table.into_docs(DOCS, about, rows, checks)
    say(f"Done in {time.monotonic() - began:.0f} s.")


def one_round(bench: Bench, ours: Ours, servers: list[Served], number: int, others: Iterator[bytes]) -> list[Row]:
    """Ask every server in turns, mix by mix, so that what changes with time falls on all of them."""
    say(f"Round {number + 1}")
    rows: list[Row] = []
    mixes: tuple[Callable[[Served], list[Row]], ...] = (
        bench.reading,
        bench.revalidating,
        lambda one: bench.letters(one, one.letters) if one.takes_letters else [],
        lambda one: bench.spike(one, one.letters) if one.takes_letters else [],
    )
    for mix in mixes:
        for one in servers if number % 2 == 0 else reversed(servers):
            rows += mix(one)
    rows += bench.unkept(ours, "page, made anew for each reader", ours.own_pages())
    rows += bench.unkept(ours, "other actions, each for the first time", others)
    return rows


def peers(stack: ExitStack, folder: Path, ours: Ours, letters: int) -> list[Served]:
    """Start the peers that are there; say of the others why they are left out."""
    found: list[Served] = []
    makes: tuple[Callable[[], Any], ...] = (
        lambda: appel_crises.AppelCrises(
            folder, letters=letters, signatures=letters // 2, text=ours.made["letter"]
        ),
        lambda: plone.Plone(folder, html=ours.made["html"]),
    )
    for make in makes:
        try:
            peer = make()
            stack.callback(peer.stop)
            peer.start()
        except PeerMissingError as error:
            say(f"A peer is left out: {error}")
        except subprocess.CalledProcessError as error:
            say(f"A peer is left out: it did not start ({(error.stderr or b'')[-300:].decode(errors='replace')}).")
        else:
            found.append(peer)
    return found


def install(folder: Path) -> None:
    """Install the peers into virtual environments of their own, outside the project."""
    for name, module in (("appel-crises", appel_crises), ("plone", plone)):
        if not (folder / name).exists():
            say(f"Installing {name} …")
            module.install(folder / name)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--quick", action="store_true", help="the whole table in less than eight minutes")
    length.add_argument("--smoke", action="store_true", help="tiny counts, to see that it works; keeps no results")
    parser.add_argument("--into-docs", action="store_true", help="put the table into docs/explanation/speed.md")
    parser.add_argument("--install-peers", action="store_true", help="install the peers first")
    parser.add_argument("--peers", type=Path, default=PEERS, help="where the peers are installed")
    return parser.parse_args()


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
