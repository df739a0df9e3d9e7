"""What exactly was said: files by their hash, their custody, their text, and search in it.

May import the record and below. A file is never altered; what happens to it is written beside it and into the
journal. What a reader may see of files follows from the view, as everywhere. Public names:

- ``changes``: ``ingest``, ``place``, ``withdraw``, ``correct_language``: the acts.
- ``reads``: ``document_of``, ``holding_of``, ``original_of``, ``custody_of``, ``unplaced_files``.
- ``search``: ``search``: full text, in the files of sources that the view names.
- ``storage``: ``Store``, ``the_store``: the files themselves.
- ``checking``: ``check_files``: whether every file and every paragraph is still what was taken in.
- ``paragraphs``: how paragraphs are counted; ``quotes``: where words stand in one.
- ``recognition``, ``text`` and the ``text_of_…`` modules: what kind a file is and what it says; they run in the
  child process of ``sandbox``.
"""
