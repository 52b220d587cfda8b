"""A machine's own authority: trusted once, for this machine and local addresses only."""

from __future__ import annotations

import socket
import ssl
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from server import tls


def test_a_browser_that_trusts_the_authority_trusts_the_server(tmp_path: Path) -> None:
    files = tls.prepare(tmp_path, ["127.0.0.1", "localhost"])
    here = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    here.load_cert_chain(files.certificate, files.key)
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            with listening.accept()[0] as raw, here.wrap_socket(raw, server_side=True) as met:
                met.sendall(b"met")

        serving = threading.Thread(target=answer)
        serving.start()
        there = ssl.create_default_context(cafile=str(files.authority))
        with (
            socket.create_connection(listening.getsockname()) as raw,
            there.wrap_socket(raw, server_hostname="127.0.0.1") as met,
        ):
            assert met.recv(3) == b"met"
        serving.join()


def test_keys_are_for_their_owner_only_and_nothing_is_made_twice(tmp_path: Path) -> None:
    first = tls.prepare(tmp_path / "tls", ["127.0.0.1"])
    kept = first.certificate.read_bytes()
    assert first.key.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "tls" / "authority.key").stat().st_mode & 0o777 == 0o600
    assert tls.prepare(tmp_path / "tls", ["127.0.0.1"]).certificate.read_bytes() == kept


def test_a_new_address_gets_a_new_certificate_from_the_same_authority(tmp_path: Path) -> None:
    first = tls.prepare(tmp_path, ["127.0.0.1"])
    trusted = first.authority.read_bytes()
    second = tls.prepare(tmp_path, ["127.0.0.1", "192.168.31.7"])
    assert second.authority.read_bytes() == trusted
    made = x509.load_pem_x509_certificate(second.certificate.read_bytes())
    names = made.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert "192.168.31.7" in [str(each) for each in names.get_values_for_type(x509.IPAddress)]


def test_the_authority_cannot_speak_for_the_rest_of_the_world(tmp_path: Path) -> None:
    files = tls.prepare(tmp_path, ["127.0.0.1"])
    key, authority = tls._authority(tmp_path, files.authority, ["127.0.0.1"])
    false = tls._server_certificate(key.public_key(), ["bank.example.com"], authority, key)
    verifier = PolicyBuilder().store(Store([authority])).time(datetime.now(UTC)).build_server_verifier(
        x509.DNSName("bank.example.com")
    )  # fmt: skip
    with pytest.raises(VerificationError):
        verifier.verify(false, [])
