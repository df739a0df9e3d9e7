"""Prints what a check of a dossier found."""

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from answerable.interchange.checking import CheckReport

FIRST = 5


def report_as_json(report: "CheckReport") -> dict[str, Any]:
    """Return a report as plain values."""
    from dataclasses import asdict

    return asdict(report)


def print_report(report: "CheckReport", *, every: bool) -> None:
    """Print a report for people: errors first, then warnings, then conflicts between sources."""
    for title, findings in (
        ("Errors", report.errors),
        ("Warnings", report.warnings),
        ("Conflicts between sources", report.conflicts),
    ):
        click.echo(f"{title}: {len(findings)}")
        by_code: dict[str, list[Any]] = defaultdict(list)
        for finding in findings:
            by_code[finding.code].append(finding)
        for code, group in by_code.items():
            click.echo(f"  {code}: {len(group)}")
            for finding in group if every or title == "Errors" else group[:FIRST]:
                click.echo(f"    {finding.sentence}")
            if not every and title != "Errors" and len(group) > FIRST:
                click.echo(f"    … and {len(group) - FIRST} more; --all shows every one.")
