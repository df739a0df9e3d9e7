"""Who may come in, and which audience each one is.

May import record and below. Public names: ``reads.actor_of``, ``reads.members_of``, ``changes.admit``.
"""
