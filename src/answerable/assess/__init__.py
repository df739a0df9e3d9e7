"""Which elements of which legal test or standard the claims support, undercut or leave open.

Pure functions over a view, the chains of command and the accounts of conduct. Tests are data files that a lawyer
can read and correct. It never states a conclusion about a person. Public names:

- ``answers``: what the files hold and the questions return.
- ``loading``: ``frameworks``, ``framework``, ``kinds``, ``label``.
- ``matrix``: ``matrix_of``, one framework held against a subject; ``comparison_of``, several side by side.
- ``rollup``: ``stated_of``, how far a tree is assessed. ``gaps``: ``gaps_of``, what to investigate next.
- ``assessing``: ``assessment_draft``, the claim of an analyst; ``verdict_words_in``. ``wording``: ``say``.
"""

from answerable.assess.answers import (
    DIFFERING,
    MISSING,
    STANDARDS,
    STATES,
    Assessed,
    Candidate,
    Cell,
    Comparison,
    ComparisonRow,
    Element,
    Framework,
    Matrix,
    Query,
    Question,
    SourceText,
    Stated,
)
from answerable.assess.assessing import assessment_draft, assessment_id, verdict_words_in
from answerable.assess.gaps import gaps_of, subjects_to_ask_about
from answerable.assess.loading import framework, frameworks, kinds, label
from answerable.assess.matrix import comparison_of, matrix_of
from answerable.assess.rollup import stated_of
from answerable.assess.wording import say

__all__ = [
    "DIFFERING",
    "MISSING",
    "STANDARDS",
    "STATES",
    "Assessed",
    "Candidate",
    "Cell",
    "Comparison",
    "ComparisonRow",
    "Element",
    "Framework",
    "Matrix",
    "Query",
    "Question",
    "SourceText",
    "Stated",
    "assessment_draft",
    "assessment_id",
    "comparison_of",
    "framework",
    "frameworks",
    "gaps_of",
    "kinds",
    "label",
    "matrix_of",
    "say",
    "stated_of",
    "subjects_to_ask_about",
    "verdict_words_in",
]
