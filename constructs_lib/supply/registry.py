"""Ask a registry what it has."""

import json
import time
from collections.abc import Callable, Collection
from contextlib import ExitStack
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar

from ..image_reference import ImageReference
from .credentials import Credentials, RegistryError, needing
from .manifest import Content, Manifest, WrongAnswerError

if TYPE_CHECKING:
    from dxf import DXF, DXFBase
    from requests import Response

_Answer = TypeVar("_Answer")

# Docker Hub's registry has another name than its images.
_ADDRESSES: Final = {"docker.io": "registry-1.docker.io"}
_TIMEOUT: Final = 30.0
_ATTEMPTS: Final = 4
# In seconds; who limits requests for longer is told of, not waited for.
_LONGEST_WAIT: Final = 120.0
_FIRST_WAIT: Final = 1.0
_NOT_FOUND: Final = 404
_REFUSED: Final = (401, 403)
_TOO_MANY: Final = 429
_FAILED: Final = 500


class MissingError(LookupError):
    """A registry does not have an image, or does not show it; the message names it."""


class Registries:
    """The registries that are asked.

    plain_http: hosts without TLS; they get no credentials. wait: how to wait for seconds.
    """

    def __init__(
        self, plain_http: Collection[str] = (), *, wait: Callable[[float], None] = time.sleep
    ) -> None:
        self._plain = frozenset(plain_http)
        self._wait = wait
        self._credentials = Credentials()
        self._open = ExitStack()
        self._registries: dict[str, DXFBase] = {}
        self._clients: dict[str, DXF] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def digest(self, image: ImageReference) -> str | None:
        """Return the digest of an image; None where the registry does not say it at once.

        Registries that limit pulls do not count this.
        """
        client, wanted = self._client(image), _wanted(image)
        answer: tuple[str | None, object] = self._asked(
            image, lambda: client.head_manifest_and_response(wanted)
        )
        return answer[0]

    def content(self, image: ImageReference) -> Content:
        """Return the digest of an image, what it is for, and its size."""
        first = self._manifest(image, _wanted(image))
        manifests = [first, *(self._manifest(image, part) for part in first.parts)]
        # Platforms share layers, which are stored once.
        sizes = {digest: size for each in manifests for digest, size in each.blobs.items()}
        platforms = (
            [self._platform(image, first.config)] if first.config else list(first.platforms)
        )
        return Content(
            digest=first.digest,
            platforms=tuple(sorted(set(platforms))),
            size=sum(sizes.values()) + sum(each.size for each in manifests),
        )

    def _manifest(self, image: ImageReference, version: str) -> Manifest:
        client = self._client(image)

        def ask() -> "Response":
            return client.get_manifest_and_response(version)[1]

        answer = self._asked(image, ask)
        named = version if ":" in version else answer.headers.get("Docker-Content-Digest")
        kind = answer.headers.get("Content-Type", "")
        return Manifest.of(answer.content, kind=kind, digest=named, place=_shown(image))

    def _platform(self, image: ImageReference, config: str) -> str:
        """Return what an image for one platform is for, as its configuration says."""
        client = self._client(image)

        def ask() -> bytes:
            answer = client.pull_blob(config)
            assert not isinstance(answer, tuple)  # noqa: S101 - that is with size=True
            return b"".join(answer)

        data = self._asked(image, ask)
        try:
            told: Any = json.loads(data)
            parts = (told["os"], told["architecture"], told.get("variant"))
            return "/".join(filter(None, parts))
        except (ValueError, KeyError, TypeError, AttributeError):
            raise WrongAnswerError(
                f"{_shown(image)} does not say what it runs on: it is not a container image"
            ) from None

    def _client(self, image: ImageReference) -> "DXF":
        if image.name not in self._clients:
            registry = self._registry(image.registry)
            from dxf import DXF

            self._clients[image.name] = DXF.from_base(registry, image.path)
        return self._clients[image.name]

    def _registry(self, name: str) -> "DXFBase":
        """Return a registry's client, whose connections all its repositories share."""
        if name not in self._registries:
            with needing("images"):
                from dxf import DXFBase

                from .session import RegistrySession
            host = _ADDRESSES.get(name, name)
            client = DXFBase(
                host,
                lambda asked, answer: self._credentials.give(name, host, asked, answer),
                insecure=name in self._plain,
                timeout=_TIMEOUT,
            )
            session = self._open.enter_context(RegistrySession(self._plain))
            client._sessions = [session]  # noqa: SLF001 - entering it makes one with netrc
            self._registries[name] = client
        return self._registries[name]

    def _asked(self, image: ImageReference, ask: Callable[[], _Answer]) -> _Answer:
        """Return an answer; ask again where it is only now that there is none."""
        for attempt in range(_ATTEMPTS):
            try:
                return _answered(image, ask)
            except _NotNowError as error:
                wait = _FIRST_WAIT * 2**attempt if error.wait is None else error.wait
                if attempt == _ATTEMPTS - 1 or wait > _LONGEST_WAIT:
                    raise RegistryError(f"{error}; try again later") from None
                self._wait(wait)
        raise AssertionError(image)


