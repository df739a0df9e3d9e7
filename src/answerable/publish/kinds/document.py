"""What a kind of document gives: HTML for `documents`, and what it used."""

from dataclasses import dataclass

from answerable.publish.problems import Problem
from answerable.publish.rendering import UsedReference


@dataclass(frozen=True, slots=True)
class Document:
    """A document as HTML for `documents`, its title, what it used and what is wrong with its draft."""

    html: str
    title: str
    language: str
    used: tuple[UsedReference, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Say whether nothing is wrong with it but what only warns."""
        return all(problem.is_warning for problem in self.problems)
