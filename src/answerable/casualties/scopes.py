"""What a count or a page is about: the whole of a dossier, or one incident of it."""

from answerable.record.view import View

WHOLE = "whole"


def umbrellas(view: View) -> frozenset[str]:
    """Return the incidents that others are part of and that are part of none: a dossier's whole."""
    parents = {view.ref(entity, "partOf") for entity in view.entities("Incident")}
    return frozenset(parent for parent in parents if parent and not view.ref(parent, "partOf"))
