"""Runs the program as python -m answerable."""

from answerable.cli import main

main()
