from constructs_lib import Ambient, Config
from constructs_lib.config import AddOn
from constructs_lib.supply.copy_charts import chart_lines

CONFIG = Config(mesh=Ambient(istio="1.28.1"))


def test_a_chart_of_a_repository_is_pulled_at_its_version():
    assert chart_lines([AddOn(name="istio")], [CONFIG])[1] == (
        "helm pull istiod --repo https://istio-release.storage.googleapis.com/charts "
        "--version 1.28.1 --destination charts"
    )


def test_a_chart_of_a_registry_is_pulled_from_it():
    line = chart_lines([AddOn(name="kgateway")], [CONFIG])[1]

    assert line.startswith("helm pull oci://cr.kgateway.dev/kgateway-dev/charts/kgateway --v")


def test_a_chart_is_pushed_to_a_mirror_that_is_a_registry():
    mirrored = AddOn(name="istio", repository="mirror.example.com/charts")

    assert chart_lines([mirrored], [CONFIG])[3] == (
        "helm push charts/istiod-1.28.1.tgz oci://mirror.example.com/charts"
    )


def test_a_mirror_of_another_kind_is_named():
    mirrored = AddOn(name="cert-manager", repository="https://charts.example.com")

    assert chart_lines([mirrored], [CONFIG])[1] == (
        "# upload charts/cert-manager-v1.21.2.tgz to https://charts.example.com"
    )


def test_definitions_of_a_git_repository_are_mirrored_whole():
    mirrored = AddOn(name="gateway-api", repository="https://git.example.com/gateway-api")

    assert chart_lines([mirrored], [CONFIG]) == [
        "git clone --mirror https://github.com/kubernetes-sigs/gateway-api  # at v1.4.1",
        "git -C gateway-api.git push --mirror https://git.example.com/gateway-api",
    ]


def test_environments_of_one_version_share_a_line():
    assert len(chart_lines([AddOn(name="cert-manager")], [CONFIG, CONFIG])) == 1
