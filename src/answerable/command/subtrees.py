"""Everything under a post on a day."""

from dataclasses import dataclass, field
from datetime import date

from answerable.command.answers import Reason, Report, Subtree, SubtreeNode
from answerable.command.cited import each_once
from answerable.command.edges import edges_on, link_of
from answerable.command.holders import rung_of
from answerable.command.reports import loop_report, reports_on_rungs
from answerable.command.structure import Structure, structure_of
from answerable.kernel.standing import Status
from answerable.record.view import View


@dataclass(slots=True)
class _Descent:
    """One question's way down."""

    structure: Structure
    day: date
    nodes: list[SubtreeNode] = field(default_factory=list)
    listed: set[int] = field(default_factory=set)
    loops: dict[str, Report] = field(default_factory=dict)

    def go(self, unit: int, path: tuple[int, ...], weakest: Status) -> None:
        structure, day = self.structure, self.day
        for group in edges_on(structure, unit, day, upward=False):
            below = int(structure.edges.ends["subordinate"][group[0]])
            link = link_of(structure, group, day)
            if below in path:
                self.loops[link.edge] = loop_report(link, structure.name(below))
                continue
            to_here = max(weakest, link.standing.status)
            is_repeat = below in self.listed
            rung = rung_of(structure, below, day)
            above = structure.name(unit)
            self.nodes.append(SubtreeNode(rung, len(path), above, link, to_here, is_repeat))
            if not is_repeat:
                self.listed.add(below)
                self.go(below, (*path, below), to_here)


def under_post(view: View, post: str, day: date) -> Subtree:
    """Return every unit under a post on a day, each followed by what is under it.

    Nothing is under a post that does not command its unit; a report then says so.

    Raises:
        NotFoundError: the view holds no such post, or not its unit.
    """
    post = view.require(post, "Post")
    structure = structure_of(view)
    code = view.entity_codes[post]
    unit = structure.unit_of(code)
    if unit is None:
        view.require(view.ref(post, "unit"))
        raise AssertionError(post)
    name = structure.name(unit)
    if code not in structure.lead(unit):
        why = Reason("report-not-commanding", {"post": post, "unit": name})
        return Subtree(post, name, day, (), (Report("not-commanding", (post, name), (), why),), ())
    descent = _Descent(structure, day)
    descent.go(unit, (unit,), Status.EVIDENCED)
    rungs = [node.rung for node in descent.nodes]
    return Subtree(
        post,
        name,
        day,
        tuple(descent.nodes),
        (*descent.loops.values(), *reports_on_rungs(structure, rungs)),
        each_once([
            *(node.link.claims for node in descent.nodes),
            *(holder.claims for rung in rungs for holder in (*rung.holders, *rung.vacancies)),
        ]),
    )  # fmt: skip
