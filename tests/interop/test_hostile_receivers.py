"""Receivers we do not trust: slow, dripping, redirecting, talking nonsense, or leading into our own network."""

import http.server
import ipaddress
import socket
import ssl
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from interop.domain import sending
from interop.domain.addresses import AddressRefused, assert_may_reach, choose_address, parse_target
from interop.domain.envelope import Envelope
from interop.domain.policy import judge, rest_after
from interop.domain.sending import Attempt, post

KEY_USES = [
    *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement"),
    *("key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
]
ENVELOPE = Envelope(body=b"{}", headers={"content-type": "application/json"})


@pytest.fixture
def talk():
    """A server that hands each connection to a function: `talk(function)` gives its address."""
    sockets = []

    def start(behave, *, tls: ssl.SSLContext | None = None) -> str:
        listening = socket.create_server(("127.0.0.1", 0))
        sockets.append(listening)

        def serve():
            while True:
                try:
                    connection, _peer = listening.accept()
                except OSError:
                    return
                threading.Thread(target=handle, args=(connection,), daemon=True).start()

        def handle(connection):
            try:
                with connection:
                    connection.recv(65536)
                    behave(connection)
            except OSError:
                pass

        threading.Thread(target=serve, daemon=True).start()
        return f"http://127.0.0.1:{listening.getsockname()[1]}/"

    yield start
    for listening in sockets:
        listening.close()


def tell(url, limit=1.0):
    return post(url, ENVELOPE, limit=limit)


def test_one_that_never_answers_is_given_up_while_it_still_waits(talk):
    attempt = tell(talk(lambda connection: time.sleep(30)))
    assert (attempt.status_code, attempt.error) == (None, "timeout")


def test_one_that_drips_a_byte_at_a_time_is_given_up_before_its_answer_is_whole(talk):
    def drip(connection):
        for letter in "HTTP/1.1 200 OK\r\n" + "x-slow: " + "a" * 5000:
            connection.sendall(letter.encode())
            time.sleep(0.1)

    attempt = tell(talk(drip))
    assert attempt.error == "timeout"


def test_an_endless_body_is_not_read(talk):
    sent = []

    def flood(connection):
        connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 999999999999\r\n\r\n")
        while True:
            sent.append(connection.send(b"x" * 65536))

    attempt = tell(talk(flood), limit=5)
    assert attempt.is_delivered
    assert sum(sent) < 32_000_000


def test_an_endless_header_is_given_up(talk):
    def flood(connection):
        connection.sendall(b"HTTP/1.1 200 OK\r\nx-endless: ")
        while True:
            connection.sendall(b"a" * 65536)

    attempt = tell(talk(flood), limit=5)
    assert attempt.error in {"protocol", "timeout"}


@pytest.mark.parametrize("words", [b"", b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 2xx fine\r\n\r\n", b"\x00" * 400])
def test_nonsense_is_no_delivery(talk, words):
    attempt = tell(talk(lambda connection: connection.sendall(words)), limit=3)
    assert attempt.error == "protocol"


def test_a_redirect_is_not_followed(talk):
    reached = []

    def inside(connection):
        reached.append(True)
        connection.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")

    target = talk(inside)

    def redirect(connection):
        connection.sendall(
            f"HTTP/1.1 307 Temporary Redirect\r\nlocation: {target}\r\ncontent-length: 0\r\n\r\n".encode()
        )

    attempt = tell(talk(redirect))
    assert (attempt.status_code, attempt.error, reached) == (307, "redirect", [])


def test_nobody_there(unused_port=9):
    attempt = tell(f"http://127.0.0.1:{unused_port}/")
    assert attempt.error == "connect"


def test_a_name_that_does_not_exist():
    assert tell("http://no-such-host.invalid/", limit=15).error == "dns"


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1",
        "172.16.5.4",
        "192.168.1.1",
        "169.254.169.254",  # the metadata service of a cloud
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fc00::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::1",
        "2001:db8::1",
    ],
)
def test_an_address_inside_is_refused(address):
    with pytest.raises(AddressRefused):
        assert_may_reach(address)


def test_public_addresses_and_the_networks_that_were_opened_are_fine(settings):
    assert assert_may_reach("193.191.245.1") == "193.191.245.1"
    assert assert_may_reach("2a00:1450:400e:80c::200e")
    assert assert_may_reach("127.0.0.1")  # opened in the settings of the tests
    settings.INTEROP_PRIVATE_NETWORKS = []
    with pytest.raises(AddressRefused):
        assert_may_reach("127.0.0.1")
    settings.INTEROP_PRIVATE_NETWORKS = ["10.20.0.0/16"]
    assert assert_may_reach("10.20.3.4")
    with pytest.raises(AddressRefused):
        assert_may_reach("10.21.3.4")


def test_a_name_with_one_address_inside_is_refused_whole():
    def found(*addresses):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in addresses]

    assert choose_address(found("193.191.245.1", "193.191.245.2")) == "193.191.245.1"
    with pytest.raises(AddressRefused):
        choose_address(found("193.191.245.1", "10.0.0.1"))


