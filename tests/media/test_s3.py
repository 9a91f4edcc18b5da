"""Uploads in an S3-compatible store, spoken to over HTTP."""

from itertools import count

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from moto.server import ThreadedMotoServer


@pytest.fixture(scope="module")
def store_address():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


_numbers = count(1)


@pytest.fixture
def in_the_store(settings, store_address):
    options = {
        "bucket_name": f"mo-media-{next(_numbers)}",
        "endpoint_url": store_address,
        "access_key": "key",
        "secret_key": "secret",
        "region_name": "us-east-1",
        "querystring_auth": True,
    }
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "media.storage.OwnAddressS3Storage", "OPTIONS": options}
    }
    return options


def test_the_bucket_is_made_once(in_the_store, capsys):
    call_command("make_media_store")
    call_command("make_media_store")
    name = in_the_store["bucket_name"]
    assert capsys.readouterr().out.splitlines() == [f"Made the bucket {name}.", f"The bucket {name} is there."]


def test_a_picture_in_the_store_goes_out_from_our_own_address(client, db, in_the_store):
    call_command("make_media_store")
    name = default_storage.save("original_images/huis.png", ContentFile(b"\x89PNG\r\n\x1a\n and the rest"))
    address = default_storage.url(name)
    assert address == "/media/original_images/huis.png"
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "image/png"
    assert response.getvalue() == b"\x89PNG\r\n\x1a\n and the rest"
    assert client.get("/media/original_images/nothing.png").status_code == 404


def test_a_store_that_refuses_is_said_so(in_the_store, settings):
    options = in_the_store | {"bucket_name": "not a name"}
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "media.storage.OwnAddressS3Storage", "OPTIONS": options}
    }
    with pytest.raises(CommandError, match="not a name"):
        call_command("make_media_store")


def test_without_a_store_nothing_is_made(capsys):
    call_command("make_media_store")
    assert "folder" in capsys.readouterr().out
