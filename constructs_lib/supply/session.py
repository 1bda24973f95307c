"""Ask over HTTP as a registry's client must: with no login but the one that it is given."""

from collections.abc import Collection
from typing import Any, Final
from urllib.parse import urlsplit

from requests import PreparedRequest, Response, Session

from .credentials import RegistryError

# Registries take no manifest above 4 MiB; an image's configuration is far smaller.
_LARGEST: Final = 8 * 2**20
_CHUNK: Final = 65536


class RegistrySession(Session):
    """Connections to a registry, and to where it redirects.

    plain: hosts without TLS; no other is asked without, whoever redirects there. A user's
    netrc is not read, and an answer is read only as far as one of a registry may reach.
    """

    def __init__(self, plain: Collection[str]) -> None:
        super().__init__()
        self._plain = plain
        # Without one of its own a session takes the login that netrc has for a host.
        self.auth = _unchanged
        self.hooks["response"] = [_read]

    def send(self, request: PreparedRequest, **kwargs: Any) -> Response:
        """Send a request, or one that follows a redirect."""
        place = urlsplit(str(request.url))
        if place.scheme != "https" and place.netloc not in self._plain:
            raise RegistryError(
                f"a redirect leads to {place.netloc} without TLS; name it by --plain-http if "
                "that is meant"
            )
        return super().send(request, **{**kwargs, "stream": True})

    def rebuild_auth(self, prepared_request: PreparedRequest, response: Response) -> None:
        """Keep a login from another host, and look for none in netrc."""
        before, after = str(response.request.url), str(prepared_request.url)
        if self.should_strip_auth(before, after):
            prepared_request.headers.pop("Authorization", None)


def _unchanged(request: PreparedRequest) -> PreparedRequest:
    return request


def _read(answer: Response, *_: object, **__: object) -> None:
    data = bytearray()
    for part in answer.iter_content(_CHUNK):
        data += part
        if len(data) > _LARGEST:
            answer.close()
            raise ValueError(f"an answer of more than {_LARGEST >> 20} MiB")
    answer._content = bytes(data)  # noqa: SLF001 - what `content` returns from now on
