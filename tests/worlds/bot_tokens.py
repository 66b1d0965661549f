"""The Bot Framework's signing keys and tokens, made here: real RS256, an OpenID document, a JWKS."""

import json
import time
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

ISSUER = "https://api.botframework.com"


@cache
def rsa_key(key_id: str) -> rsa.RSAPrivateKey:
    """A key of that id; made once, since making one takes a tenth of a second."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def jwks(*key_ids: str) -> dict[str, Any]:
    """The published half of the keys, with the channels each may speak for: "key-2@skype" for that one alone."""
    keys = []
    for key_id in key_ids:
        published = json.loads(RSAAlgorithm.to_jwk(rsa_key(key_id).public_key()))
        endorsed = key_id.split("@")[1:] or ["msteams", "webchat"]
        keys.append({**published, "kid": key_id, "use": "sig", "endorsements": endorsed})
    return {"keys": keys}


def claims(app_id: str, service_url: str, **changes: Any) -> dict[str, Any]:
    """What a good token says, with changes; None takes a claim away."""
    now = int(time.time())
    good = {"iss": ISSUER, "aud": app_id, "serviceurl": service_url, "nbf": now - 60, "exp": now + 3600}
    return {name: value for name, value in {**good, **changes}.items() if value is not None}


def token(said: dict[str, Any], *, key_id: str = "key-1", signed_with: str = "") -> str:
    """A signed token. `signed_with` signs with another key than the header names."""
    return jwt.encode(said, rsa_key(signed_with or key_id), algorithm="RS256", headers={"kid": key_id})
