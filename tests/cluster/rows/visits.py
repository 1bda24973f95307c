"""What a visit hands on to apps, what comes back of it, and what other sites may do."""

from typing import Final

from .row import Row

# Those that are about answers or other routes than the environment's, with their tests:
# test_credentials.py, test_session.py, test_ingresses.py.
ASKED_ELSEWHERE: Final = set(range(113, 120))

VISIT_ROWS: Final = (
    Row(100, "a browser", "hand its session on", "any app", False, "gateway"),
    Row(101, "a client", "hand its token on", "any app", False, "gateway"),
    Row(102, "a browser", "hand other cookies on", "any app", True, "gateway"),
    Row(103, "a browser", "hand its session on", "oauth2-proxy", True, "gateway"),
    Row(105, "a browser", "hand its session on", "Dex", False, "gateway"),
    Row(107, "a foreign page", "open a websocket", "any app", False, "gateway"),
    Row(108, "an own page", "open a websocket", "any app", True, "gateway"),
    Row(109, "a program", "open a websocket", "any app", True, "gateway"),
    Row(110, "a client", "send an unverified address", "the gateway", False, "gateway"),
    Row(111, "a client", "send a verified address", "any app", True, "gateway"),
    Row(112, "a client", "spell who it is otherwise", "any app", False, "gateway"),
    Row(113, "an app", "set a session's cookie", "a browser", False, "gateway"),
    Row(114, "oauth2-proxy", "set a session's cookie", "a browser", True, "gateway"),
    Row(115, "an app", "send what it was sent", "the gateway", False, "gateway"),
    Row(116, "a script", "read its visitor's token", "a page", False, "gateway"),
    Row(117, "an older route", "lead /oauth2/ and /dex/", "an app", False, "gateway"),
    Row(118, "an Ingress", "lead the platform's host", "an app", False, "gateway"),
    Row(119, "another site", "show a page in a frame", "its visitors", False, "gateway"),
)
