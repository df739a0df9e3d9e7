"""Django's SQLite backend, made to work with trusted_schema off."""
