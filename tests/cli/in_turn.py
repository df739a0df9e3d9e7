"""Runs many commands one after the other, each in a child of one process that has read the program already.

    python in_turn.py < {"typed": "…", "commands": [["show", "peru-2022"], …]} > [[status, out, err], …]

Each command has memory of its own, as when a person types it; only the reading of the code is done once.
"""

import json
import os
import sys
import tempfile


def ended(words: list[str], typed: bytes) -> tuple[int, str, str]:
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        given.write(typed)
        given.seek(0)
        child = os.fork()
        if not child:
            _run(words, given.fileno(), out.fileno(), err.fileno())
        _, status = os.waitpid(child, 0)
        for file in (out, err):
            file.seek(0)
        return os.waitstatus_to_exitcode(status), out.read().decode(), err.read().decode()


def _run(words: list[str], *files: int) -> None:
    from answerable.cli.program import main

    for number, file in enumerate(files):
        os.dup2(file, number)
    sys.argv = ["answerable", *words]
    status = 1
    try:
        main()
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.settings")
    import django

    django.setup()
    import answerable.cli.program
    import answerable.publish.reads
    import answerable.record.reads  # noqa: F401, read once for every child

    found = [ended(words, asked["typed"].encode()) for words in asked["commands"]]
    json.dump(found, sys.stdout)
