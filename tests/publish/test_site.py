"""The public site of the example: whole, alone with itself, the same each time, and with nothing that is not public."""

import csv
import io
import json
import random
import re
import shutil
import xml.etree.ElementTree as ET
import zipfile
from datetime import date
from pathlib import Path

import pytest

from answerable.kernel.errors import ActRefusedError, ValueRefusedError
from answerable.publish.site.making import SiteReport, write_site
from answerable.publish.site.publications import Correction, Published
from answerable.record.audiences import TEAM
from answerable.record.drafts import SourceDraft
from answerable.record.view import View, ViewSpec
from tests.builders import SOURCE, a_claim, a_unit, a_view
from tests.publish.sites import differing, files_in, peru_package, peru_view, texts_in

JULIACA = "incident:juliaca-2023-01-09"
BASE = "https://site.example/"
ATOM = "{http://www.w3.org/2005/Atom}"
GUILT = re.compile(rb"\b(guilty|guilt|murderer|perpetrator|culpable|culpables|asesino|asesinos)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "peru"
    write_site(peru_view(), folder, base_url=BASE)
    return folder


def pages_of(folder: Path) -> dict[str, str]:
    return {path: content.decode() for path, content in files_in(folder).items() if path.endswith(".html")}


def remark(**said: str):
    words = {"speaker": "person:boluarte", "kind": "regret", "gist": "Said a word", "incident": JULIACA}
    source = peru_package().sources[0].key
    return a_claim("Remark", "remark:new", "2023-01-10", source=source, locator="page:1", **(words | said))


# the same each time, and only what changed


def test_two_runs_give_the_same_bytes(site: Path, tmp_path: Path) -> None:
    write_site(peru_view(), tmp_path / "again", base_url=BASE)

    assert differing(files_in(site), files_in(tmp_path / "again")) == []


def test_a_second_run_writes_nothing(tmp_path: Path) -> None:
    first = write_site(peru_view(), tmp_path / "site")
    second = write_site(peru_view(), tmp_path / "site")

    assert (second.written, second.kept, second.removed) == (0, first.files, 0)
    assert second.links == first.links


def test_one_new_claim_rewrites_what_shows_it_and_nothing_else(tmp_path: Path) -> None:
    write_site(peru_view(), tmp_path / "site")
    before = files_in(tmp_path / "site")
    report = write_site(peru_view([remark()]), tmp_path / "site")
    changed = {path.partition("/")[2] for path in differing(before, files_in(tmp_path / "site")) if "/" in path}

    assert {"incidents/juliaca-2023-01-09.html", "officials/boluarte.html"} <= changed
    assert report.written < 20
    assert report.kept > 600
    assert not any(path.startswith(("command/", "incidents/ayacucho")) for path in changed)


QUIET = frozenset(
    {"Remark", "Notice", "Communication", "Measure", "Step", "Proceeding", "Tally", "Harm", "Plan", "Call"}
)


@pytest.mark.parametrize("seed", range(2))
def test_a_run_after_changes_gives_what_a_new_site_would_be(site: Path, tmp_path: Path, seed: int) -> None:
    """Whatever is taken away or comes back, a page that would differ is made again.

    Few claims, of types that most pages do not depend on, find a page that was kept and should not have been.
    """
    claims = peru_package().claims
    places = [at for at, claim in enumerate(claims) if seed > 5 or claim.schema in QUIET]
    gone = frozenset(random.Random(seed).sample(places, (3, 3, 3, 10, 10, 10, 40, 400)[seed]))
    shutil.copytree(site, tmp_path / "site")
    write_site(peru_view(without=gone), tmp_path / "site", base_url=BASE)
    write_site(peru_view(without=gone), tmp_path / "new", base_url=BASE)
    assert differing(files_in(tmp_path / "site"), files_in(tmp_path / "new")) == []

    write_site(peru_view(), tmp_path / "site", base_url=BASE)
    assert differing(files_in(tmp_path / "site"), files_in(site)) == []


WOVEN = (
    a_unit("Police"),
    a_unit("Police", alias="Constabulary", source="B"),
    a_claim("Post", "post:head", title="Head", unit="unit:police", function="commander"),
    a_claim("Person", "person:ana", name="Ana"),
    a_claim("Person", "person:ana", name="Ana Ruiz", grade=1),
    a_claim("Appointment", "appointment:a", "2022-01-01 / 2023-12-31", person="person:ana", post="post:head"),
    a_claim("Person", "person:eva", name="Eva", grade=3),
    a_claim("Person", "person:eva", name="Eva Luna", source="B"),
    a_claim("Incident", "incident:x", "2023-01-10", name="Clash"),
    a_claim("Incident", "incident:y", "2023-01-11", name="Another"),
    a_claim("Involvement", "involvement:i", actor="unit:police", incident="incident:x", role="present", gist="There"),
    a_claim("Harm", "harm:h", "2023-01-10", person="person:eva", incident="incident:x", kind="killed"),
    a_claim("Proceeding", "proceeding:p", name="Case", kind="criminal", incident="incident:x"),
    a_claim("Step", "step:s", "2023-02-01", proceeding="proceeding:p", stage="preliminary", gist="Opened"),
    a_claim("Step", "step:t", "2023-03-01", proceeding="proceeding:p", stage="formalised", gist="Formal", source="B"),
    a_claim("Remark", "remark:r", "2023-01-12", speaker="person:ana", incident="incident:x", kind="denial", gist="No"),
    a_claim("Notice", "notice:n", "2023-01-13", person="post:head", incident="incident:x", fact="Deaths"),
    a_claim("Tally", "tally:t", what="killed", value="2", incident="incident:x", asOf="2023-01-14", speaker="unit:police"),
    a_claim("Deployment", "deployment:d", "2023-01-11", actor="unit:police", incident="incident:y", onOrderOf="person:ana"),
)  # fmt: skip


@pytest.mark.parametrize("late", range(len(WOVEN)))
def test_a_claim_that_comes_late_is_on_every_page_that_shows_it(tmp_path: Path, late: int) -> None:
    """However far it lies from what the page is about: a case's later step, another name of who spoke."""
    write_site(a_view([*WOVEN[:late], *WOVEN[late + 1 :]], spec=ViewSpec()), tmp_path / "site", languages=("en",))
    write_site(a_view(WOVEN, spec=ViewSpec()), tmp_path / "site", languages=("en",))
    write_site(a_view(WOVEN, spec=ViewSpec()), tmp_path / "new", languages=("en",))

    assert differing(files_in(tmp_path / "site"), files_in(tmp_path / "new")) == []


def test_pages_of_what_is_gone_are_removed(tmp_path: Path) -> None:
    view = peru_view([a_claim("Incident", "incident:new", source=peru_package().sources[0].key, name="New")])
    write_site(view, tmp_path / "site")
    assert (tmp_path / "site" / "es" / "incidents" / "new.html").exists()

    report = write_site(peru_view(), tmp_path / "site")
    assert report.removed >= 4
    assert not any("new.html" in path for path in files_in(tmp_path / "site"))


def test_a_page_that_somebody_changed_is_written_again(tmp_path: Path) -> None:
    write_site(peru_view(), tmp_path / "site")
    page = tmp_path / "site" / "en" / "toll.html"
    good = page.read_bytes()
    page.write_bytes(good.replace(b"killed", b"harmed"))
    write_site(peru_view(), tmp_path / "site")

    assert page.read_bytes() == good


# alone with itself


def test_every_page_has_its_twin_in_the_other_language(site: Path) -> None:
    pages = pages_of(site)
    english = {path.removeprefix("en/") for path in pages if path.startswith("en/")}

    assert english == {path.removeprefix("es/") for path in pages if path.startswith("es/")}
    assert all(f'hreflang="es" href="{BASE}es/{path}"' in pages[f"en/{path}"] for path in english)
    assert all('<html lang="es"' in pages[f"es/{path}"] for path in english)


def test_no_page_asks_another_host_for_anything(site: Path) -> None:
    for path, text in pages_of(site).items():
        assert "default-src 'none'" in text, path
        assert not re.search(r'<(?:script|img|source|iframe)\b[^>]*src="(?:[a-z]+:|//)', text), path
        assert not re.search(r"\bstyle=|\bon[a-z]+=", re.sub(r">[^<]*<", "><", text)), path
    styles = (site / "look" / "answerable.css").read_text()
    assert not re.search(r"url\(['\"]?(?:[a-z]+:|//)", styles)


def test_search_engines_read_every_page(site: Path) -> None:
    addresses = re.findall(r"<loc>([^<]+)</loc>", (site / "sitemap.xml").read_text())

    assert {one.removeprefix(BASE) for one in addresses} == {path for path in pages_of(site) if "/" in path}
    assert f"Sitemap: {BASE}sitemap.xml" in (site / "robots.txt").read_text()


def test_without_an_address_nothing_says_one(tmp_path: Path) -> None:
    write_site(peru_view(), tmp_path / "site", languages=("es",))

    assert not (tmp_path / "site" / "sitemap.xml").exists()
    assert not (tmp_path / "site" / "en").exists()
    assert all("canonical" not in text for text in pages_of(tmp_path / "site").values())


def test_programs_read_what_each_page_is_about(site: Path) -> None:
    for path, text in pages_of(site).items():
        found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
        assert len(found) == (1 if "/" in path else 0), path
        assert all(json.loads(one)["@context"] == "https://schema.org" for one in found)
    event = json.loads(
        re.search(r"ld\+json\">(.*?)</script>", pages_of(site)["en/incidents/juliaca-2023-01-09.html"])[1]
    )  # type: ignore[index]
    assert (event["@type"], event["startDate"]) == ("Event", "2023-01-09")


def test_the_feed_has_the_newest_sources_first(site: Path) -> None:
    feed = ET.fromstring((site / "es" / "feed.xml").read_text())
    days = [entry.findtext(f"{ATOM}updated") for entry in feed.findall(f"{ATOM}entry")]

    assert days
    assert days == sorted(days, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == days[0]


def test_the_downloads_can_be_read(site: Path) -> None:
    geo = json.loads((site / "files" / "incidents.geojson").read_text())
    rows = list(csv.DictReader(io.StringIO((site / "files" / "incidents.csv").read_text())))
    lines = (site / "files" / "followthemoney.json").read_text().splitlines()

    assert next(row for row in rows if row["id"] == JULIACA)["killed_on_record"] == "18"
    assert geo["audience"] == "public"
    assert all(json.loads(line)["schema"] for line in lines)
    with zipfile.ZipFile(site / "files" / "datapackage.zip") as archive:
        described = json.loads(archive.read("datapackage.json"))
        for table in described["resources"]:
            head = next(csv.reader(io.StringIO(archive.read(table["path"]).decode())))
            assert head == [field["name"] for field in table["schema"]["fields"]]


def test_the_chain_has_a_page_for_each_day_on_which_it_changes(site: Path) -> None:
    pages = pages_of(site)
    first, later = (
        pages["en/command/andahuaylas-2022-12.html"],
        pages["en/command/andahuaylas-2022-12.2022-12-12.html"],
    )

    assert 'aria-current="page">10 December 2022' in first
    assert 'aria-current="page">12 December 2022' in later
    assert "Boluarte" in first


def test_denials_stand_beside_what_they_deny(tmp_path: Path) -> None:
    view = a_view([
        a_unit("Police"),
        a_claim("Incident", "incident:x", "2023-01-10", name="Clash"),
        a_claim("Involvement", "involvement:i", actor="unit:police", incident="incident:x", role="fired", gist="Shots"),
        a_claim("Involvement", "involvement:i", actor="unit:police", incident="incident:x", role="fired", stance="denies",
                source="B"),
    ], spec=ViewSpec())  # fmt: skip
    write_site(view, tmp_path / "site")
    page = pages_of(tmp_path / "site")["en/incidents/x.html"]

    assert "alleged: fired" in page
    assert re.search(r'standing denied">denied</span> <a [^>]+>A newspaper', page)


def test_no_word_of_guilt_is_on_the_site(site: Path) -> None:
    said = {path: GUILT.findall(text) for path, text in files_in(site).items() if path.endswith((".html", ".js"))}

    assert {path: words for path, words in said.items() if words} == {}


def test_publications_stand_with_their_files_corrections_and_withdrawal(tmp_path: Path) -> None:
    published = Published("facts", {"en": "Facts"}, date(2024, 1, 2), {("en", "pdf"): b"%PDF"},
                          [Correction(date(2024, 2, 3), {"en": "One number was wrong."})])  # fmt: skip
    gone = Published("old", {"en": "Old"}, date(2023, 1, 2), {}, (), {"en": "It was wrong."})
    write_site(peru_view(), tmp_path / "site", publications=[published, gone])
    page = pages_of(tmp_path / "site")["en/publications.html"]

    assert (tmp_path / "site" / "files" / "publications" / "facts.en.pdf").read_bytes() == b"%PDF"
    assert "Corrected on 3 February 2024: One number was wrong." in page
    assert "Withdrawn. It was wrong." in page


# nothing that is not public

TOKEN = "zzcanaryzz"


def view_with_secrets() -> View:
    secret = SourceDraft("S", "interview", f"{TOKEN} title", publisher=TOKEN, visibility="team", attribution="A witness",
                         note=TOKEN, access=TOKEN, published="2023-01-11")  # fmt: skip
    noted = SourceDraft(
        "A", "report", "A report", published="2023-01-10", note=TOKEN, access=TOKEN, obtained="2023-01"
    )
    return a_view([
        a_claim("Incident", "incident:x", "2023-01-10", name="Clash", note=TOKEN),
        a_claim("Incident", f"incident:{TOKEN}", "2023-01-10", name=TOKEN, visibility="team"),
        a_claim("Person", "person:child", initials="A.B.", minor="yes"),
        a_claim("Person", "person:child", name=TOKEN, visibility="team"),
        a_claim("Harm", "harm:h", "2023-01-10", person="person:child", incident="incident:x", kind="killed", source="S",
                attribution="A witness"),
        a_claim("Remark", "remark:r", "2023-01-10", speaker=f"person:{TOKEN}", gist="Said", kind="description",
                incident="incident:x"),
        a_claim("Person", f"person:{TOKEN}", name=TOKEN, visibility="restricted:legal"),
    ], sources=[noted, secret], spec=ViewSpec())  # fmt: skip


def test_no_withheld_name_or_source_is_in_any_byte(tmp_path: Path) -> None:
    write_site(view_with_secrets(), tmp_path / "site", base_url=BASE)
    found = texts_in(tmp_path / "site")

    assert any(b"A.B." in content for content in found.values())
    assert [path for path, content in found.items() if TOKEN.encode() in content or TOKEN in path] == []


def test_a_view_for_the_team_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ActRefusedError):
        write_site(peru_view(audience=TEAM), tmp_path / "site")

    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(("base", "languages"), [("ftp://x/", ("en",)), ("", ("fr",)), ("", ())])
def test_what_the_site_cannot_be_made_with_is_refused(
    tmp_path: Path, base: str, languages: tuple[str, ...]
) -> None:
    with pytest.raises(ValueRefusedError):
        write_site(peru_view(), tmp_path / "site", base_url=base, languages=languages)


def test_an_empty_dossier_has_a_site(tmp_path: Path) -> None:
    report = write_site(a_view([], sources=[SOURCE], spec=ViewSpec()), tmp_path / "site")

    assert isinstance(report, SiteReport)
    assert report.pages > 10
