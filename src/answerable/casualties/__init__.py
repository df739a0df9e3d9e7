"""Who was harmed and how many: pure answers over a view, every one with the claims it rests on.

May import the record's views, ontology and kernel; knows no Django and no clock. Public names:

- ``harms``: ``Harm``, ``harms``: each record of someone killed, injured, detained or tortured.
- ``victims``: ``Victim``, ``victims``: the people and unnamed groups, with what is known and what is missing.
- ``tolls``: ``StatedCount``, ``stated_counts``, ``series``: numbers as each speaker gave them over time.
- ``definitions``: ``definitions``, ``definition``: who counts, as named questions with three answers.
- ``toll``: ``Toll``, ``toll_of``: least, best and most under a definition within a scope, with the people.
- ``toll_scopes``: ``TollScope``, ``read_toll``. ``toll_checks``: ``Check``, ``checks_of``, ``against_toll``.
- ``comparison``: ``Comparison``, ``compare``: what is stated against what is documented.
"""
