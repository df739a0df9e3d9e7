"""One module a kind of page. A page asks a view, puts frozen rows into a template and decides no rule."""
