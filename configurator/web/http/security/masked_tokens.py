"""CSRF tokens that look different in each response, so that the length of a compressed page says nothing about them."""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode

from wtforms.csrf.core import CSRFTokenField
from wtforms.csrf.session import SessionCSRF
from wtforms.form import BaseForm
from wtforms.validators import ValidationError


class MaskedCSRF(SessionCSRF):
    """The session's token behind a random mask, which is sent with it."""

    def generate_csrf_token(self, csrf_token_field: CSRFTokenField) -> str:
        return mask(super().generate_csrf_token(csrf_token_field))

    def validate_csrf_token(self, form: BaseForm, field: CSRFTokenField) -> None:
        try:
            field.data = unmask(field.data or "")
        except ValueError:
            raise ValidationError("This isn't a token of this site.") from None
        super().validate_csrf_token(form, field)


def mask(token: str) -> str:
    """A text for HTML and URLs that `unmask` turns back. It is another one each time, and always of the same length."""
    plain = token.encode()
    pad = secrets.token_bytes(len(plain))
    return urlsafe_b64encode(pad + _xor(plain, pad)).decode()


def unmask(masked: str) -> str:
    """The token. Raises ValueError for a text that `mask` can't have returned."""
    both = urlsafe_b64decode(masked)
    half = len(both) // 2
    return _xor(both[:half], both[half:]).decode()


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
