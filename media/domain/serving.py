"""How a stored file goes out: with the type we know it by, and never as a document that can act."""

import posixpath

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.http.request import HttpRequest
from django.http.response import HttpResponseBase

from .formats import SERVED_TYPES

# Even a drawing that slipped through can do nothing here: no script, no frame, an origin of its own.
FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
PRIVATE_FOLDERS = ("documents/", "recordings/")  # handed out by views of their own, which check who asks
CHUNK = 64 * 1024


def serve_stored_file(*, request: HttpRequest, name: str) -> HttpResponseBase:
    """The file `name` of the default storage. Answers ranges, so that phones can play and seek. Raises Http404."""
    if name != posixpath.normpath(name) or name.startswith(("/", "..", *PRIVATE_FOLDERS)) or "\\" in name:
        raise Http404
    extension = name.rsplit(".", 1)[-1].lower()
    content_type = SERVED_TYPES.get(extension)
    try:
        file = default_storage.open(name)
        size = file.size
    except (OSError, ValueError) as error:
        raise Http404 from error
    response = _respond(request, file, size)
    response.headers["Content-Type"] = content_type or "application/octet-stream"
    response.headers["Content-Disposition"] = "inline" if content_type else "attachment"
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Accept-Ranges"] = "bytes"
    # A changed file gets another name (uploads are never overwritten), so this one may be kept.
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _respond(request: HttpRequest, file, size: int) -> HttpResponseBase:
    wanted = _read_range(request.headers.get("Range", ""), size)
    if wanted is None:
        response: HttpResponseBase = FileResponse(file)
        response.headers["Content-Length"] = str(size)
        return response
    start, end = wanted
    if start >= size or end < start:
        file.close()
        response = HttpResponse(status=416)
        response.headers["Content-Range"] = f"bytes */{size}"
        return response
    file.seek(start)
    with file:
        body = file.read(min(end - start + 1, 16 * CHUNK))  # a piece at a time; the player asks for the next
    response = HttpResponse(body, status=206)
    response.headers["Content-Range"] = f"bytes {start}-{start + len(body) - 1}/{size}"
    return response


def _read_range(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte that were asked for; None when the whole file should go out (several ranges included)."""
    unit, _equals, spec = header.partition("=")
    first, dash, last = spec.strip().partition("-")
    if unit.strip() != "bytes" or not dash or "," in spec:
        return None
    if not (first or last) or not (first + last).isascii() or not (first + last).isdigit():
        return None
    if not first:
        return max(0, size - int(last)), size - 1
    return int(first), min(int(last), size - 1) if last else size - 1
