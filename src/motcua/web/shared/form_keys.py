"""A form that is sent twice acts once: the key that the form carries, and what is compared under it."""

import secrets
from hashlib import sha256

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

FIELD = "idempotency_key"
LONGEST = 64
# What a form carries beside what is said with it.
BESIDE = frozenset({FIELD, "csrfmiddlewaretoken", "version", "back"})


def new_key() -> str:
    """A key for a form that is about to be shown."""
    return secrets.token_urlsafe(18)


def key_of(request: HttpRequest) -> str | None:
    """The key that came with a form, None when it carries none or something that cannot be one."""
    key = request.POST.get(FIELD, "")
    return key if key and len(key) <= LONGEST and key.isascii() else None


def body_of(request: HttpRequest) -> bytes:
    """What a form says, as it was typed; a file by its name and content, for it is kept anew with each send."""
    typed = sorted((name, values) for name, values in request.POST.lists() if name not in BESIDE)
    files = [(name, file.name, _hash(file)) for name, several in sorted(request.FILES.lists()) for file in several]
    return repr((typed, files)).encode()


def _hash(file: UploadedFile) -> str:
    digest = sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
