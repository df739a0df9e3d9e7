"""Forms: what a person types becomes drafts, and what is wrong with it becomes sentences beside the field."""
