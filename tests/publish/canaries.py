"""Words that exist nowhere else, planted in everything that the public may not read. All of it is invented."""

import io
from dataclasses import dataclass, field

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from answerable.evidence.changes import ingest
from answerable.ontology.loading import load_ontology
from answerable.publish import changes as publishing
from answerable.record import changes
from answerable.record.actors import Actor, Role
from answerable.record.audiences import TEAM
from answerable.record.changes import find_dossier
from answerable.record.drafts import ClaimDraft, SourceDraft
from answerable.record.reads import view_of
from answerable.record.view import ViewSpec

STEM = "kanarivo"
TYPED = ("string", "text", "name", "html")
HEAD = "---\nkind: press-release\ntitle: {title}\ndate: 2026-11-21\nlanguage: en\n---\n"


@dataclass
class Nest:
    """What was planted where: each word with its place."""

    places: dict[str, str] = field(default_factory=dict)

    def word(self, place: str) -> str:
        """Return a new word, planted at `place`."""
        made = f"{STEM}{len(self.places):05d}x"
        self.places[made] = place
        return made

    def leaks(self, made: bytes | str) -> list[str]:
        """Return the places whose words are in some bytes."""
        content = (made if isinstance(made, bytes) else made.encode()).lower()
        return [f"{place} ({word})" for word, place in self.places.items() if word.encode() in content]


def plant(dossier_id: str) -> Nest:
    """Plant a word in every field of the dossier that is not public, and return where each one is."""
    nest = Nest()
    hand = nest.word("recorded_by, journal")
    owner = Actor(hand, Role.OWNER, frozenset({"witnesses"}))
    sealed = _sources(nest, owner, dossier_id)
    _claims(nest, owner, dossier_id, sealed)
    _acts(nest, owner, dossier_id)
    _files(nest, owner, dossier_id, sealed)
    _publications(nest, dossier_id)
    return nest


def _sources(nest: Nest, owner: Actor, dossier_id: str) -> dict[str, str]:
    """Add a sealed source for the team, one for a circle, and the team's own analysis; return their keys."""
    keys = {}
    for name, kind, visibility in (
        ("team", "interview", "team"), ("circle", "interview", "restricted:witnesses"), ("own", "analysis", "team"),
    ):  # fmt: skip
        said = {
            part: nest.word(f"source for {name}: {part}")
            for part in ("title", "publisher", "rights", "access", "note")
        }
        keys[name] = nest.word(f"source for {name}: key")
        draft = SourceDraft(
            keys[name], kind, visibility=visibility, attribution="A person who was there",
            url=f"https://example.org/{nest.word(f'source for {name}: url')}", obtained="2023-02-03", **said,
        )  # fmt: skip
        changes.add_sources(actor=owner, dossier=find_dossier(dossier_id), drafts=[draft])
    return keys


def _claims(nest: Nest, owner: Actor, dossier_id: str, sealed: dict[str, str]) -> None:
    """For every type that has entities, claim every typed property, for the team and for a circle."""
    view = view_of(dossier_id, ViewSpec(TEAM))
    drafts = []
    for schema in sorted(view.count_by_schema()):
        like = next(claim for entity in view.entities(schema) for claim in view.claims_about(entity))
        for visibility, source in (("team", sealed["team"]), ("restricted:witnesses", sealed["circle"])):
            other = f"{like.about.partition(':')[0]}:{nest.word(f'{schema}: id, {visibility}')}"
            drafts += [_like(nest, like, schema, about, visibility, source) for about in (like.about, other)]
    drafts += _of_the_team(nest, view, sealed)
    # What is public and cites a sealed source: the place in it tells of it.
    (incident, *_) = view.entities("Incident")
    drafts.append(
        ClaimDraft(incident, "Incident", {"summary": ("Shots were heard.",)}, source=sealed["team"], grade=3,
                   locator=f"page:3 quote:{nest.word('locator in a sealed source')}",
                   attribution="A person who was there")
    )  # fmt: skip
    changes.record_claims(actor=owner, dossier=find_dossier(dossier_id), drafts=drafts)


def _like(nest: Nest, like, schema: str, about: str, visibility: str, source: str) -> ClaimDraft:
    """Return a claim as another one, with a word of ours in every property that can hold one."""
    declared = load_ontology().get(schema).properties
    said = dict(like.properties)
    for name, each in declared.items():
        if each.type in TYPED and not each.enum and not each.pattern:
            said[name] = (nest.word(f"{schema}.{name}, {visibility}"),)
    return ClaimDraft(
        about, schema, said, source=source, visibility=visibility, grade=2, time=like.time,
        locator=f"page:9 quote:{nest.word(f'{schema}: locator, {visibility}')}",
        note=nest.word(f"{schema}: note, {visibility}"),
    )  # fmt: skip


