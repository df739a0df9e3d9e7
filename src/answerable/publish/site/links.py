"""Checks every link of the site: relative, to a file that is there, to a mark that is on its page; no other host.

Only the address of a source may lead away, as a link that a reader chooses.
"""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from posixpath import dirname, normpath

from answerable.kernel.errors import ActRefusedError

_LINK = re.compile(r'<(a|link|script|img|source|iframe|use|image)\b[^>]*?\b(?:href|src)="([^"]*)"')
_TITLED = re.compile(r'\brel="(?:canonical|alternate)"')
_MARK = re.compile(r'\bid="([^"]*)"')
_AWAY = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_SHOWN = 10


@dataclass(slots=True)
class LinkCheck:
    """Give it every page, then ask it to `finish`."""

    checked: int = 0
    broken: list[str] = field(default_factory=list)
    _wanted: dict[str, str] = field(default_factory=dict)
    _marks: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))

    def page(self, path: str, text: str) -> None:
        """Take in the links of one page."""
        folder = dirname(path)
        seen = set()
        for found in _LINK.finditer(text):
            name, address = found[1], found[2]
            if (name, address) in seen:
                continue
            seen.add((name, address))
            self.checked += 1
            if _AWAY.match(address):
                self._leads_away(path, name, address, found[0])
                continue
            there, mark, fragment = address.partition("#")
            target = normpath(f"{folder}/{there}" if folder else there) if there else path
            if address.startswith("/") or target.startswith(".."):
                self.broken.append(f"{path}: '{address}' leads out of the site")
                continue
            self._wanted.setdefault(target, path)
            if mark and fragment:
                self._marks[target].setdefault(fragment, path)

    def _leads_away(self, path: str, name: str, address: str, tag: str) -> None:
        is_titled = name == "link" and _TITLED.search(tag)
        if not (is_titled or (name == "a" and address.lower().startswith(("https://", "http://")))):
            self.broken.append(f"{path}: <{name}> asks for '{address}'")

    def finish(self, files: frozenset[str], read: Callable[[str], str]) -> int:
        """Return how many links were checked, when all of them are good.

        Args:
            files: the paths of all files of the site.
            read: gives the text of one of them.

        Raises:
            ActRefusedError: some are not; it names the pages.
        """
        self.broken += [
            f"{page}: '{there}' is not there" for there, page in self._wanted.items() if there not in files
        ]
        for there, fragments in self._marks.items():
            if there in files:
                known = set(_MARK.findall(read(there)))
                self.broken += [f"{page}: '{there}#{each}' is not there" for each, page in fragments.items()
                                if each not in known]  # fmt: skip
        if self.broken:
            shown = "; ".join(sorted(self.broken)[:_SHOWN])
            raise ActRefusedError(
                f"Nothing was published, for some links are not good ({len(self.broken)}): {shown}.",
                remedy="This is a fault of the program and not of the dossier. Please report it with these lines.",
            )
        return self.checked
