"""HTTP/1.1 over one socket that is kept open, on this machine alone.

Only as much of the protocol as the servers of the comparison speak: lengths, chunks, and an end of connection.
Written for little work a request, since the generator shares the machine with what it measures.
"""

import asyncio
from dataclasses import dataclass

HOST = "127.0.0.1"


@dataclass(slots=True)
class Answer:
    """One answer: `status`, header block in lower case, and the body."""

    status: int
    head: bytes
    body: bytes

    def header(self, name: str) -> str:
        """Return a header's value; empty where there is none."""
        mark = b"\r\n" + name.lower().encode() + b":"
        at = self.head.lower().find(mark)
        if at < 0:
            return ""
        end = self.head.find(b"\r\n", at + len(mark))
        return self.head[at + len(mark) : end if end >= 0 else None].strip().decode("latin-1")


class _Reading(asyncio.Protocol):
    """Takes bytes in and completes one answer at a time."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport | None = None
        self.buffer = b""
        self.waiting: asyncio.Future[Answer] | None = None
        self.is_gone = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport  # type: ignore[assignment]

    def data_received(self, received: bytes) -> None:
        self.buffer = self.buffer + received if self.buffer else received
        self._try()

    def connection_lost(self, _: Exception | None) -> None:
        self.is_gone = True
        waiting, self.waiting = self.waiting, None
        if waiting is None or waiting.done():
            return
        whole = self._parsed(at_the_end=True)
        if whole is None:
            waiting.set_exception(ConnectionResetError())
        else:
            waiting.set_result(whole)

    def _try(self) -> None:
        if self.waiting is None:
            return
        whole = self._parsed(at_the_end=False)
        if whole is not None:
            waiting, self.waiting = self.waiting, None
            if not waiting.done():
                waiting.set_result(whole)

    def _parsed(self, *, at_the_end: bool) -> Answer | None:
        split = self.buffer.find(b"\r\n\r\n")
        if split < 0:
            return None
        head = self.buffer[:split]
        status = int(head[9:12])
        low = head.lower()
        at = low.find(b"\r\ncontent-length:")
        start = split + 4
        if status in (204, 304):
            length = 0
        elif at >= 0:
            end = low.find(b"\r\n", at + 17)
            length = int(low[at + 17 : end if end >= 0 else None])
        elif b"\r\ntransfer-encoding: chunked" in low:
            return self._chunks(status, head, start)
        elif at_the_end:
            length = len(self.buffer) - start
        else:
            return None
        if len(self.buffer) < start + length:
            return None
        body, self.buffer = self.buffer[start : start + length], self.buffer[start + length :]
        return Answer(status, head, body)

    def _chunks(self, status: int, head: bytes, at: int) -> Answer | None:
        parts: list[bytes] = []
        while True:
            end = self.buffer.find(b"\r\n", at)
            if end < 0:
                return None
            size = int(self.buffer[at:end].split(b";")[0], 16)
            if len(self.buffer) < end + 4 + size:
                return None
            if size == 0:
                self.buffer = self.buffer[end + 4 :]
                return Answer(status, head, b"".join(parts))
            parts.append(self.buffer[end + 2 : end + 2 + size])
            at = end + 4 + size


class Line:
    """One connection, opened when it is needed and again when the other side has closed it.

    What is posted goes over a connection of its own, as from another writer.
    """

    def __init__(self, port: int) -> None:
        self.port = port
        self.reading: _Reading | None = None

    async def ask(self, request: bytes, within: float = 20.0) -> Answer:
        """Send one request and return its answer.

        Raises:
            ConnectionError, TimeoutError: the server went away, or took too long.
        """
        if request.startswith(b"POST"):
            reading = await self._opened()
            try:
                return await _answer_of(reading, request, within)
            finally:
                _close(reading)
        if self.reading is None or self.reading.is_gone:
            self.reading = await self._opened()
        try:
            answer = await _answer_of(self.reading, request, within)
        except BaseException:
            self.close()
            raise
        if b"\r\nconnection: close" in answer.head.lower():
            self.close()
        return answer

    async def _opened(self) -> _Reading:
        loop = asyncio.get_running_loop()
        _, reading = await loop.create_connection(_Reading, HOST, self.port)
        return reading

    def close(self) -> None:
        """Close it; the next question opens it anew."""
        if self.reading is not None:
            _close(self.reading)
        self.reading = None


def _close(reading: _Reading) -> None:
    if reading.transport is not None:
        reading.transport.close()


async def _answer_of(reading: _Reading, request: bytes, within: float) -> Answer:
    waiting: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
    reading.waiting = waiting
    assert reading.transport is not None
    reading.transport.write(request)
    async with asyncio.timeout(within):
        return await waiting


def request_bytes(
    method: str, path: str, port: int, body: bytes = b"", headers: dict[str, str] | None = None
) -> bytes:
    """Return a whole request, ready to be written."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}:{port}", "Connection: keep-alive", "Accept: text/html"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    if method == "POST":
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def one_answer(port: int, request: bytes) -> Answer:
    """Ask once, outside any measuring."""

    async def ask() -> Answer:
        line = Line(port)
        try:
            return await line.ask(request)
        finally:
            line.close()

    return asyncio.run(ask())
