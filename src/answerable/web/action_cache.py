"""Finished answers of the pages that anybody may read, kept by each worker and looked at again within a second.

Invariants. What is kept was made for nobody in particular: no session, cookie or user takes part in it, and the
view that made it says so (`keep`). An answer is given without a question to the database for `FRESH` seconds at
most; after that the marks of what it was made from are compared, and it is made anew only where one of them
differs. So a stop shows within a second in every worker, and a page that nobody changes is made once.

The answers are kept as they left the whole chain of middleware, so they have every header of policy that any other
page has. This middleware stands before all others.
"""

import gzip
import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

FRESH = 0.6
"""Seconds for which an answer is given unseen; what it was made from is never more than a second old."""
OPENED_BY = "/actions/"
ASKED = ("section", "origin", "to", "language", "page")
"""The words of a query that a reading page may depend on; no other one makes an answer of its own."""
MOST_ANSWERS, MOST_BYTES, LONGEST = 4096, 64 * 1024 * 1024, 1024 * 1024
SMALLEST_PACKED = 512
PACKED = ("text/", "application/json", "application/atom+xml")
CACHED = "public, max-age=0, must-revalidate"
_OWN = frozenset({"content-length", "content-encoding", "vary", "etag", "cache-control", "date", "server"})

Answer = Callable[[HttpRequest], HttpResponseBase]
Key = tuple[str, ...]
Mark = object
Made = TypeVar("Made", bound=HttpResponse)
Look = Callable[[], Mark]
"""Reads the mark of what an answer is made from, as it stands now."""


@dataclass(slots=True)
class Kept:
    """One finished answer. `packed` is empty where it is not worth packing. `until` is on the monotonic clock."""

    body: bytes
    packed: bytes
    headers: tuple[tuple[str, str], ...]
    etag: str
    mark: Mark
    look: Look
    issues: frozenset[int]
    until: float

    @property
    def size(self) -> int:
        """How many bytes it takes."""
        return len(self.body) + len(self.packed)


class Shelf:
    """The answers of one worker, the least wanted one dropped first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._bytes = 0

    def find(self, key: Key) -> Kept | None:
        """Return an answer, fresh or not."""
        found = self._kept.get(key)
        if found is not None:
            with self._lock:
                if key in self._kept:
                    self._kept.move_to_end(key)
        return found

    def put(self, key: Key, kept: Kept) -> None:
        """Keep an answer."""
        with self._lock:
            self._drop(key)
            self._kept[key] = kept
            self._bytes += kept.size
            while len(self._kept) > MOST_ANSWERS or self._bytes > MOST_BYTES:
                self._drop(next(iter(self._kept)))

    def drop(self, key: Key) -> None:
        """Forget an answer, if it is there."""
        with self._lock:
            self._drop(key)

    def _drop(self, key: Key) -> None:
        gone = self._kept.pop(key, None)
        if gone is not None:
            self._bytes -= gone.size

    def forget(self, issue: int) -> None:
        """Have every answer that shows an issue looked at again before it is next given."""
        with self._lock:
            for kept in self._kept.values():
                if issue in kept.issues:
                    kept.until = 0.0

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
            self._bytes = 0

    def __len__(self) -> int:
        return len(self._kept)


shelf = Shelf()


def keep(response: Made, *, mark: Mark, look: Look, issues: frozenset[int] = frozenset()) -> Made:
    """Say that an answer may be kept, and given to anybody.

    Args:
        response: made without anything of its reader.
        mark: what `look` returned before the answer was made; read first, so that no change falls between.
        look: reads it again. It must be cheap, and name everything that the answer depends on.
        issues: the rows of issues that it shows, for `forget`.
    """
    response.kept_by = (mark, look, issues)  # type: ignore[attr-defined]
    return response


def forget(issue: object) -> None:
    """Have this worker look again at every answer that shows an issue: its own act is seen at once.

    `issue` is a row or its primary key. Other workers look by themselves within a second.
    """
    shelf.forget(issue if isinstance(issue, int) else int(issue.pk))  # type: ignore[attr-defined]


class ActionCacheMiddleware:
    """Answers from what is kept before any other middleware is asked."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Give what is kept and fresh; else pass the request on, and keep what may be kept."""
        if not request.path_info.startswith(OPENED_BY) or request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        key = key_of(request)
        kept = shelf.find(key)
        if kept is not None and _is_good(kept):
            return answer_of(kept, request)
        response = self.get_response(request)
        made_by = getattr(response, "kept_by", None)
        if made_by is None or not _may_stay(response):
            shelf.drop(key)
            return response
        fresh = _finished(response, *made_by)  # type: ignore[arg-type]
        shelf.put(key, fresh)
        return answer_of(fresh, request)


def _may_stay(response: HttpResponseBase) -> bool:
    is_well = response.status_code == 200 and not response.streaming
    return is_well and len(response.content) <= LONGEST  # type: ignore[attr-defined]


def key_of(request: HttpRequest) -> Key:
    """Return what tells one answer from another: host, path, and the words of the query that matter."""
    host, path = request.META.get("HTTP_HOST", ""), request.path_info
    if not request.META.get("QUERY_STRING"):
        return (host, path)
    return (host, path, *(f"{name}={request.GET[name]}" for name in ASKED if name in request.GET))


def _is_good(kept: Kept) -> bool:
    """Say whether an answer still stands, looking at its marks where it has not been looked at for a while."""
    now = time.monotonic()
    if kept.until > now:
        return True
    if kept.look() != kept.mark:
        return False
    kept.until = now + FRESH
    return True


def _finished(response: HttpResponse, mark: Mark, look: Look, issues: frozenset[int]) -> Kept:
    body = response.content
    kind = response.headers.get("Content-Type", "")
    is_packed = len(body) >= SMALLEST_PACKED and kind.startswith(PACKED)
    headers = tuple((name, value) for name, value in response.headers.items() if name.lower() not in _OWN)
    etag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
    packed = gzip.compress(body, 6, mtime=0) if is_packed else b""
    return Kept(body, packed, headers, etag, mark, look, issues, time.monotonic() + FRESH)


def answer_of(kept: Kept, request: HttpRequest) -> HttpResponse:
    """Return what is kept as an answer: packed where the browser reads that, without a body where it has it.

    The tag is a weak one: packed and unpacked are one answer.
    """
    has_it = request.META.get("HTTP_IF_NONE_MATCH", "")
    if has_it and kept.etag.removeprefix("W/") in has_it:
        response = HttpResponse(status=304)
        del response.headers["Content-Type"]
        headers = tuple(pair for pair in kept.headers if pair[0].lower() != "content-type")
    else:
        reads_packed = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
        body = kept.packed if kept.packed and reads_packed else kept.body
        response = HttpResponse(body)
        headers = kept.headers
        if body is kept.packed:
            response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(body))
    for name, value in headers:
        response.headers[name] = value
    response.headers["ETag"] = kept.etag
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = CACHED
    return response
