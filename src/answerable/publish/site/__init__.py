"""The public view of a dossier as a site of plain files, which any host carries and which opens from disk.

Public names:

- ``making``: ``write_site``, ``SiteReport``: make the site anew or bring it up to date.
- ``plan``: which files there are, and from what each is made. ``edition``: words, names, links of a language.
- ``markup``: HTML written piece by piece. ``addresses``: where each page lies.
- ``folder``: writes the files, whole or not at all. ``fingerprints``: what a page was made from.
- ``links``: checks every link. ``search_index``: what the search in the browser reads.
"""
