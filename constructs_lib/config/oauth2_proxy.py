"""Where oauth2-proxy is, as others know it too."""

from typing import Final

NAME: Final = "oauth2-proxy"
NAMESPACE: Final = "oauth2-proxy"
PORT: Final = 80
HOST: Final = f"{NAME}.{NAMESPACE}.svc.cluster.local"
