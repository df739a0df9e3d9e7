"""A mail server that takes every message and keeps none; it counts them in a file.

python sink.py PORT FILE
"""

import asyncio
import sys
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller


class Counting:
    """Counts what comes in."""

    def __init__(self, file: Path) -> None:
        self.file, self.taken = file, 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802, aiosmtpd's name
        del server, session, envelope
        self.taken += 1
        self.file.write_text(str(self.taken), encoding="ascii")
        return "250 taken"


if __name__ == "__main__":
    controller = Controller(Counting(Path(sys.argv[2])), hostname="127.0.0.1", port=int(sys.argv[1]))
    controller.start()
    asyncio.new_event_loop().run_forever()
