"""Pages: ask a view, then show. No rule of the field is decided here; may import every other room."""
