"""A certificate authority of this machine alone, so that phones nearby may use the app over HTTPS.

Browsers run no service worker behind a certificate error, so the phone must trust the authority once. Its key
stays in DATA_DIR, and it is bound (RFC 5280 name constraints) to addresses of local networks and to this machine's
own names: whoever trusts it trusts no certificate for any other site with it.
"""

from __future__ import annotations

import ipaddress
import os
import socket
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

#: iOS refuses server certificates that are valid for longer than 825 days.
_SERVER_DAYS, _AUTHORITY_DAYS = 397, 3650
#: Networks that never lead out of a building.
_LOCAL = tuple(
    ipaddress.ip_network(each)
    for each in (
        "127.0.0.0/8",
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "169.254.0.0/16",
        "::1/128",
        "fc00::/7",
    )
)


@dataclass(frozen=True)
class Files:
    """Where the pieces lie."""

    authority: Path
    certificate: Path
    key: Path


def names_of_this_machine(host: str) -> list[str]:
    """Names and addresses under which a phone nearby can reach a server bound to `host`."""
    if host not in {"0.0.0.0", "::"}:  # noqa: S104 - compared, not bound
        return [host] if host != "127.0.0.1" else ["127.0.0.1", "localhost"]
    found: list[str] = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # asks the routing table; nothing is sent
            found.append(probe.getsockname()[0])
        except OSError:
            pass
    return list(dict.fromkeys([*found, "127.0.0.1", "localhost", socket.gethostname()]))


def prepare(folder: Path, names: list[str]) -> Files:
    """The authority (made once) and a certificate for `names` (made again when names or time ask for it)."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    files = Files(folder / "authority.crt", folder / "server.crt", folder / "server.key")
    authority_key, authority = _authority(folder, files.authority, names)
    if not _still_good(files, names, authority):
        key = ec.generate_private_key(ec.SECP256R1())
        made = _server_certificate(key.public_key(), names, authority, authority_key)
        _write(files.key, _pem(key))
        _write(files.certificate, made.public_bytes(serialization.Encoding.PEM))
    return files


def fingerprint(certificate: Path) -> str:
    """SHA-256 of a certificate as people compare it: pairs of letters with colons."""
    loaded = x509.load_pem_x509_certificate(certificate.read_bytes())
    return loaded.fingerprint(hashes.SHA256()).hex(":").upper()


def _authority(folder: Path, path: Path, names: list[str]) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    key_path = folder / "authority.key"
    if path.exists() and key_path.exists():
        key = serialization.load_pem_private_key(key_path.read_bytes(), password=None)
        kept = x509.load_pem_x509_certificate(path.read_bytes())
        if isinstance(key, ec.EllipticCurvePrivateKey) and _may_sign_for(kept, names):
            return key, kept
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([
        x509.NameAttribute(NameOID.COMMON_NAME, f"Xunan local authority ({socket.gethostname()})"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Xunan"),
    ])  # fmt: skip
    made = (
        _builder(name, name, key.public_key(), _AUTHORITY_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.NameConstraints(_bounds(names), None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    _write(key_path, _pem(key))
    _write(path, made.public_bytes(serialization.Encoding.PEM))
    return key, made


def _bounds(names: list[str]) -> list[x509.GeneralName]:
    """What the authority may sign for: local networks, and these names and addresses."""
    bounds: list[x509.GeneralName] = [x509.IPAddress(network) for network in _LOCAL]
    for name in dict.fromkeys([*names, "localhost", "local"]):
        found = _general(name)
        if isinstance(found, x509.IPAddress):
            found = x509.IPAddress(ipaddress.ip_network(found.value))
        if found not in bounds:
            bounds.append(found)
    return bounds


def _may_sign_for(authority: x509.Certificate, names: list[str]) -> bool:
    """Do these names lie within the bounds? A machine that moved to a public address needs a new authority."""
    bounds = authority.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or []
    networks = [ipaddress.ip_network(str(each.value)) for each in bounds if isinstance(each, x509.IPAddress)]
    words = {each.value for each in bounds if isinstance(each, x509.DNSName)}
    for name in map(_general, names):
        if isinstance(name, x509.IPAddress):
            if not any(ipaddress.ip_address(str(name.value)) in network for network in networks):
                return False
        elif name.value not in words and not name.value.endswith(".local"):
            return False
    return True


def _server_certificate(
    key: ec.EllipticCurvePublicKey, names: list[str], authority: x509.Certificate, by: ec.EllipticCurvePrivateKey
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0][:64])])
    return (
        _builder(subject, authority.subject, key, _SERVER_DAYS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName([_general(name) for name in names]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False
        )
        .sign(by, hashes.SHA256())
    )  # fmt: skip


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, days: int
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=days))
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates, content_commitment=False, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=signs_certificates, crl_sign=signs_certificates,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _still_good(files: Files, names: list[str], authority: x509.Certificate) -> bool:
    if not (files.certificate.exists() and files.key.exists()):
        return False
    kept = x509.load_pem_x509_certificate(files.certificate.read_bytes())
    wanted = {_general(name) for name in names}
    there = set(kept.extensions.get_extension_for_class(x509.SubjectAlternativeName).value)
    lasts = kept.not_valid_after_utc > datetime.now(UTC) + timedelta(days=30)
    return lasts and wanted <= there and kept.issuer == authority.subject


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _write(path: Path, content: bytes) -> None:
    """Keys are readable by their owner only, from the first moment."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
