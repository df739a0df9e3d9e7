"""What leaves the house: documents made from answers, as HTML, PDF and DOCX.

May import the view and every answering room. Nothing here decides a rule of the field.
"""
