"""Sealing personal data: one key a person, sealed under the bank's; keyed hashes to find it again."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Mapping

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

KEK_ID = 1
DIGEST_BYTES = 16
NONCE_BYTES = 12


def _bank_key(purpose: str) -> bytes:
    return hmac.digest(bytes.fromhex(settings.HUIYIN_KEK), purpose.encode(), hashlib.sha256)


def _encrypt(key: bytes, plain: bytes, bound_to: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound_to)


def _decrypt(key: bytes, sealed: bytes, bound_to: bytes) -> bytes:
    return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound_to)


def seal(person_id: int, fields: Mapping[str, str]) -> tuple[bytes, bytes]:
    """The person's own key, sealed under the bank's, and the fields sealed under it; both bound to the row."""
    key, bound_to = AESGCM.generate_key(bit_length=256), f"person:{person_id}".encode()
    envelope = json.dumps(dict(fields), ensure_ascii=False, sort_keys=True).encode()
    return _encrypt(_bank_key("kek"), key, bound_to), _encrypt(key, envelope, bound_to)


def unseal(person_id: int, dek: bytes, sealed: bytes) -> dict[str, str]:
    bound_to = f"person:{person_id}".encode()
    key = _decrypt(_bank_key("kek"), dek, bound_to)
    fields: dict[str, str] = json.loads(_decrypt(key, sealed, bound_to))
    return fields


def digest(kind: int, value: str) -> bytes:
    """A keyed hash: equal values meet, and nobody without the bank's key can try all phone numbers."""
    return hmac.digest(_bank_key("pepper"), f"{kind}:{value}".encode(), hashlib.sha256)[:DIGEST_BYTES]


def drawn(subject: str, rate: float) -> bool:
    """A draw nobody outside can foresee and the bank can repeat: is this one among `rate` of all (0..1)?"""
    number = int.from_bytes(hmac.digest(_bank_key("draw"), subject.encode(), hashlib.sha256)[:8], "big")
    return number < rate * 2**64