def _of_the_team(nest: Nest, view, sealed: dict[str, str]) -> list[ClaimDraft]:
    """Return what the team itself finds, assesses and asks; one is meant to be public, and its gate is shut."""
    person, own = "person:boluarte", sealed["own"]
    rests = (view.claims_about(person)[0].id,)
    shared = {"source": own, "grade": 3, "rests_on": rests}
    return [
        ClaimDraft(f"finding:{nest.word('finding: id')}", "Finding", {
            "person": (person,), "pattern": ("no-measure-after-notice",), "gist": (nest.word("finding, gate shut"),),
            "standard": ("lead",), "analyst": (nest.word("finding: analyst"),)}, visibility="public", **shared),
        ClaimDraft(f"assessment:{nest.word('assessment: id')}", "Assessment", {
            "framework": ("rome-28a",), "element": ("knowledge",), "subject": (person,), "state": ("weak",),
            "standard": ("lead",), "reason": (nest.word("assessment: reason"),),
            "next": (nest.word("assessment: next"),), "analyst": (nest.word("assessment: analyst"),)},
            visibility="team", **shared),
        ClaimDraft(f"reply:{nest.word('reply: id')}", "Reply", {
            "person": (person,), "allegation": (nest.word("reply: allegation"),), "sent": ("2026-11-01",),
            "due": ("2026-11-20",), "evidence": (nest.word("reply: evidence"),)}, visibility="team", **shared),
    ]  # fmt: skip


def _acts(nest: Nest, owner: Actor, dossier_id: str) -> None:
    """Retract, verify, rule and judge, each with reasons and hands of ours."""
    view, dossier = view_of(dossier_id, ViewSpec(TEAM)), find_dossier(dossier_id)
    first, second, third = (view.claim_at(row).id for row in range(3))
    verifier = Actor(nest.word("verified_by"), Role.OWNER)
    changes.verify(actor=verifier, dossier=dossier, claim=first, why=nest.word("why verified"))
    changes.retract(actor=owner, dossier=dossier, claim=second, why=nest.word("why retracted"))
    changes.rule(actor=owner, dossier=dossier, claim=third, status="accepted", why=nest.word("why ruled so"))
    left, right = view.entities("Unit")[:2]
    why = nest.word("why judged")
    changes.judge_same(actor=owner, dossier=dossier, left=left, right=right, judgement="different", why=why)


def a_picture(nest: Nest) -> bytes:
    """Return a small picture whose file tells more than its pixels."""
    told = PngInfo()
    told.add_text("Author", nest.word("picture: author"))
    exif = Image.Exif()
    exif[0x010E] = nest.word("picture: description")
    exif[0x013B] = nest.word("picture: artist")
    written = io.BytesIO()
    Image.new("RGB", (4, 3), (9, 9, 9)).save(written, "PNG", pnginfo=told, exif=exif)
    return written.getvalue()


def _files(nest: Nest, owner: Actor, dossier_id: str, sealed: dict[str, str]) -> None:
    """Take in a text at a sealed source and at a public one, under names of ours."""
    dossier = find_dossier(dossier_id)
    cards = view_of(dossier_id, ViewSpec(TEAM)).sources()
    public = next(card.key for card in cards if card.visibility == "public" and not card.sha256)
    for name, key in (("a sealed source", sealed["team"]), ("a public source", public)):
        inside = nest.word("text of a file at a sealed source") if key != public else "nothing to hide"
        content = io.BytesIO(f"A note in a drawer.\n\nIt holds {inside}.\n".encode())
        given = f"{nest.word(f'name of a file at {name}')}.txt"
        ingest(actor=owner, dossier=dossier, content=content, name=given, source_key=key)


def _publications(nest: Nest, dossier_id: str) -> None:
    """Leave publications in every state but public: a draft, one in review, sent back, approved, under embargo."""
    writer = Actor(nest.word("publication: writer"), Role.OWNER)
    second = Actor(nest.word("publication: second person"), Role.OWNER)
    for step in ("draft", "review", "back", "approved"):
        slug = nest.word(f"publication, {step}: address")
        where = {"dossier_id": dossier_id, "slug": slug}
        text = HEAD.format(title=nest.word(f"publication, {step}: title")) + nest.word(
            f"publication, {step}: text"
        )
        publishing.create(actor=writer, dossier_id=dossier_id, slug=slug, kind="press-release")
        publishing.save_text(actor=writer, **where, texts={"en": text})
        if step != "draft":
            publishing.submit(actor=writer, **where)
        if step in ("back", "approved"):
            words = nest.word(f"publication, {step}: words")
            publishing.review(actor=second, **where, approve=step == "approved", words=words)


def publish_one(nest: Nest, dossier_id: str, extra: str = "") -> str:
    """Publish a text about the dossier, with a new version on its way that nobody has seen, and return its slug."""
    writer = Actor(nest.word("published: writer"), Role.OWNER)
    second = Actor(nest.word("published: second person"), Role.OWNER)
    where = {"dossier_id": dossier_id, "slug": "what-is-public"}
    text = HEAD.format(title="What is public") + (
        "According to reports, {{ entity:person:boluarte }} holds an office.\n\n"
        "It happened at {{ entity:incident:juliaca-2023-01-09 }}.\n" + extra
    )
    publishing.create(actor=writer, **where, kind="press-release")
    publishing.save_text(actor=writer, **where, texts={"en": text})
    publishing.submit(actor=writer, **where)
    publishing.review(actor=second, **where, approve=True, words=nest.word("published: words of review"))
    publishing.publish(actor=writer, **where)
    later = text + "\n" + nest.word("published: text of a version on its way") + "\n"
    publishing.save_text(actor=second, **where, texts={"en": later})
    return where["slug"]
