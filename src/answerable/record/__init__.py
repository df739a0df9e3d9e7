"""Who said what, where, when it was recorded, and what an audience may read of it.

May import the ontology and the kernel. Nothing outside this room touches the claims table: reading goes
through a view, writing through ``changes``. Public names:

- ``drafts``: ``ClaimDraft``, ``SourceDraft``, ``DossierDraft``: what is to be recorded.
- ``changes``: the acts; each checks permission, writes in one transaction and adds one journal entry.
- ``actors``: ``Actor`` and what each role may do.
- ``audiences``: ``Audience`` and which visibilities it sees.
- ``view``: ``View`` and ``ViewSpec``, the only door for reading; ``claims``: what a view hands out.
- ``difference``: what falls or comes between two views.
- ``reads``: ``view_of``, ``dossiers``: views from the database, kept and extended as claims arrive.
- ``journal``: the hash chain and its check.
- ``database``: the promises asked of SQLite, read back from every connection.
"""