def test_the_request_goes_to_the_address_that_was_checked(talk, monkeypatch, settings):
    """A name that answers differently the second time (DNS rebinding) gets no second question."""
    questions = []
    port = int(talk(lambda connection: connection.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")).split(":")[2][:-1])

    def answer(host, *args, **kwargs):
        questions.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1" if len(questions) == 1 else "10.0.0.1", port))]

    monkeypatch.setattr(sending.socket, "getaddrinfo", answer)
    attempt = post(f"http://rebinding.example:{port}/", ENVELOPE, limit=3)
    assert attempt.is_delivered
    assert questions == ["rebinding.example"]


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "https://user:secret@example.org/",
        "https:///nowhere",
        "https://example.org/#part",
        "https://example.org:99999/",
        "//example.org/",
        "",
    ],
)
def test_in_production_only_plain_https_addresses_are_taken(settings, url):
    settings.INTEROP_PLAIN_HTTP = False
    with pytest.raises(AddressRefused):
        parse_target(url)


def test_private_addresses_written_as_names_or_numbers_do_not_get_through(settings):
    settings.INTEROP_PRIVATE_NETWORKS = []
    for url in ("http://localhost/", "http://127.1/", "http://2130706433/", "http://[::ffff:127.0.0.1]/", "http://0/"):
        assert tell(url, limit=5).error in {"address", "dns"}, url


# TLS, with certificates made on the spot


@pytest.fixture
def certificates(tmp_path):
    """A small authority: `make(name or address)` gives files of a certificate it signed, and `ca` is its own."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test authority")])
    now = datetime.now(UTC)

    def build(subject, public_key, days=1):
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(name)
            .public_key(public_key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=10))
            .not_valid_after(now + timedelta(days=days))
        )

    ca = build(name, key.public_key()).add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    signing = {name: name in {"key_cert_sign", "crl_sign"} for name in KEY_USES}
    ca = ca.add_extension(x509.KeyUsage(**signing), critical=True)
    ca = ca.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    (tmp_path / "ca.pem").write_bytes(ca.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))

    def make(host, *, days=1):
        own = ec.generate_private_key(ec.SECP256R1())
        try:
            alternative = x509.IPAddress(ipaddress.ip_address(host))
        except ValueError:
            alternative = x509.DNSName(host)
        certificate = (
            build(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)]), own.public_key(), days)
            .add_extension(x509.SubjectAlternativeName([alternative]), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False)
            .sign(key, hashes.SHA256())
        )
        file = tmp_path / f"{host}-{days}.pem"
        file.write_bytes(
            certificate.public_bytes(serialization.Encoding.PEM)
            + own.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        return file

    make.ca = tmp_path / "ca.pem"
    return make


@pytest.fixture
def secure_server():
    servers = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["content-length"]))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *args):
            pass

    class QuietServer(http.server.ThreadingHTTPServer):
        def handle_error(self, request, client_address):
            pass

    def start(certificate) -> int:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server = QuietServer(("127.0.0.1", 0), Handler)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        servers.append(server)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return server.server_port

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def trusted(certificates, settings):
    settings.INTEROP_CA_FILE = str(certificates.ca)
    sending._tls.cache_clear()
    yield
    sending._tls.cache_clear()


def test_a_certificate_of_a_known_authority_for_this_very_host_is_trusted(certificates, secure_server, trusted):
    assert tell(f"https://127.0.0.1:{secure_server(certificates('127.0.0.1'))}/", limit=5).is_delivered
    assert tell(f"https://localhost:{secure_server(certificates('localhost'))}/", limit=5).is_delivered


@pytest.mark.parametrize(("host", "days"), [("elsewhere.example", 1), ("localhost", 1), ("127.0.0.1", -1)])
def test_a_certificate_of_another_host_or_past_its_date_is_refused(certificates, secure_server, trusted, host, days):
    attempt = tell(f"https://127.0.0.1:{secure_server(certificates(host, days=days))}/", limit=5)
    assert (attempt.error, attempt.status_code) == ("tls", None)


def test_a_certificate_of_an_unknown_authority_is_refused(certificates, secure_server):
    sending._tls.cache_clear()
    assert tell(f"https://127.0.0.1:{secure_server(certificates('127.0.0.1'))}/", limit=5).error == "tls"


def test_a_server_without_encryption_behind_https_is_refused(talk):
    url = talk(lambda connection: connection.sendall(b"HTTP/1.1 204 No Content\r\n\r\n"))
    assert tell(url.replace("http://", "https://"), limit=3).error in {"tls", "protocol"}


# What follows from a try


@pytest.mark.parametrize(
    ("status", "tries", "verdict"),
    [
        (200, 1, "delivered"),
        (204, 12, "delivered"),
        (302, 1, "again"),
        (400, 1, "again"),
        (400, 3, "park"),
        (401, 3, "again"),
        (404, 11, "again"),
        (404, 12, "park"),
        (410, 1, "pause"),
        (422, 3, "park"),
        (500, 11, "again"),
        (503, 12, "park"),
    ],
)
def test_each_answer_has_its_consequence(status, tries, verdict):
    judged = judge(Attempt(status_code=status, error=""), attempts=tries, chance=0.5)
    found = {
        "delivered": judged.is_delivered,
        "park": judged.parks,
        "pause": judged.pauses_receiver,
        "again": judged.wait > timedelta(),
    }
    assert [name for name, is_so in found.items() if is_so] == [verdict]


def test_the_waits_together_last_more_than_a_day_and_are_spread():
    attempts = [Attempt(status_code=500)] * 11
    lowest, highest = (
        sum((judge(item, attempts=n, chance=chance).wait for n, item in enumerate(attempts, 1)), timedelta())
        for chance in (0.0, 0.999)
    )
    assert timedelta(hours=20) < lowest < highest < timedelta(hours=48)


def test_a_rest_grows_and_stays_short():
    assert [rest_after(n) for n in (1, 2)] == [None, None]
    assert [rest_after(n).total_seconds() for n in (3, 4, 5, 20)] == [2, 4, 8, 60]
