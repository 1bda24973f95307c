"""What makes the Secrets that pods need, without a value in the repository."""

from .external_secret import ExternalSecret
from .generated_secrets import GeneratedSecrets

__all__ = ["ExternalSecret", "GeneratedSecrets"]
