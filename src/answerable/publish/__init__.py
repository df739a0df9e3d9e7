"""What we say: documents made from answers. May import the view and every answering room.

Public names:

- ``documents``: ``as_pdf``, ``as_docx``, ``as_html``: one text made into each of the three.
- ``replies``: which allegations were put to whom, when, and how each stands on a day.
- ``reply_letter``: the letter that puts them, made so that it names nothing that the public may not know.
- ``unsaid``: the words that one view holds and another may not, and where a text lets one of them out.
- ``person_dossier``: one official's whole file, for a prosecutor.
"""
