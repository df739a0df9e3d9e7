"""A small dossier and drafts on it, for the tests of drafts. Every person and place is invented."""

from answerable.publish.drafts import Draft, read_draft
from answerable.record.audiences import PUBLIC
from answerable.record.drafts import SourceDraft
from answerable.record.view import View, ViewSpec
from tests.builders import OTHER_SOURCE, SOURCE, a_claim, a_unit, a_view

HEAD = "---\nkind: facts-and-figures\ntitle: A sheet\ndate: 2023-02-01\nlanguage: {language}\n---\n"
SECRET = SourceDraft("S", "interview", "A hidden talk", published="2023-01-11", visibility="team",
                     attribution="a person who was there", reliability="B")  # fmt: skip
NASTY = "<script>alert(1)</script> *Ana* [x](javascript:1) {{ figure:dead }} & `b`"


def a_figure(name: str, **said: object):
    return a_claim("Figure", f"figure:{name}", name=name, definition=f"Who counts as {name}.", **said)


def a_dossier(*more: object, public: bool = False) -> View:
    claims = [
        a_unit("Army"),
        a_claim("Person", "person:ana", name="Ana Quispe", publicRole="A minister"),
        a_claim("Person", "person:nasty", name=NASTY),
        a_claim("Post", "post:minister", title="Minister of Water", title__es="Ministra del Agua", unit="unit:army",
                function="minister"),
        a_claim("Appointment", "appointment:ana", "2023-01-01 / 2023-03-01 starts ends", person="person:ana",
                post="post:minister"),
        a_claim("Incident", "incident:square", "2023-01-09", name="Shots in the square", name__es="Disparos en la plaza",
                kind="shooting", locator="paragraph:2"),
        a_claim("Tally", "tally:dead", what="killed", value="18", asOf="2023-01-10", locator="paragraph:5", ref="dead-1"),
        a_claim("Tally", "tally:rounds", what="rounds-fired", atLeast="1201", locator="paragraph:6"),
        a_claim("Tally", "tally:least", what="rounds-fired", atLeast="1200", words="at least 1,200", source="B"),
        a_claim("Tally", "tally:between", what="injured", atLeast="20", atMost="31", source="B", locator="paragraph:1"),
        a_claim("Tally", "tally:most", what="injured", atMost="40", source="B", locator="paragraph:2"),
        a_claim("Tally", "tally:words", what="injured", words="dozens", words__es="decenas", locator="paragraph:7"),
        a_claim("Tally", "tally:none", what="injured", name="Nobody counted"),
        a_claim("Tally", "tally:one", what="letters", value="1", locator="paragraph:8"),
        a_claim("Tally", "tally:percent", what="other", value="13.64", locator="paragraph:8"),
        a_figure("dead", stated="tally:dead"),
        a_figure("shots", search="Incident?kind=shooting"),
        *more,
    ]  # fmt: skip
    spec = {"spec": ViewSpec(PUBLIC)} if public else {}
    return a_view(claims, (SOURCE, OTHER_SOURCE, SECRET), **spec)


def a_draft(body: str, language: str = "en", head: str = HEAD) -> Draft:
    return read_draft(head.format(language=language) + body, f"sheet.{language}.md")
