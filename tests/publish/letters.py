"""A small dossier with two allegations to put, and with secrets that no letter may let out. All of it is invented."""

from answerable.record.audiences import PUBLIC
from answerable.record.drafts import ClaimDraft, SourceDraft
from answerable.record.view import View, ViewSpec
from tests.builders import OTHER_SOURCE, SOURCE, a_claim, a_unit, a_view

SEALED = SourceDraft(
    "I1", "interview", "Interview with Zoilo Quispe Canario", publisher="The Canary notebook", visibility="team",
    url="https://example.org/canary-nest", attribution="Interview with a former police officer",
    note="met in the market of the canary",
)  # fmt: skip
LETTERS = SourceDraft("correspondence", "analysis", "Right of reply: letters", visibility="team",
                      attribution="The team's own correspondence")  # fmt: skip
MEMO = SourceDraft(
    "memo", "analysis", "Findings of the Canary desk", visibility="team", attribution="The team's analysis"
)
SOURCES = (SOURCE, OTHER_SOURCE, SEALED, LETTERS, MEMO)
CANARIES = ("Canar", "canar", "Zoilo", "Quispe", "Testigo", "Oculta", "secret fact", "market")
"""What must be in no byte of a letter."""
MINISTER = "person:minister"
ALLEGATION = "According to the sources below, you ordered on 8 January 2023 that the bridge be cleared."
ACUSACION = "Según las fuentes indicadas abajo, el 8 de enero de 2023 usted habría ordenado despejar el puente."


def the_dossier(*more: ClaimDraft) -> list[ClaimDraft]:
    """Return the claims; two allegations to one minister, that rest on public, protected and team-only claims."""
    return [
        a_claim("Person", MINISTER, name="Aurelia Paredes Ticona", publicRole="Minister of Defence",
                publicRole__es="Ministra de Defensa", consentToName="public-office"),
        a_unit("Ministry"),
        a_claim("Post", "post:minister", title="Minister of Defence", unit="unit:ministry", function="minister"),
        a_claim("Appointment", "appointment:minister", "2022-12-10 / 2023-03-01", person=MINISTER, post="post:minister"),
        a_claim("Person", "person:witness-1", initials="T.O."),
        a_claim("Person", "person:witness-1", name="Testigo Oculta Canario", visibility="team"),
        a_claim("Incident", "incident:bridge", "2023-01-09", name="The bridge", name__es="El puente", kind="killing"),
        a_claim("Order", "order:o", "2023-01-08", ref="open", givenBy=MINISTER, gist="Clear the bridge",
                incident="incident:bridge", locator="page:4 paragraph:12"),
        a_claim("Meeting", "meeting:m", "2023-01-07", ref="open-2", participant=MINISTER, gist="A meeting", source="B"),
        a_claim("Incident", "incident:bridge", "2023-01-09", ref="sealed", summary="Shots", source="I1",
                locator="page:9 quote:canary words"),
        a_claim("Notice", "notice:n", "2023-01-06", ref="team-only", person=MINISTER, fact="a secret fact", source="I1",
                visibility="team", locator="page:7"),
        a_claim("Notice", "notice:n2", "2023-01-05", ref="team-public", person=MINISTER, fact="a secret fact too",
                visibility="team", locator="page:71"),
        a_claim("Finding", "finding:f", ref="own", person=MINISTER, gist="Our finding on the canary", source="memo",
                rests_on=("open", "sealed"), visibility="team"),
        put("reply:number-1", ("open", "own", "team-only", "team-public"), allegation=ALLEGATION, allegation__es=ACUSACION,
            evidence="Two published reports."),
        put("reply:number-2", ("open-2",), allegation="You are said to have been told of it on 7 January 2023."),
        *more,
    ]  # fmt: skip


def put(entity: str, rests_on: tuple[str, ...], **said: str) -> ClaimDraft:
    """Return the claim that an allegation is to be put to the minister by 15 December 2026."""
    whole = {"person": MINISTER, "due": "2026-12-15"} | said
    return a_claim("Reply", entity, rests_on=rests_on, source="correspondence", visibility="team", **whole)


def step(entity: str, day: str, **said: str) -> ClaimDraft:
    """Return the claim of a later step."""
    return a_claim("Reply", entity, day, person=MINISTER, source="correspondence", visibility="team", **said)


def both_views(*more: ClaimDraft) -> tuple[View, View]:
    """Return what the team and what the public may read of it."""
    drafts = the_dossier(*more)
    return a_view(drafts, SOURCES), a_view(drafts, SOURCES, ViewSpec(PUBLIC))