class _NotNowError(Exception):
    """A registry gives no answer now. wait: in seconds, if it says how long; else None."""

    def __init__(self, told: str, wait: float | None = None) -> None:
        super().__init__(told)
        self.wait = wait


def _answered(image: ImageReference, ask: Callable[[], _Answer]) -> _Answer:
    """Return an answer, or raise in our words why there is none."""
    from dxf import exceptions
    from requests import ConnectionError as NoConnection
    from requests import HTTPError, RequestException, Timeout
    from requests.exceptions import ChunkedEncodingError, SSLError

    try:
        return ask()
    except HTTPError as error:
        raise _told(image, error.response) from None
    except exceptions.DXFUnauthorizedError:
        raise MissingError(_refused(image)) from None
    except exceptions.DXFAuthInsecureError:
        raise RegistryError(
            f"{image.registry} asks for a login, and without TLS it gets none; "
            "leave it out of --plain-http"
        ) from None
    except SSLError as error:
        raise RegistryError(
            f"{image.registry} has no certificate that this machine trusts "
            f"({_reason(error)}); name your authorities' file in REQUESTS_CA_BUNDLE"
        ) from None
    except (NoConnection, Timeout, ChunkedEncodingError) as error:
        raise _NotNowError(f"{image.registry} gives no answer ({_reason(error)})") from None
    except (
        RequestException,
        exceptions.DXFError,
        UnicodeError,
        KeyError,
        ValueError,
    ) as error:
        raise WrongAnswerError(
            f"{_shown(image)}: the registry does not answer as a registry does "
            f"({type(error).__name__}: {_reason(error)})"
        ) from None


def _told(image: ImageReference, answer: "Response | None") -> Exception:
    if answer is None:
        return WrongAnswerError(f"{_shown(image)}: {image.registry} gives no status")
    status = answer.status_code
    if status == _NOT_FOUND:
        return MissingError(f"{_shown(image)} is gone: {image.registry} does not have it")
    if status in _REFUSED:
        return MissingError(_refused(image))
    if status == _TOO_MANY or status >= _FAILED:
        why = "limits requests" if status == _TOO_MANY else "fails"
        wait = _seconds(answer.headers.get("Retry-After", ""))
        told = f" for {wait:.0f} s" if wait else ""
        return _NotNowError(f"{image.registry} {why}{told} (status {status})", wait)
    return WrongAnswerError(f"{_shown(image)}: {image.registry} answers with status {status}")


def _refused(image: ImageReference) -> str:
    return (
        f"{_shown(image)} is refused by {image.registry}: it is gone, or needs a login "
        f"(`docker login {image.registry}`)"
    )


def _seconds(told: str) -> float | None:
    """Return how long to wait: registries write seconds or a moment."""
    if told.isdigit():
        return float(told)
    try:
        moment = parsedate_to_datetime(told)
    except ValueError:
        return None
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _reason(error: Exception) -> str:
    """Return the innermost reason of an error, in one line."""
    inner: Any = error
    while inner.args and isinstance(inner.args[-1], BaseException):
        inner = inner.args[-1]
    inner = getattr(inner, "reason", None) or inner
    return str(inner).splitlines()[0] if str(inner) else type(inner).__name__


def _wanted(image: ImageReference) -> str:
    return image.digest or image.tag or "latest"


def _shown(image: ImageReference) -> str:
    return f"{image.name}{image.version}"
