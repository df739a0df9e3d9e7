"""Answerable: from evidence, through who was in command, to figures that hold.

Nothing in it is a fact; a source says it. Data goes one way through the rooms of this package:
source, claim, view, answer, page.
"""

__version__ = "0.1.0"
