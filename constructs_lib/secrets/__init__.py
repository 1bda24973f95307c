"""Provide the Secrets that pods need, without values in the repository."""

from .._exports import check_exports
from .external_secret import ExternalSecret
from .generated_secrets import GeneratedSecrets
from .provided_secrets import ProvidedSecrets

__all__ = ["ExternalSecret", "GeneratedSecrets", "ProvidedSecrets"]

check_exports(globals())
