"""Ed25519 by `cryptography`: a private key is its 32 bytes of seed, a public one its 32 bytes."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


class Ed25519:
    """What the curve does with keys as bytes."""

    @staticmethod
    def new_seed() -> bytes:
        return Ed25519PrivateKey.generate().private_bytes_raw()

    @staticmethod
    def public_of(seed: bytes) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()

    @staticmethod
    def sign(seed: bytes, data: bytes) -> bytes:
        """64 bytes."""
        return Ed25519PrivateKey.from_private_bytes(seed).sign(data)

    @staticmethod
    def has_signed(public: bytes, signature: bytes, data: bytes) -> bool:
        """False, too, of what is no key or no signature."""
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(signature, data)
        except (InvalidSignature, ValueError):
            return False
        return True
