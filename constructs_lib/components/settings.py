"""Define settings that several components share."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..config.headers import USER_HEADER


@dataclass(frozen=True, kw_only=True, slots=True)
class WebAppSettings:
    """How an app identifies its user: the gateway's header, and the app's cookies.

    header_limit: bytes of headers that it accepts, as in `Edge`; None keeps its server's own
    limit.
    """

    user_header: str = USER_HEADER
    user_prefix: str = ""
    secure_cookies: bool = True
    header_limit: int | None = None

    @property
    def of_node(self) -> Mapping[str, str]:
        """The variable that sets Node's limit of a request's headers in bytes."""
        if self.header_limit is None:
            return {}
        return {"NODE_OPTIONS": f"--max-http-header-size={self.header_limit}"}

    @property
    def of_gunicorn(self) -> Mapping[str, str]:
        """The variable of gunicorn's limit of a header in bytes (document "Settings")."""
        if self.header_limit is None:
            return {}
        return {"GUNICORN_CMD_ARGS": f"--limit-request-field_size={self.header_limit}"}
