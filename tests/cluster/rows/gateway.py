"""The ingress: who may pass the gateway, and who may set the user's identity."""

from typing import Final

from .row import TEAM, Row

GATEWAY_ROWS: Final = (
    Row(1, "a browser", "GET / without a token", "the gateway", False, "gateway"),
    Row(2, "a browser", "GET / with a session", "the dashboard", True, "gateway"),
    Row(3, "a client", "GET /jupyter/ with a token", "its app", True, "gateway"),
    Row(4, "a client", "send a badly signed token", "the gateway", False, "gateway"),
    Row(5, "a client", "send another issuer's token", "the gateway", False, "gateway"),
    Row(6, "a client", "use Basic", "the gateway", False, "gateway"),
    Row(7, "bob", "name another user in a header", "any app", True, "gateway"),
    Row(8, "a client", "GET /dex/auth", "Dex", True, "gateway"),
    Row(9, "a client", "GET /oauth2/callback", "oauth2-proxy", True, "gateway"),
    Row(10, "a client", "GET /dex", "the gateway", False, "gateway"),
    Row(11, "a client", "GET /dexter/", "the gateway", False, "gateway"),
    Row(12, "a client", "send a CORS preflight", "the gateway", False, "gateway"),
    Row(13, "a client", "come without a provider", "the gateway", False, "gateway"),
    Row(14, TEAM, "POST / without a token", "the gateway", False, "gateway"),
    Row(15, TEAM, "POST / with a token", "the gateway", True, "gateway"),
    Row(16, "a pod of no profile", "connect", "the ingress proxy", False, "network"),
    Row(83, "a user", "forge a header by route", "the API server", False, "admission"),
    Row(84, "notebook-controller", "write a route", "the API server", True, "admission"),
    Row(86, "kgateway's proxy", "connect", "the ingress proxy", True, "network"),
)
