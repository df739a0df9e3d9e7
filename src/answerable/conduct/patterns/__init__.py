"""Patterns of conduct across incidents: what is arranged how in the claims, with what speaks against it.

Each pattern is a small function from one person's case to the instances that its rule finds; none is a verdict.
Public names:

- ``PATTERNS``: each pattern's title, rule, what speaks against it and what it does not show, in words.
- ``patterns_of``: all patterns for one person. ``all_patterns``: for every official.
"""

from answerable.conduct.patterns.rules import PATTERNS, Pattern, all_patterns, patterns_of

__all__ = ["PATTERNS", "Pattern", "all_patterns", "patterns_of"]
