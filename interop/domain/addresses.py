"""Where we may send to. A receiver's address is typed by a person: it must not lead into our own network."""

import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from core.errors import DomainError

# Addresses that carry another address inside: they could smuggle a private one past the check.
_TUNNELS = [ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")]


class AddressRefused(DomainError):
    """We do not send there."""

    code = "address_refused"


@dataclass(frozen=True, slots=True)
class Target:
    """A checked address: `scheme`, `host` as written, `port`, and the rest of the URL."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def host_header(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        is_usual = self.port == {"https": 443, "http": 80}[self.scheme]
        return host if is_usual else f"{host}:{self.port}"


def parse_target(url: str) -> Target:
    """Read an address; raises AddressRefused unless it is https (http where the settings allow) without user names."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise AddressRefused(_("This is not an address.")) from None
    allowed = {"https", "http"} if settings.INTEROP_PLAIN_HTTP else {"https"}
    if parts.scheme not in allowed:
        raise AddressRefused(_("The address must start with https://."))
    if not parts.hostname or parts.username is not None or parts.password is not None or parts.fragment:
        raise AddressRefused(_("Write the address as https://host/path."))
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, parts.hostname, port or {"https": 443, "http": 80}[parts.scheme], path)


def assert_may_reach(address: str) -> str:
    """The IP address itself when it is a public one, or in a network that INTEROP_PRIVATE_NETWORKS opens."""
    ip = ipaddress.ip_address(address.split("%")[0])
    ip = getattr(ip, "ipv4_mapped", None) or ip
    if any(ip in ipaddress.ip_network(net) for net in settings.INTEROP_PRIVATE_NETWORKS):
        return address
    if not ip.is_global or ip.is_multicast or any(ip in net for net in _TUNNELS):
        raise AddressRefused(_("We do not send to this network."))
    return address


def choose_address(found: Iterable[tuple]) -> str:
    """One address of what the name service answered. All must be allowed: a mixed answer is an attempt to get in."""
    addresses = [assert_may_reach(info[4][0]) for info in found if info[0] in {socket.AF_INET, socket.AF_INET6}]
    if not addresses:
        raise socket.gaierror("no address")
    return addresses[0]
