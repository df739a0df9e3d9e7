"""What everything stands on: errors, hashes, spans of time, the status of a dated link, folded text.

May import nothing of ours, and no Django. Public names:

- ``errors``: the tree of errors, each with a stable code.
- ``ids``: ``is_entity_id``.
- ``hashing``: ``canonical_json``, ``content_id``, ``sha256_hex``.
- ``times``: ``Blur``, ``Span``, ``Time``, ``parse_time``, ``time_texts``, ``moment_text``.
- ``standing``: ``Status``, ``Standing``, ``standing_on``, ``segments`` and their columnar twin.
- ``texts``: ``fold``, ``slug``, ``initials``.
- ``collecting``: ``uncollected``, for work that makes millions of values.
"""
