"""A time-stamping authority of the tests: `openssl ts -reply` behind a small HTTP server, with its own certificates."""

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID

NAME = "Служба позначок часу"
_SETTINGS = """
[tsa]
default_tsa = own
[own]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/own.pem
certs = {folder}/chain.pem
signer_key = {folder}/own.key
signer_digest = sha256
default_policy = 1.2.3.4.1
other_policies = 1.2.3.4.2
digests = sha256
accuracy = secs:1
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


class Authority:
    """Root, a certificate between, and its own, in a folder; `days` from when until when its own is valid.

    answers  whether it answers; asked: how often it was
    """

    def __init__(self, folder: Path, days: tuple[int, int] = (-30, 30)) -> None:
        folder.mkdir(parents=True)
        self.folder, self.answers, self.asked, self.address = folder, True, 0, ""
        root_key, root = _certificate("Корінь", (-3000, 3000))
        between_key, between = _certificate("Проміжний", (-2000, 2000), (root_key, root))
        own_key, own = _certificate(NAME, days, (between_key, between), stamps=True)
        self.issuers, self.own, self.between = ((between_key, between), (root_key, root)), own, between
        self.root = folder / "root.pem"
        self.root.write_bytes(root.public_bytes(Encoding.PEM))
        (folder / "chain.pem").write_bytes(between.public_bytes(Encoding.PEM) + root.public_bytes(Encoding.PEM))
        (folder / "own.pem").write_bytes(own.public_bytes(Encoding.PEM))
        (folder / "own.key").write_bytes(own_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        (folder / "serial").write_text("01\n")
        (folder / "ts.cnf").write_text(_SETTINGS.format(folder=folder))

    def answer(self, query: bytes) -> bytes:
        """What it answers to a request (DER)."""
        self.asked += 1
        (self.folder / "query").write_bytes(query)
        settings = ("-config", str(self.folder / "ts.cnf"), "-section", "own")
        files = ("-queryfile", str(self.folder / "query"), "-out", str(self.folder / "answer"))
        subprocess.run(("openssl", "ts", "-reply", *settings, *files), capture_output=True, check=True)
        return (self.folder / "answer").read_bytes()

    def lists(self, at: datetime, *revoked: x509.RevokedCertificate) -> tuple[bytes, ...]:
        """A list (PEM) of each issuer as of a moment, with the same revoked certificates in all of them."""
        return tuple(revocation_list(issuer, at, *revoked) for issuer in self.issuers)

    def query(self, text: bytes) -> bytes:
        """What OpenSSL would ask (DER)."""
        (self.folder / "asked").write_bytes(text)
        files = ("-data", str(self.folder / "asked"), "-out", str(self.folder / "asking"))
        command = ("openssl", "ts", "-query", "-sha256", "-cert", *files)
        subprocess.run(command, capture_output=True, check=True)
        return (self.folder / "asking").read_bytes()

    def has_stamped(self, text: bytes, answer: bytes) -> bool:
        """What OpenSSL says of an answer over a text."""
        for name, body in (("text", text), ("told", answer)):
            (self.folder / name).write_bytes(body)
        files = ("-data", str(self.folder / "text"), "-in", str(self.folder / "told"), "-CAfile", str(self.root))
        done = subprocess.run(("openssl", "ts", "-verify", *files), capture_output=True, text=True, check=False)
        return "Verification: OK" in done.stdout

    @contextmanager
    def served(self) -> Iterator["Authority"]:
        """At an address of this machine within the block."""
        own = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                query = self.rfile.read(int(self.headers["Content-Length"]))
                body = own.answer(query) if own.answers else b""
                self.send_response(200 if own.answers else 503)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_told: object) -> None:
                """Nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        self.address = f"http://127.0.0.1:{server.server_port}/"
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


def revoked(
    certificate: x509.Certificate, at: datetime, reason: x509.ReasonFlags | None = None
) -> x509.RevokedCertificate:
    """What a list says of a certificate that was revoked at a moment."""
    made = x509.RevokedCertificateBuilder(certificate.serial_number, at)
    return (made.add_extension(x509.CRLReason(reason), critical=False) if reason else made).build()


def revocation_list(
    issuer: tuple[EllipticCurvePrivateKey, x509.Certificate],
    at: datetime,
    *revoked: x509.RevokedCertificate,
    partial: bool = False,
) -> bytes:
    """A list (PEM) as of a moment; `partial`: it says that it is one of certificates of users alone."""
    key, certificate = issuer
    made = x509.CertificateRevocationListBuilder(certificate.subject, at, at + timedelta(30), [], [*revoked])
    if partial:
        of_users = x509.IssuingDistributionPoint(None, None, True, False, None, False, False)
        made = made.add_extension(of_users, critical=True)
    return made.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)


def _certificate(
    name: str,
    days: tuple[int, int],
    issuer: tuple[EllipticCurvePrivateKey, x509.Certificate] | None = None,
    *,
    stamps: bool = False,
) -> tuple[EllipticCurvePrivateKey, x509.Certificate]:
    key, now = generate_private_key(SECP256R1()), datetime.now(UTC)
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer[1].subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(days[0]))
        .not_valid_after(now + timedelta(days[1]))
        .add_extension(x509.BasicConstraints(ca=not stamps, path_length=None), critical=True)
    )
    if stamps:
        use = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        made = made.add_extension(use, critical=True)
    return key, made.sign(issuer[0] if issuer else key, hashes.SHA256())
