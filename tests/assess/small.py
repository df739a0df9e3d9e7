"""A framework in a folder of its own, as text, and a way to change one thing in it."""

from pathlib import Path

from answerable.assess.answers import Framework
from answerable.assess.loading import read_frameworks

FRAMEWORK = """\
id: trial
version: "1"
about: person
language: en
jurisdiction: {en: Nowhere, es: Ninguna parte}
titles: {en: Trial, es: Ensayo}
summary: {en: A trial., es: Un ensayo.}
excludes: [should-have-known]
texts:
  - key: statute
    norm: {en: A statute, es: Una ley}
    article: "1"
    valid_from: 2002-07-01
    mark: text
disputes:
  - element: T.1
    words: {en: Argued., es: Se discute.}
elements:
  - code: T
    logic: all
    short: {en: Whole, es: Conjunto}
    kind: context
    mark: text
    cites: [{text: statute, at: "1"}]
  - code: T.1
    parent: T
    leaf: shared
  - code: T.2
    parent: T
    logic: any
    short: {en: Either, es: Uno u otro}
    kind: mental
  - code: T.3
    parent: T.2
    mark: text
    mental: knew
    short: {en: Knew, es: Supo}
    question: {en: "Did they know?", es: "¿Lo sabían?"}
    seek: [{en: Calls., es: Llamadas.}]
    looks_for:
      for: [told, {use: told, how: inferred}]
      against:
        - find: entity
          schema: Remark
          by: [regarding]
          where: {kind: [denial]}
          how: direct
          words: {en: Denied., es: Negado.}
  - code: T.4
    parent: T.2
    mental: knew
    short: {en: Other, es: Otro}
    question: {en: "Or this?", es: "¿O esto?"}
    seek: [{en: Letters., es: Cartas.}]
"""
LEAVES = """\
shared:
  short: {en: Shared, es: Compartida}
  question: {en: "Is it shared?", es: "¿Es compartida?"}
  kind: control
  seek: [{en: More., es: Más.}]
  looks_for:
    for: [told]
"""
INDICATORS = """\
told:
  find: item
  schema: Notice
  receipt: [delivered]
  placed: [before]
  how: direct
  words: {en: A warning., es: Un aviso.}
"""


def read_trial(
    folder: Path, framework: str = FRAMEWORK, leaves: str = LEAVES, indicators: str = INDICATORS
) -> Framework:
    """Return the framework that three files hold."""
    for name, file, text in (
        ("frameworks", "trial", framework),
        ("leaves", "some", leaves),
        ("indicators", "some", indicators),
    ):
        (folder / name).mkdir(exist_ok=True)
        (folder / name / f"{file}.yaml").write_text(text, encoding="utf-8")
    return read_frameworks(folder)["trial"]
