"""What each official was told, ordered, said, did and left undone, on one time axis against the incidents.

Pure functions over a view and the chains of command: no database, no clock, no settings. Every answer carries the
ids of its claims and of the denials beside them. Public names:

- ``answers``: what the questions return.
"""
