"""The documents say what the program does: nothing that a reader may meet is missing from them."""

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
sys.path.insert(0, str(DOCS))

import reading_code  # noqa: E402, the documents' own modules are no package
import write_reference  # noqa: E402

PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
NAMED_PAGE = re.compile(r"\bdocs/(?:[a-z-]+/)*[a-z-]+\b")
ROOMS = sorted(path.parent.name for path in (ROOT / "src" / "answerable").glob("*/__init__.py"))


def page(name: str) -> str:
    return (DOCS / "reference" / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", write_reference.PAGES)
def test_a_reference_page_is_what_the_code_says_now(name):
    assert page(name) == write_reference.page(name), "Run 'make docs'."


def test_no_reference_page_is_left_over_from_what_is_no_more():
    there = {path.stem for path in (DOCS / "reference").glob("*.md")}

    assert there == set(write_reference.PAGES)


def test_every_command_has_help_with_an_example_of_itself():
    for name, command in reading_code.every_command().items():
        said, examples = reading_code.help_parts(command)

        assert said, name
        assert any(line.startswith(f"answerable {name}") for line in examples), name


def test_every_option_of_every_command_is_in_the_reference():
    text = page("commands")
    for name, command in reading_code.every_command().items():
        section = text.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
        for parameter in command.params:
            if parameter.param_type_name == "option":
                assert parameter.opts[0] in section, (name, parameter.opts)


def test_every_address_of_the_site_is_in_the_reference():
    text = page("routes")
    for address, name, said in reading_code.every_route():
        assert f"`{address}`" in text
        assert said, f"the page '{name}' does not say what it answers"


def test_every_path_of_the_api_is_in_the_reference():
    text = page("api")
    for path, methods in reading_code.every_path().items():
        for method, described in methods.items():
            assert f"## {method.upper()} {path}\n" in text
            assert described.get("description"), (method, path)


def test_every_type_property_and_word_of_the_ontology_is_in_the_reference():
    from answerable.ontology.loading import load_ontology

    text = page("entity-types")
    for schema in load_ontology().ours():
        section = text.partition(f"\n## {schema.name}\n")[2].partition("\n## ")[0]
        assert section, schema.name
        for one in schema.offered:
            assert f"| `{one.name}` |" in section, (schema.name, one.name)
            assert all(f"`{choice.code}`" in section for choice in one.enum), (schema.name, one.name)


def test_every_error_code_is_in_the_reference():
    text = page("errors")

    assert [one.code for one in reading_code.every_error() if f"`{one.code}`" not in text] == []


def test_every_code_of_a_refused_row_or_finding_has_words():
    codes = write_reference.words("codes")
    known = {name for part in codes.values() for name in part}

    assert sorted(reading_code.row_codes() - known) == []


def test_the_settings_in_the_reference_are_those_that_the_code_reads():
    assert set(write_reference.words("settings")) == reading_code.named_settings()


def test_every_word_that_the_rules_answer_with_is_in_the_glossary():
    from answerable.kernel.standing import Status
    from answerable.record.actors import Role
    from answerable.record.drafts import STANCES, STATUSES

    said = {row[0] for rows in write_reference.words("glossary").values() for row in rows}
    wanted = {*(status.word for status in Status), *(role.value for role in Role), *STANCES, *STATUSES}

    assert sorted(wanted - said) == []


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_has_a_page_on_how_it_works(room):
    assert (DOCS / "how-it-works" / f"{room}.md").is_file()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_the_pages_lead_somewhere(path):
    for target in LINK.findall(path.read_text(encoding="utf-8")):
        place = target.partition("#")[0]
        if not place or "://" in place or place.startswith(("mailto:", "…")):
            continue
        assert (path.parent / place).exists(), target


def test_pages_that_the_code_points_to_are_there():
    files = [*(ROOT / "src").rglob("*.py"), *(ROOT / "src").rglob("*.html"), ROOT / "Makefile"]
    for file in files:
        for name in NAMED_PAGE.findall(file.read_text(encoding="utf-8")):
            found = ROOT / name
            assert found.exists() or found.with_suffix(".md").exists() or found.with_suffix(".py").exists(), (
                file,
                name,
            )


def test_every_page_for_readers_can_be_reached_from_the_list_of_pages():
    listed = (DOCS / "README.md").read_text(encoding="utf-8")
    for path in DOCS.rglob("*.md"):
        if path.name != "README.md":
            assert f"({path.relative_to(DOCS)})" in listed, path


def test_the_table_of_the_date_rule_in_the_docs_is_the_table_of_its_tests():
    cases = (ROOT / "tests" / "golden" / "standing.csv").read_text(encoding="utf-8").splitlines()[1:]
    text = (DOCS / "explanation" / "time.md").read_text(encoding="utf-8")
    for line in cases:
        cells = line.split(",")
        row = f"| {cells[0]} | {f'`{cells[1]}`' if cells[1] else ''} | {cells[2]} | {cells[3]}{', joined' if cells[4] else ''} |"
        assert " ".join(row.split()) in " ".join(text.split()), row
