"""How Twilio signs its requests: twilio.com/docs/usage/security."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping


def signature(token: str, address: str, form: Mapping[str, str]) -> str:
    """What Twilio signs a request with: HMAC-SHA1 over address and sorted fields."""
    signed = address + "".join(name + form[name] for name in sorted(form))
    digest = hmac.new(token.encode(), signed.encode(), hashlib.sha1)
    return base64.b64encode(digest.digest()).decode()
