"""What the example says: one public sheet, drafts that wait for a second person, and an urgent action."""

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


def lay_action(dossier: str, folder: Path) -> str:
    """Lay the urgent action of a folder into a dossier, publish it, and return its slug."""
    from answerable.actions.action_folder import load_folder, read_folder

    return load_folder(actor=WRITER, dossier_id=dossier, read=read_folder(folder), reviewer=SECOND_PERSON).slug
