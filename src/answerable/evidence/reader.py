"""The program that the child process runs: a file comes in, its reading goes out as JSON."""

import sys

from answerable.evidence.reading import reading_to_json
from answerable.evidence.text import read_text


def main() -> None:
    """Read standard input to its end and write what it says."""
    sys.stdout.buffer.write(reading_to_json(read_text(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
