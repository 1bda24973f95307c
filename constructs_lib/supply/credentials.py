"""Log in to registries as `docker login` and its credential helpers have it."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from dxf import DXFBase
    from requests import Response


class RegistryError(RuntimeError):
    """A registry cannot be asked; the message names it, with the reason."""


@contextmanager
def needing(extra: str) -> Iterator[None]:
    """Name the extra of the package if what it brings is not installed."""
    try:
        yield
    except ImportError as error:
        raise RuntimeError(
            f"{error.name or error} is not installed; "
            f"pip install 'kubeflow-gitops[{extra}]' brings it"
        ) from None


class Credentials:
    """What ~/.docker/config.json has, or the file in $DOCKER_CONFIG: auths and helpers."""

    def __init__(self) -> None:
        self._config: Any = None

    def give(self, registry: str, host: str, client: "DXFBase", response: "Response") -> None:
        """Log a client in where a registry has asked for it, if need be as nobody.

        host: the registry's own; another, to which it redirects, gets no credentials.
        Raises RegistryError for a helper that fails.
        """
        own = urlsplit(response.url).netloc == host
        user, password = self._of(registry) if own else (None, None)
        client.authenticate(user, password, response=response)

    def _of(self, registry: str) -> tuple[str | None, str | None]:
        """Return the user and the password for a registry; None for nobody."""
        with needing("images"):
            from docker import auth
            from docker.errors import DockerException
        with warnings.catch_warnings():
            # Of a helper that is not there, which the error says.
            warnings.simplefilter("ignore")
            try:
                if self._config is None:
                    self._config = auth.load_config()
                found = self._config.resolve_authconfig(registry) or {}
            except (DockerException, ValueError, OSError) as error:
                raise RegistryError(
                    f"the credentials for {registry} in Docker's config.json cannot be read: "
                    f"{error}"
                ) from None
        if found.get("IdentityToken"):
            raise RegistryError(
                f"the credentials for {registry} are an identity token; log in with a user "
                "and a password or an access token"
            )
        user, password = (
            found.get(k) or found.get(k.title()) for k in ("username", "password")
        )
        return (user, password) if user and password else (None, None)
