"""What kinds of claims can be made, and whether a given one is well formed.

May import kernel and nothing else of ours; no Django. FollowTheMoney's YAML is read, its code is not
imported. A new kind of thing to record is one file in ``schemata/``. Public names:

- ``loading``: ``load_ontology``.
- ``schema``: ``Ontology``, ``Schema``, ``Property``, ``Choice``, ``Export``.
- ``validation``: ``check_properties``, ``clean_properties``, ``check_entity_id``, ``ValueProblem``.
- ``values``: ``canonical``.
- ``building``: ``OntologyBrokenError``.
"""
