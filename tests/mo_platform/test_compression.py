"""Texts travel compressed by the platform itself; what is compressed already is left alone."""

import gzip

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


def test_page_is_compressed_as_it_leaves(client):
    response = client.get("/nl/about/", headers={"accept-encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert b"</html>" in gzip.decompress(response.content)
