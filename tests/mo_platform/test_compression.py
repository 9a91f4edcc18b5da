"""Texts travel compressed by the platform itself; what is compressed already is left alone."""

import gzip

import brotli
import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from mo_platform.middleware import CompressionMiddleware


def answer(kind: str, accepts: str = "gzip") -> HttpResponse:
    request = RequestFactory().get("/", headers={"accept-encoding": accepts})
    return CompressionMiddleware(lambda _request: HttpResponse("woorden " * 500, content_type=kind))(request)


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "application/json", "image/svg+xml", "text/csv"])
def test_texts_are_compressed(kind):
    response = answer(kind)
    assert response["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.content).decode() == "woorden " * 500


@pytest.mark.parametrize("kind", ["image/avif", "audio/ogg", "application/pdf"])
def test_what_is_compressed_already_is_left_alone(kind):
    response = answer(kind)
    assert "Content-Encoding" not in response
    assert response.content.decode() == "woorden " * 500


def test_who_cannot_unpack_gets_it_plain():
    assert "Content-Encoding" not in answer("text/html", accepts="identity")


def test_page_is_compressed_as_it_leaves(client, db):
    response = client.get("/nl/about/", headers={"accept-encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert b"</html>" in gzip.decompress(response.content)


@pytest.mark.parametrize("accepts", ["gzip, br", "br", "gzip;q=0.5, br;q=0.8", "deflate, br, zstd"])
def test_brotli_where_the_browser_takes_it(accepts):
    response = answer("text/html", accepts=accepts)
    assert response["Content-Encoding"] == "br"
    assert response["Vary"] == "Accept-Encoding"
    assert int(response["Content-Length"]) == len(response.content) < 200
    assert brotli.decompress(response.content).decode().startswith("woorden " * 500 + "<!-- ")


@pytest.mark.parametrize("accepts", ["gzip, br;q=0", "gzip, br;q=0.0", "gzip, brutal"])
def test_never_brotli_to_who_does_not_want_it(accepts):
    assert answer("text/html", accepts=accepts)["Content-Encoding"] == "gzip"


def test_the_length_on_the_wire_tells_nothing_exact():
    assert len({len(answer("text/html", accepts="br").content) for _ in range(40)}) > 5


def test_who_counts_her_data_is_told_what_went_over_the_wire(client, db):
    headers = {"accept-encoding": "br"}
    assert "Server-Timing" not in client.get("/nl/about/", headers=headers)
    client.cookies["mo_meter"] = "on"
    response = client.get("/nl/about/", headers=headers)
    assert response["Server-Timing"] == f"size;dur={len(response.content)}"


def test_a_short_text_and_a_packed_one_stay_as_they_are():
    request = RequestFactory().get("/", headers={"accept-encoding": "br"})
    short = CompressionMiddleware(lambda _request: HttpResponse("kort", content_type="text/plain"))(request)
    assert "Content-Encoding" not in short and short.content == b"kort"
    packed = HttpResponse(b"x" * 500, content_type="text/css", headers={"Content-Encoding": "gzip"})
    assert CompressionMiddleware(lambda _request: packed)(request).content == b"x" * 500
