"""Where the hazards of every step apply, and where not."""

from constructs_lib import Config

from .objects import both, images, settings
from .sides import deployment

MIRRORED = Config(registry="mirror.example.com")
MINIO, SEAWEEDFS = deployment("minio"), deployment("seaweedfs")
# By hazard: both sides of an environment that has it, and of one that has not.
ROWS = {
    "Images that the mirrors lack": (
        (*images("a"), MIRRORED),
        (*images("a"), Config()),
    ),
    "Runs in progress": (images("workflow-controller"), images("ml-pipeline-ui")),
    "Recurring runs": (images("ml-pipeline-scheduledworkflow"), images("ml-pipeline")),
    "Images of notebooks": (
        (
            [settings("jupyter-web-app-config", form="a:1")],
            [settings("jupyter-web-app-config", form="a:2")],
        ),
        both(settings("jupyter-web-app-config", form="a:1")),
    ),
    "A store in MinIO's place": (([MINIO], [SEAWEEDFS]), ([MINIO], [MINIO, SEAWEEDFS])),
}
