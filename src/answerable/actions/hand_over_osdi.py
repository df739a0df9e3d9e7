"""An issue in the names of the Open Supporter Data Interface: an advocacy campaign, and one outreach of it.

Source of the names: OSDI 1.2, Advocacy Campaign, Outreach, Target. It wants one total of outreaches; ours are four
numbers that are never added up, so the total is left out and they stand under names of our own.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse

from answerable.actions.answers import Target
from answerable.actions.counting import Counts
from answerable.actions.numbers import number_text
from answerable.actions.reads import HeldIssue

SYSTEM = "Answerable"


def osdi_of(held: HeldIssue, counts: Counts) -> dict[str, Any]:
    """Return the mapping: one campaign a language, and one outreach to be written a language."""
    return {
        "advocacy_campaigns": {code: _campaign(held, code, counts) for code in held.languages},
        "outreaches": {code: _outreach(held, code) for code in held.languages},
    }


def _campaign(held: HeldIssue, code: str, counts: Counts) -> dict[str, Any]:
    address = reverse("action_page", args=[held.dossier_id, code, held.slug])
    social = held.part(code, "social")["text"].split("\n")
    return {
        "identifiers": [f"urgent_action:{held.number.year}-{held.number.sequence}-{held.number.update}"],
        "origin_system": SYSTEM,
        "name": number_text(held.number),
        "title": held.title(code),
        "summary": held.part(code, "concern")["text"],
        "description": held.part(code, "summary")["html"] + held.part(code, "background")["html"],
        "targets": "; ".join(target.name for target in held.targets if target.role == "addressee"),
        "browser_url": settings.ANSWERABLE_ADDRESS.rstrip("/") + address,
        "type": "email" if any(target.emails for target in held.targets) else "postal mail",
        "share_options": [{"twitter_share": {"message": text}} for text in social if text],
        "answerable:counts": numbers_of(counts),
    }


def _outreach(held: HeldIssue, code: str) -> dict[str, Any]:
    return {
        "origin_system": SYSTEM,
        "type": "email" if any(target.emails for target in held.targets) else "postal mail",
        "subject": held.part(code, "letter-subject")["text"],
        "message": held.part(code, "letter")["text"],
        "targets": [_target(target, code) for target in held.targets if target.role == "addressee"],
    }


def _target(target: Target, code: str) -> dict[str, Any]:
    found: Mapping[str, Any] = {
        "title": target.title.get(code) or target.title.get("en", ""),
        # Names are not cut into given and family ones: that is wrong for half of the world.
        "family_name": target.name if target.person else "",
        "organization": "" if target.person else target.name,
        "postal_addresses": [{"address_lines": list(target.post_lines), "country": target.country}]
        if target.post_lines
        else [],
        "email_addresses": [{"address": address} for address in target.emails],
        "phone_numbers": [{"number": number, "number_type": kind} for number, kind in _numbers(target) if number],
    }
    return {name: value for name, value in found.items() if value}


def _numbers(target: Target) -> tuple[tuple[str, str], ...]:
    return (target.phone, "Work"), (target.fax, "Fax")


def numbers_of(counts: Counts) -> dict[str, int]:
    """Return the four numbers by their codes."""
    return {
        "sent-by-us": counts.accepted,
        "handed-off": counts.handed_off,
        "reported": counts.reported,
        "imported": counts.imported,
    }
