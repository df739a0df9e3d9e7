"""The record and its answers as JSON, for programs. It decides no rule: it asks a view and shows what it says."""
