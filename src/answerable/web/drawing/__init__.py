"""Pictures drawn on the server as SVG text: maps, ladders of command, step charts, days, lanes.

One picture serves page, PDF and DOCX. Every drawer is a plain function of frozen values and words; it asks nothing
of the database and decides nothing of the field. Each picture has a table or list beside it that says the same.
"""
