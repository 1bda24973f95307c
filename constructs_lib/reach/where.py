"""Read where a question leads: a path or URL, a Service, or a pod."""

import re
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from ..kube import Object
from .edge import hosts_of
from .hop import AtApi, AtPod, AtService, Destination, Edge
from .profiles import notebook, served
from .rights import Write
from .site import Site
from .words import Question, QuestionError, nearest
from .world import World

_PORT: Final = re.compile(r"(?P<name>[^:]+)(:(?P<port>[0-9]+))?")
_PORTS: Final = {"http": 80, "https": 443}
_WRITE: Final = re.compile(r"([a-z]+):([a-z0-9]+)(?:\.([a-z0-9.-]+))?/([a-z0-9-]+)")
VERBS: Final = ("get", "list", "watch", "create", "update", "patch", "delete")
_NOTEBOOK: Final = re.compile(r"/notebook/([^/]+)/([^/]+)(/|$)")


@dataclass
class Where:
    """The reader of a question's destination.

    more: objects that it takes for granted. assumed: the same in sentences.
    """

    site: Site
    question: Question
    world: World
    more: list[Object] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)

    def destination(self) -> tuple[Destination, str, str]:
        """Return the destination, and the host and the path that are asked for."""
        to = self.question.to
        if not to:
            raise QuestionError("a destination is missing; name a path, a URL or a Service")
        if to.startswith("/"):
            self._assume_notebook(to)
            return Edge(), self.hosts()[0], to
        if to.startswith(("http://", "https://")):
            return self._url(to)
        if to.startswith("pod:"):
            return self._at_pod(to.removeprefix("pod:")), "", "/"
        if found := _WRITE.fullmatch(to):
            return self._at_api(found), "", "/"
        return self._service(to), to, "/"

    def _url(self, url: str) -> tuple[Destination, str, str]:
        parts = urlsplit(url)
        host, path = parts.hostname or "", parts.path or "/"
        if host in self.hosts():
            self._assume_notebook(path)
            return Edge(), host, path
        if "." not in host or self._is_service(host):
            port = parts.port or _PORTS[parts.scheme]
            return self._service(f"{host}:{port}"), parts.netloc, path
        raise QuestionError(
            f"{host!r} is neither a host of the platform nor a Service"
            f"{nearest(host, [*self.hosts(), *self._services()])}; hosts are "
            f"{', '.join(self.hosts())}"
        )

    def hosts(self) -> list[str]:
        return hosts_of(self.world.of("HTTPRoute")) or ["the-platform.invalid"]

    def _services(self) -> list[str]:
        return sorted(f"{name}.{namespace}" for namespace, name in self.world.services)

    def _is_service(self, host: str) -> bool:
        name, _, rest = host.partition(".")
        namespace = rest.partition(".")[0]
        return namespace in self.site.profiles or (namespace, name) in self.world.services

    def _service(self, words: str) -> AtService:
        found = _PORT.fullmatch(words)
        name, _, rest = (found["name"] if found else words).partition(".")
        namespace = rest.partition(".")[0]
        port = int(found["port"] or 0) if found else 0
        service = self.world.services.get((namespace, name))
        if service is None and namespace in self.site.profiles and name:
            self.more += served(namespace, name, port=port or 80, target=port or 80)
            self.assumed.append(
                f"Service {name} of profile {namespace} is HTTP, and its pods run as "
                f"default-editor"
            )
            return AtService(namespace=namespace, name=name, port=port or 80)
        if service is None:
            raise QuestionError(
                f"there is no Service {words!r}{nearest(words, self._services())}; write "
                f"name.namespace:port"
            )
        ports = [int(each["port"]) for each in service["spec"].get("ports") or ()]
        if port not in ports and (port or len(ports) != 1):
            what = f"has no port {port}" if port else "has several ports"
            raise QuestionError(
                f"Service {namespace}/{name} {what}; it has {', '.join(map(str, ports))}"
            )
        return AtService(namespace=namespace, name=name, port=port or ports[0])

    def _at_pod(self, words: str) -> AtPod:
        found = _PORT.fullmatch(words)
        namespace, _, name = (found["name"] if found else words).partition("/")
        servers = {(s.namespace, s.name): s for s in self.world.servers}
        if (namespace, name) not in servers:
            known = sorted("/".join(key) for key in servers)
            raise QuestionError(
                f"there is no workload {words!r}{nearest(words, known)}; write "
                f"pod:namespace/workload:port"
            )
        server = servers[namespace, name]
        ports = sorted(set(server.ports.values()))
        port = int(found["port"] or 0) if found else 0
        if not port and len(ports) != 1:
            raise QuestionError(
                f"name a port of {server.title}, such as pod:{namespace}/{name}:"
                f"{ports[0] if ports else 8080}; its containers have "
                f"{', '.join(map(str, ports)) or 'none'}"
            )
        return AtPod(server=server, port=port or ports[0])

    def _at_api(self, found: re.Match[str]) -> AtApi:
        verb, resource, group, namespace = found.groups()
        known = list(self.world.namespaces)
        if verb not in VERBS:
            raise QuestionError(
                f"{verb!r} is not a verb of the API server{nearest(verb, VERBS)}; verbs are "
                f"{', '.join(VERBS)}"
            )
        if namespace not in known:
            raise QuestionError(
                f"there is no namespace {namespace!r}{nearest(namespace, known)}; namespaces "
                f"are {', '.join(known)}"
            )
        self._check_kind(resource, group or "")
        return AtApi(
            write=Write(verb=verb, resource=resource, group=group or "", namespace=namespace)
        )

    def _check_kind(self, plural: str, group: str) -> None:
        """Refuse what only a wrong word makes a kind; built-in kinds are not known here."""
        specs = [each["spec"] for each in self.world.of("CustomResourceDefinition")]
        known = [(spec["names"]["plural"], spec["group"]) for spec in specs]
        if not group and plural in dict(known):
            raise QuestionError(
                f"{plural!r} are of a group; write {plural}.{dict(known)[plural]}"
            )
        if group in dict(known).values() and (plural, group) not in known:
            asked, kinds = f"{plural}.{group}", [".".join(each) for each in known]
            raise QuestionError(
                f"there is no kind {asked!r}{nearest(asked, kinds)}; write "
                f"verb:plural.group/namespace"
            )

    def _assume_notebook(self, path: str) -> None:
        found = _NOTEBOOK.match(path)
        if found is None:
            return
        namespace, name = found[1], found[2]
        if namespace not in self.site.profiles:
            names = sorted(self.site.profiles)
            raise QuestionError(
                f"there is no profile {namespace!r}{nearest(namespace, names)}; profiles of "
                f"this environment are {', '.join(names) or 'none'}, --profile names others"
            )
        self.more += notebook(namespace, name)
        self.assumed.append(f"notebook {name} runs in {namespace}")
