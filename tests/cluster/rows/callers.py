"""Models of profiles: who calls them from elsewhere, and what fetches them."""

from typing import Final

from .row import Row, to

# Decided by the waypoint of a profile whose models others call: test_model_callers.py.
OF_CALLERS: Final = set(range(190, 197))

CALLER_ROWS: Final = (
    Row(190, "a caller of iris", "predict", "alice's iris", True, "waypoint"),
    Row(191, "a machine, not named", "predict", "alice's iris", False, "waypoint"),
    Row(192, "a caller of iris", "ask for else", "alice's iris", False, "waypoint"),
    Row(193, "a caller of iris", "predict", "alice's other model", False, "waypoint"),
    Row(194, "whoever is signed in", "predict", "a public model", True, "waypoint"),
    Row(195, "nobody by the gateway", "predict", "a public model", False, "waypoint"),
    Row(196, "bob/default-editor", "call as a caller", "alice's iris", False, "waypoint"),
    Row(
        197,
        "alice/default",
        "fetch a model",
        "MinIO",
        True,
        "ztunnel",
        call=to("app", "minio", 9000, "alice/default"),
    ),
)
