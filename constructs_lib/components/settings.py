"""Settings that several components share."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class WebAppSettings:
    """How an app knows its user: the header that the gateway sets, and its cookies."""

    user_header: str = "kubeflow-userid"
    user_prefix: str = ""
    secure_cookies: bool = True
