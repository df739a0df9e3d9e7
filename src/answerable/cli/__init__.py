"""The command line: ask a view, then print. No rule of the field is decided here; may import every other room.

Django is set up inside the commands, so that help is there at once. Public names: ``main``.
"""

from answerable.cli.program import main

__all__ = ["main"]
