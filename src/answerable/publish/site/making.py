"""Makes the site: what there is to make, what has to be made again, and the check at the end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from answerable.kernel.errors import ValueRefusedError
from answerable.publish.gate import let_out
from answerable.publish.site.addresses import FILES
from answerable.publish.site.feeds import robots, sitemaps
from answerable.publish.site.folder import SiteFolder
from answerable.publish.site.links import LinkCheck
from answerable.publish.site.plan import Plan, Work
from answerable.publish.site.publications import Published
from answerable.publish.wording import MADE_LANGUAGES
from answerable.record.view import View

PAGE = ".html"


@dataclass(frozen=True, slots=True)
class SiteReport:
    """What one run did: files in all and pages among them; files written, kept, removed; links checked."""

    files: int
    pages: int
    written: int
    kept: int
    removed: int
    links: int


def write_site(
    view: View,
    target: Path,
    *,
    base_url: str = "",
    languages: Sequence[str] = MADE_LANGUAGES,
    publications: Sequence[Published] = (),
    progress: Callable[[int, int], None] | None = None,
) -> SiteReport:
    """Write the public site of a dossier into `target`, or bring the site that is there up to date.

    The same view gives the same bytes. The earlier site stays as it is until the new one is whole.

    Args:
        view: made for the public; it is cut to what may leave the house.
        target: a folder that is not there, is empty, or holds an earlier site.
        base_url: the site's own address, for search engines and feeds; without it there is no sitemap.
        languages: of the pages; each gets a folder.
        publications: what was published, with its files.
        progress: told how many works are done, of how many.

    Raises:
        ActRefusedError: the view was made for somebody else, or a link leads nowhere.
        FileRefusedError: something else is at `target`, or it cannot be written.
        ValueRefusedError: a language that the site has no words in, or an address that is none.
    """
    _require_sound(base_url, languages)
    base = f"{base_url.rstrip('/')}/" if base_url else ""
    plan = Plan(let_out(view), base, tuple(dict.fromkeys(languages)), tuple(publications))
    works = plan.works()
    check = LinkCheck()
    with SiteFolder(target) as folder:
        for at, work in enumerate(works):
            _do(work, folder, check)
            if progress:
                progress(at + 1, len(works))
        _write_maps(plan, folder)
        links = check.finish(frozenset(folder.files), lambda path: (folder.started / path).read_text("utf-8"))
        folder.finish()
    pages = sum(map(_is_page, folder.files))
    counts = folder.counts
    return SiteReport(len(folder.files), pages, counts.written, counts.kept, counts.removed, links)


def _require_sound(base_url: str, languages: Sequence[str]) -> None:
    strange = [code for code in languages if code not in MADE_LANGUAGES]
    if strange or not languages:
        raise ValueRefusedError(
            f"The site has no words in '{', '.join(strange)[:40]}'." if strange else "No language was chosen.",
            remedy=f"Choose among {', '.join(MADE_LANGUAGES)}.",
        )
    if base_url and not base_url.startswith(("https://", "http://")):
        raise ValueRefusedError("The address of the site is not one.", remedy="Begin it with https://.")


def _do(work: Work, folder: SiteFolder, check: LinkCheck) -> None:
    """Carry the files of a work over if they were made from the same and are all there; else make them."""
    inputs, paths = folder.earlier.works.get(work.name, ("", ()))
    if inputs == work.inputs:
        held = {path: read for path in paths if (read := folder.read_kept(path)) is not None}
        if len(held) == len(paths):
            for path, kept in held.items():
                folder.keep(path)
                if _is_page(path):
                    check.page(path, kept.decode())
            folder.works[work.name] = (inputs, paths)
            return
    made = []
    for path, content in work.make():
        folder.write(path, content.encode() if isinstance(content, str) else content)
        made.append(path)
        if _is_page(path) and isinstance(content, str):
            check.page(path, content)
    folder.works[work.name] = (work.inputs, tuple(made))


def _is_page(path: str) -> bool:
    """Say whether a file is a page of the site; what was published is frozen and stands by itself."""
    return path.endswith(PAGE) and not path.startswith(f"{FILES}/")


def _write_maps(plan: Plan, folder: SiteFolder) -> None:
    pages = [path for path in folder.files if _is_page(path) and "/" in path]
    if plan.base_url:
        for path, text in sitemaps(plan.base_url, pages, plan.languages):
            folder.write(path, text.encode())
    folder.write("robots.txt", robots(plan.base_url).encode())
