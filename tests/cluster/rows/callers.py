"""Models of profiles: who calls them from elsewhere, and what fetches them."""

from typing import Final

from .row import Row, to

# Decided by the waypoint of a profile whose models others call: test_model_callers.py.
OF_CALLERS: Final = set(range(150, 157))

CALLER_ROWS: Final = (
    Row(150, "a caller of iris", "predict", "alice's iris", True, "waypoint"),
    Row(151, "a machine, not named", "predict", "alice's iris", False, "waypoint"),
    Row(152, "a caller of iris", "ask for else", "alice's iris", False, "waypoint"),
    Row(153, "a caller of iris", "predict", "alice's other model", False, "waypoint"),
    Row(154, "whoever is signed in", "predict", "a public model", True, "waypoint"),
    Row(155, "no one by the gateway", "predict", "a public model", False, "waypoint"),
    Row(156, "bob/default-editor", "call as a caller", "alice's iris", False, "waypoint"),
    Row(
        157,
        "alice/default",
        "fetch a model",
        "MinIO",
        True,
        "ztunnel",
        call=to("app", "minio", 9000, "alice/default"),
    ),
)
