"""Commands of mail: send what waits, see how it stands, take in what came back, try the server out."""

import os
import signal
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from answerable.cli.asking import as_json, print_json, set_up

if TYPE_CHECKING:
    from answerable.actions.mail_sender import Report

TEMPORARY_FAILURE = 75  # EX_TEMPFAIL of sysexits.h: the mail server tries again later
IDLE_SECONDS = 1.0
LONGEST_WAIT = 60.0
LONGEST = 1_000_000


@click.group()
def mail() -> None:
    """Send letters by SMTP, see what did not leave, and take in what came back.

    Examples:

    \b
        answerable mail status
        answerable mail send
    """


@mail.command()
@click.option("--watch", is_flag=True, help="Go on until interrupted, and look again every second.")
@click.option("--limit", type=click.IntRange(1), help="At most so many mails.")
@as_json
def send(limit: int | None, *, watch: bool, is_json: bool) -> None:
    """Send what is due now. Several at once are safe; each address gets no more than its cap in any hour.

    Interrupted, it ends after the mail that it is at.

    Examples:

    \b
        answerable mail send
        answerable mail send --watch
    """
    set_up()
    from django.db import close_old_connections

    from answerable.actions.mail_sender import send_due

    is_over = _until_interrupted()
    report = send_due(limit=limit, is_over=is_over)
    _tell(report, is_json=is_json)
    wait = IDLE_SECONDS
    while watch and not is_over():
        time.sleep(wait)
        close_old_connections()
        report = send_due(is_over=is_over)
        wait = min(wait * 2, LONGEST_WAIT) if report.problem else IDLE_SECONDS
        if report.ends:
            _tell(report, is_json=is_json)
    if report.problem:
        sys.exit(1)


def _until_interrupted() -> Callable[[], bool]:
    """Return a question that is answered with yes once the process was told to end."""
    told: list[int] = []

    def hear(number: int, _: object) -> None:
        if told:
            raise KeyboardInterrupt
        told.append(number)

    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, hear)
    return lambda: bool(told)


def _tell(report: "Report", *, is_json: bool) -> None:
    if is_json:
        print_json({"ends": report.ends, "problem": report.problem})
        return
    said = ", ".join(f"{count} {end}" for end, count in sorted(report.ends.items()))
    click.echo(f"{said or 'Nothing was due'}.")
    if report.problem:
        click.echo(
            f"The mail server takes nothing from us ({report.problem}). Nothing is lost; look at its log, "
            "and at ANSWERABLE_MAIL_HOST and the settings beside it.",
            err=True,
        )


@mail.command()
@click.argument("dossier", required=False)
@as_json
def status(dossier: str | None, *, is_json: bool) -> None:
    """Say how the mail of a dossier stands, or of all: what waits, what did not leave and why, each address.

    Example:

    \b
        answerable mail status
    """
    set_up()
    from answerable.actions.mail_overview import dossiers_with_mail, standing_of
    from answerable.actions.mail_queue import is_offered

    found = {name: standing_of(name) for name in ([dossier] if dossier else dossiers_with_mail())}
    if is_json:
        print_json({
            name: {
                "letters": one.states, "notices": one.notices,
                "not_left": [
                    {"action": each.slug, "target": each.target, "language": each.language, "state": each.state,
                     "why": each.why, "count": each.count}
                    for each in one.groups
                ],
                "addresses": [
                    {"address": each.address, "state": each.state, "cap": each.cap, "why": each.problem}
                    for each in one.addresses
                ],
            }
            for name, one in found.items()
        })  # fmt: skip
        return
    if not is_offered():
        click.echo("Nothing is sent from here: ANSWERABLE_MAIL_HOST or ANSWERABLE_MAIL_SENDER is not set.")
    if not found:
        click.echo("No letter was ever put into the queue.")
    for name, one in found.items():
        letters = ", ".join(f"{count} {state}" for state, count in one.states.items()) or "none"
        click.echo(f"{name}: letters: {letters}")
        for each in one.groups:
            click.echo(f"  {each.count} {each.state}: {each.slug}, {each.target}, {each.language} ({each.why})")
        for address in one.addresses:
            why = f" ({address.problem})" if address.problem else ""
            click.echo(f"  {address.address}: {address.state}{why}, at most {address.cap} an hour")


@mail.command()
@click.option("--recipient", default="", help="The address that it came to, where the server tells it.")
def bounce(recipient: str) -> None:
    """Take in one message that came to the address for bounces; it is read from standard input.

    Made for the pipe of a mail server: it ends with 75 when the message should be handed in again later, and
    with 0 in every other case, so that nothing is ever bounced in turn.

    Example:

    \b
        answerable mail bounce < message.eml
    """
    octets = sys.stdin.buffer.read(LONGEST)
    while sys.stdin.buffer.read(1 << 16):
        pass  # a pipe that is not read to its end makes some servers report a failure
    to = recipient or os.environ.get("ORIGINAL_RECIPIENT", "") or os.environ.get("RECIPIENT", "")
    try:
        set_up()
        from answerable.actions.bounces import read_bounce, take_in
        from answerable.actions.mail_queue import now_utc

        done = take_in(read_bounce(octets, recipient=to), now_utc())
    except Exception as error:  # noqa: BLE001, whatever failed here, the message must come again
        click.echo(f"Not taken in: {type(error).__name__}. Hand it in again later.", err=True)
        sys.exit(TEMPORARY_FAILURE)
    if done == "busy":
        sys.exit(TEMPORARY_FAILURE)
    click.echo(done)


@mail.command()
@click.argument("address")
@click.option("--language", default="en", show_default=True, help="en, es, de, fr or ar.")
def test(address: str, language: str) -> None:
    """Send one trial message to ADDRESS at once, past the queue, to see whether the server takes it.

    Example:

    \b
        answerable mail test me@example.org
    """
    set_up(tables=False)
    from answerable.actions.mail_sender import send_trial

    answer = send_trial(address, language)
    if answer.meaning != "accepted":
        click.echo(f"The server did not take it: {answer.words}.", err=True)
        sys.exit(1)
    click.echo(f"The server took it ({answer.words}). Look at the address, and at what its server says of us.")
