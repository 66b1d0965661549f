"""Which hosts are this machine and no other: what may be tried without keys, and what may be asked for by name."""

from ipaddress import ip_address


def is_loopback(host: str) -> bool:
    """Whether a host, a name or an address without brackets or port, can only be this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"
