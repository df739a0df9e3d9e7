"""Forms: what a person types becomes drafts, and what is wrong with it becomes sentences beside the field.

A form writes nothing. It keeps every typed value, so that a page with an error loses none. Names of fields:
'p.NAME' a property, 't.…' the claim's time, 'NAME.search' the words by which an entity is looked for.
"""
