"""The publications of the example: one that is public, and drafts that wait for a second person."""

from pathlib import Path

from answerable.record.actors import Actor, Role

WRITER = Actor("writer of the example", Role.OWNER)
SECOND_PERSON = Actor("second person of the example", Role.OWNER)
PUBLIC_ONE = "facts-and-figures"


def lay_publications(dossier: str, folder: Path) -> tuple[str, ...]:
    """Lay every draft of a folder into a dossier, publish the sheet of facts and figures, and return the slugs.

    Both hands are named for what they are: nobody real has reviewed an example.
    """
    from answerable.publish import changes
    from answerable.publish.drafts import read_draft

    slugs = sorted({path.name.partition(".")[0] for path in folder.glob("*.md")})
    for slug in slugs:
        texts = {path.name.split(".")[1]: path.read_text(encoding="utf-8") for path in folder.glob(f"{slug}.*.md")}
        kind = read_draft(next(iter(texts.values()))).kind
        changes.create(actor=WRITER, dossier_id=dossier, slug=slug, kind=kind)
        changes.save_text(actor=WRITER, dossier_id=dossier, slug=slug, texts=texts)
        changes.submit(actor=WRITER, dossier_id=dossier, slug=slug)
    if PUBLIC_ONE in slugs:
        changes.review(actor=SECOND_PERSON, dossier_id=dossier, slug=PUBLIC_ONE, approve=True)
        changes.publish(actor=SECOND_PERSON, dossier_id=dossier, slug=PUBLIC_ONE)
    return tuple(slugs)
