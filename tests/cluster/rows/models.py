"""Models of profiles: who calls them from elsewhere, and what fetches them."""

from typing import Final

from .row import Row, to

# Decided by the waypoint of a profile whose models others call: test_model_callers.py.
OF_CALLERS: Final = set(range(159, 166))

MODEL_ROWS: Final = (
    Row(159, "a caller of iris", "predict", "alice's iris", True, "waypoint"),
    Row(160, "a machine, not named", "predict", "alice's iris", False, "waypoint"),
    Row(161, "a caller of iris", "ask for else", "alice's iris", False, "waypoint"),
    Row(162, "a caller of iris", "predict", "alice's other model", False, "waypoint"),
    Row(163, "whoever is signed in", "predict", "a public model", True, "waypoint"),
    Row(164, "nobody by the gateway", "predict", "a public model", False, "waypoint"),
    Row(165, "bob/default-editor", "call as a caller", "alice's iris", False, "waypoint"),
    Row(
        166,
        "alice/default",
        "fetch a model",
        "MinIO",
        True,
        "ztunnel",
        call=to("app", "minio", 9000, "alice/default"),
    ),
)
