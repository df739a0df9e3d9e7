"""A strict reader of RFC 5545, for tests alone: it refuses what a lenient calendar program would let pass."""

import re

NAME = re.compile(r"([A-Z][A-Z0-9-]*)((?:;[A-Z0-9-]+=[^;:,\"]+)*):(.*)", re.DOTALL)
ESCAPED = re.compile(r"\\(.)", re.DOTALL)
TEXTS = ("SUMMARY", "DESCRIPTION", "X-WR-CALNAME")
ONCE = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "URL", "CATEGORIES", "TRANSP")
REQUIRED = {"UID", "DTSTAMP", "DTSTART"}


def unfolded(written: str) -> list[str]:
    """Return the content lines: every line ends with CR LF and holds at most 75 octets."""
    lines: list[str] = []
    for line in written.removesuffix("\r\n").split("\r\n"):
        assert "\n" not in line, line
        assert "\r" not in line, line
        assert len(line.encode()) <= 75, line
        if line[:1] in (" ", "\t"):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    return lines


def events_of(written: str) -> list[dict[str, str]]:
    """Return each event's properties, texts unescaped; the frame and every required part must be there."""
    assert written.endswith("\r\n")
    lines = unfolded(written)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    head = [
        line.partition(":")[0]
        for line in lines[1 : lines.index("BEGIN:VEVENT") if "BEGIN:VEVENT" in lines else -1]
    ]
    assert {"VERSION", "PRODID"} <= set(head)
    events: list[dict[str, str]] = []
    inside: dict[str, str] | None = None
    for line in lines[1:-1]:
        found = NAME.fullmatch(line)
        assert found, line
        name, value = found[1], found[3]
        if line == "BEGIN:VEVENT":
            assert inside is None
            inside = {}
        elif line == "END:VEVENT":
            assert inside is not None
            assert set(inside) >= REQUIRED
            events.append(inside)
            inside = None
        elif inside is not None:
            assert name in ONCE, name
            assert name not in inside, name
            inside[name] = plain(value) if name in TEXTS else value
    assert inside is None
    for event in events:
        assert re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"])
        assert re.fullmatch(r"\d{8}", event["DTSTART"])
    return events


def plain(text: str) -> str:
    """Return a text value unescaped; a comma, semicolon or backslash that stands bare is refused."""
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", text), text
    assert all(found in "\\;,nN" for found in ESCAPED.findall(text)), text
    return ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)
