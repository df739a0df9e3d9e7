"""Frameworks held against one subject: what is on record for each element, and what is made of it."""

from collections.abc import Iterable, Sequence
from itertools import chain

from answerable.assess.answers import (
    SUBJECTS,
    Candidate,
    Cell,
    Comparison,
    ComparisonRow,
    Element,
    Framework,
    Matrix,
    Subject,
)
from answerable.assess.assessed import assessments_of, latest_by_analyst, lowest_standard, state_of
from answerable.assess.inquiry import Inquiry
from answerable.assess.loading import framework as find_framework
from answerable.assess.loading import kinds
from answerable.assess.queries import candidates_of
from answerable.assess.rollup import stated_of
from answerable.command.answers import ClaimIds
from answerable.kernel.errors import ValueRefusedError
from answerable.kernel.standing import Status
from answerable.record.view import View


def subject_kind(view: View, framework: Framework, subject: str) -> Subject:
    """Return which kind of subject something is for a framework.

    Raises:
        NotFoundError: the view holds nothing about it. ValueRefusedError: the framework is about something else.
    """
    schema = view.schema_of(view.require(subject))
    kind = next((kind for kind in framework.about if view.ontology.is_a(schema, SUBJECTS[kind])), None)
    if kind is None:
        raise ValueRefusedError(
            f"The framework '{framework.id}' cannot be held against '{subject}'.",
            remedy=f"It is about: {', '.join(framework.about)}.",
        )
    return kind


def inquiry_of(view: View, framework: Framework, subject: str, incident: str | None) -> Inquiry:
    """Return what is asked about. An incident as the subject is its own incident.

    Raises:
        NotFoundError: the view holds no such subject or incident.
        ValueRefusedError: the framework is about something else, or a second incident is given for an incident.
    """
    kind = subject_kind(view, framework, subject)
    subject = view.require(subject)
    asked = view.require(incident, "Incident") if incident else ""
    if kind == "incident":
        if asked and asked != subject:
            raise ValueRefusedError(
                f"'{subject}' is an incident itself.", remedy="Ask for it without a second incident."
            )
        asked = subject
    return Inquiry(view, subject, asked, is_person=kind == "person")


def matrix_of(view: View, framework_id: str, subject: str, incident: str | None = None) -> Matrix:
    """Return one framework held against a subject, for one incident or for all.

    Args:
        view: the reader's; what it does not hold has no part in any cell.
        framework_id: as `loading.frameworks` lists them.
        subject: the id of a person, incident or proceeding, whichever the framework is about.
        incident: the incident to which the question is confined. Without one nothing is placed in time, and what
            only an incident could show is not asked.

    Raises:
        NotFoundError: there is no such framework, or the view holds no such subject or incident.
        ValueRefusedError: the framework is about something else.
    """
    framework = find_framework(framework_id)
    return matrix_from(framework, inquiry_of(view, framework, subject, incident))


def matrix_from(framework: Framework, inquiry: Inquiry) -> Matrix:
    """Return a framework held against what is asked about; see `matrix_of`."""
    cells = tuple(cell_of(framework, leaf, inquiry) for leaf in framework.leaves)
    return Matrix(
        framework,
        inquiry.subject,
        inquiry.incident,
        cells,
        stated_of(framework, {cell.element: cell for cell in cells}),
        _each_once(cell.claims for cell in cells),
    )


def cell_of(framework: Framework, leaf: Element, inquiry: Inquiry) -> Cell:
    """Return one leaf held against what is asked about."""
    sides = candidates_of(inquiry, leaf)
    every = assessments_of(inquiry.view, framework.id, leaf.code, inquiry.subject, inquiry.incident)
    latest, earlier = latest_by_analyst(every)
    candidates = [*sides["for"], *sides["against"], *sides["either"]]
    return Cell(
        framework=framework.id,
        element=leaf.code,
        subject=inquiry.subject,
        incident=inquiry.incident,
        supports=sides["for"],
        against=sides["against"],
        either=sides["either"],
        assessed=latest,
        earlier=earlier,
        state=state_of(latest),
        standard=lowest_standard(latest),
        weakest=_weakest(sides["for"]),
        claims=_each_once([*(each.claims for each in candidates), [each.claim for each in latest]]),
        denials=_each_once(
            [*(each.denials for each in candidates), *(each.claims for each in sides["against"] if each.is_denial)]
        ),
    )


def _weakest(candidates: Iterable[Candidate]) -> Status | None:
    """Return the weakest link of the strongest way from the incident up to a post of the person."""
    return min((each.weakest for each in candidates if each.way and each.weakest is not None), default=None)


def _each_once(parts: Iterable[Iterable[str]]) -> ClaimIds:
    return tuple(dict.fromkeys(chain.from_iterable(parts)))


def comparison_of(
    view: View, framework_ids: Sequence[str], subject: str, incident: str | None = None
) -> Comparison:
    """Return several frameworks held against one subject side by side, one row for each kind of element.

    The rows come in the order of vocabulary.yaml; kinds that none of the frameworks has are left out. The order of
    the frameworks is the caller's; each is taken once.

    Raises:
        NotFoundError: a framework is not there, or the view holds no such subject or incident.
        ValueRefusedError: one of the frameworks is about something else, or none is given.
    """
    chosen = [find_framework(name) for name in dict.fromkeys(framework_ids)]
    if not chosen:
        raise ValueRefusedError("No framework was chosen.", remedy="Name at least one.")
    inquiries = [inquiry_of(view, each, subject, incident) for each in chosen]
    matrices = tuple(matrix_from(each, inquiries[0]) for each in chosen)
    rows = [
        ComparisonRow(kind, tuple(_of_kind(matrix, kind) for matrix in matrices))
        for kind in kinds()
        if any(leaf.kind == kind for matrix in matrices for leaf in matrix.framework.leaves)
    ]
    return Comparison(inquiries[0].subject, inquiries[0].incident, matrices, tuple(rows))


def _of_kind(matrix: Matrix, kind: str) -> tuple[Cell, ...]:
    codes = {leaf.code for leaf in matrix.framework.leaves if leaf.kind == kind}
    return tuple(cell for cell in matrix.cells if cell.element in codes)
