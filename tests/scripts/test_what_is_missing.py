"""`make test` says in one line what it could not test: it really asks, an open port is not enough."""

import socket
import threading
from contextlib import closing

import pytest

from scripts import run_tests


@pytest.fixture
def closed_port():
    with closing(socket.socket()) as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


@pytest.fixture
def rude_port():
    """Somebody listens there and hangs up on whoever speaks."""
    door = socket.create_server(("127.0.0.1", 0))

    def hang_up():
        while True:
            try:
                door.accept()[0].close()
            except OSError:
                return

    threading.Thread(target=hang_up, daemon=True).start()
    yield door.getsockname()[1]
    door.close()


@pytest.mark.parametrize("port", ["closed_port", "rude_port"])
def test_each_server_that_does_not_let_us_in_is_one_line_with_the_way_out(monkeypatch, request, port):
    number = request.getfixturevalue(port)
    monkeypatch.setattr(run_tests, "POSTGRES", f"postgres://somebody:secret@127.0.0.1:{number}/mo")
    monkeypatch.setattr(run_tests, "REDIS", f"redis://127.0.0.1:{number}/9")
    monkeypatch.setattr(run_tests, "RABBITMQ", f"amqp://guest:guest@127.0.0.1:{number}//")
    monkeypatch.setenv("TEST_BROWSER", "")
    monkeypatch.setenv("ESPEAK", "no-such-voice")
    monkeypatch.setattr(run_tests, "BROWSERS", ("no-such-browser",))
    missing = run_tests.find_missing()
    assert list(missing) == list(run_tests.WANTED)
    for line, (_attempt, variable) in zip(missing.values(), run_tests.WANTED.values(), strict=True):
        assert variable in line
        assert "\n" not in line
        assert "secret" not in line


def test_with_ci_set_what_is_missing_is_an_error(monkeypatch, capsys):
    monkeypatch.setattr(run_tests, "WANTED", {"a moon": (lambda: 1 / 0, "TEST_MOON")})
    monkeypatch.setenv("CI", "true")
    assert run_tests.main() == 1
    assert "a moon" in capsys.readouterr().err
