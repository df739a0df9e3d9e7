"""Who may come in, and which audience each one is.

May import record and below. Public names: ``reads.actor_of``,
``reads.members_of``, ``reads.dossiers_of``, ``changes.admit``, ``changes.dismiss``, ``changes.make_account``,
``local_entry.local_entry_link``.
"""
