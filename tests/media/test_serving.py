import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@pytest.fixture
def stored():
    def store(name, content):
        return f"/media/{default_storage.save(name, ContentFile(content))}"

    return store


def test_a_drawing_goes_out_as_a_picture_that_can_do_nothing(client, bring_picture):
    picture, _outcome = bring_picture()
    response = client.get(picture.file.url)
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert response.headers["Content-Security-Policy"] == POLICY
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert b"".join(response.streaming_content).startswith(b"<svg")


@pytest.mark.parametrize(
    "name", ["page.html", "page.htm", "page.xhtml", "script.js", "data.xml", "noextension", "a.svgz"]
)
def test_anything_else_is_a_download_never_a_document(client, db, stored, name):
    response = client.get(stored(f"original_images/{name}", b"<script>alert(1)</script>"))
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"] == "attachment"
    assert response.headers["Content-Security-Policy"] == POLICY


def test_a_player_may_ask_for_a_piece(client, db, stored):
    url = stored("clips/a.mp3", bytes(range(100)))
    for header, piece, content_range in [
        ("bytes=0-9", bytes(range(10)), "bytes 0-9/100"),
        ("bytes=90-", bytes(range(90, 100)), "bytes 90-99/100"),
        ("bytes=-5", bytes(range(95, 100)), "bytes 95-99/100"),
        ("bytes=50-1000", bytes(range(50, 100)), "bytes 50-99/100"),
    ]:
        response = client.get(url, headers={"range": header})
        assert (response.status_code, response.content) == (206, piece)
        assert response.headers["Content-Range"] == content_range
        assert response.headers["Content-Type"] == "audio/mpeg"


def test_a_piece_beyond_the_end_is_refused(client, db, stored):
    response = client.get(stored("clips/a.mp3", b"123"), headers={"range": "bytes=3-"})
    assert (response.status_code, response.headers["Content-Range"]) == (416, "bytes */3")


@pytest.mark.parametrize("header", ["bytes=0-1,5-6", "bytes=x-1", "lines=0-1", "bytes=", "bytes=-", "bytes=٣-٤"])
def test_a_range_we_do_not_understand_gets_the_whole_file(client, db, stored, header):
    response = client.get(stored("clips/a.mp3", b"123"), headers={"range": header})
    assert (response.status_code, b"".join(response.streaming_content)) == (200, b"123")


@pytest.mark.parametrize(
    "path",
    [
        "/media/nothing.svg",
        "/media/documents/secret.pdf",
        "/media/../manage.py",
        "/media/original_images/../documents/secret.pdf",
        "/media//etc/passwd",
    ],
)
def test_what_is_not_there_or_not_public_is_not_found(client, db, stored, path):
    stored("documents/secret.pdf", b"secret")
    assert client.get(path).status_code == 404


def test_nothing_can_be_sent_to_this_address(client, db, stored):
    assert client.post(stored("clips/a.mp3", b"123")).status_code == 405
