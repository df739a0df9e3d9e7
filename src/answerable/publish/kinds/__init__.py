"""The kinds of documents that leave the house, as HTML for `documents`.

- ``drafted``: ``document_of``: facts-and-figures sheet, press release and report, each from a draft.
- ``urgent_action``: ``parts_of``, ``sheet_values``: one issue of an urgent action, part by part and whole.
- ``incident_dossier``: ``incident_dossier``: one incident whole, made from a view.
- ``chain_annex``: ``chain_annex``: who was in command of whom on the days of incidents, made from a view.

The letter of the right of reply is in `reply_letter`, an official's file in `person_dossier`.
"""
