"""The sheets of Security Force Monitor, in three generations: one small adapter each, one mapping for all.

An adapter (``nigeria_2019``, ``sheets_2021``, ``claims_2026``) turns rows into ``parts``: units, relations,
places, postings, incidents, with the place of every cell. ``mapping`` makes claims of parts, one a cited source.
``reading`` finds out which generation the files are: ``read_sfm``.
"""

from answerable.interchange.sfm.reading import read_sfm

__all__ = ["read_sfm"]
