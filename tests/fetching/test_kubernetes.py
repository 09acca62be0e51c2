"""Do the manifests for Kubernetes name what there is, and keep every pod confined?"""

import re
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from api.app import application
from api.schema import schema
from cli.__main__ import app
from schema.environment import environment_of
from schema.settings import Settings

FILE = Path(__file__).parents[2] / "deploy" / "kubernetes.yaml"
MANIFESTS: list[dict[str, Any]] = list(yaml.safe_load_all(FILE.read_text()))
API, SYNC = "peerline-api", "peerline-sync"


def _one(kind: str, name: str) -> dict[str, Any]:
    [found] = [one for one in MANIFESTS if one["kind"] == kind and one["metadata"]["name"] == name]
    return found


def _pods() -> dict[str, dict[str, Any]]:
    job = _one("CronJob", SYNC)["spec"]["jobTemplate"]["spec"]
    return {API: _one("Deployment", API)["spec"]["template"], SYNC: job["template"]}


@pytest.mark.parametrize("name", [API, SYNC])
def test_each_pod_is_confined_bounded_and_writes_to_volumes_alone(name: str) -> None:
    pod = _pods()[name]["spec"]
    [container] = pod["containers"]
    assert pod["automountServiceAccountToken"] is False
    assert pod["securityContext"]["runAsNonRoot"] is True
    confined = container["securityContext"]
    assert confined["readOnlyRootFilesystem"] is True
    assert confined["allowPrivilegeEscalation"] is False
    assert confined["capabilities"]["drop"] == ["ALL"]
    assert container["resources"]["limits"]["memory"]
    volumes = {one["name"] for one in pod["volumes"]}
    assert {one["name"] for one in container["volumeMounts"]} == volumes
    claims = {one["metadata"]["name"] for one in MANIFESTS if "Claim" in one["kind"]}
    used = {one["persistentVolumeClaim"]["claimName"] for one in pod["volumes"]
            if "persistentVolumeClaim" in one}  # fmt: skip
    assert used == claims


@pytest.mark.parametrize(("name", "command"), [(API, "serve"), (SYNC, "sync")])
def test_each_container_runs_a_command_of_ours(name: str, command: str) -> None:
    [container] = _pods()[name]["spec"]["containers"]
    program, *words = container["args"]
    group = typer.main.get_command(app)
    with group.make_context(program, words) as context:
        found, sub, rest = group.resolve_command(  # type: ignore[attr-defined]
            context, [*context._protected_args, *context.args]
        )
        sub.make_context(found, rest, parent=context)
    assert (program, found) == ("peerline", command)


def test_every_variable_is_a_setting_and_no_secret_stands_in_the_file() -> None:
    known = environment_of(Settings())
    plain = _one("ConfigMap", "peerline")["data"]
    named = {*plain, *re.findall(r"\b(?:PEERLINE|NEO4J)_[A-Z_]+\b", FILE.read_text())}
    assert named <= set(known)
    assert {"NEO4J_PASSWORD", "PEERLINE_WORKSPACE"}.isdisjoint(plain)
    folder = Path(plain["PEERLINE_HOME"]).parent
    for pod in _pods().values():
        [container] = pod["spec"]["containers"]
        assert str(folder) in {one["mountPath"] for one in container["volumeMounts"]}
        assert {next(iter(one)) for one in container["envFrom"]} == {"configMapRef", "secretRef"}


def test_probes_ask_at_addresses_that_there_are() -> None:
    [container] = _pods()[API]["spec"]["containers"]
    paths = {container[f"{kind}Probe"]["httpGet"]["path"]
             for kind in ("startup", "liveness", "readiness")}  # fmt: skip
    inner = application(Settings(), schema)
    while not hasattr(inner, "routes"):
        inner = inner.app
    assert paths <= {getattr(route, "path", "") for route in inner.routes}


def test_services_budgets_and_policies_choose_the_pods() -> None:
    labels = {name: pod["metadata"]["labels"] for name, pod in _pods().items()}
    assert _one("Service", "peerline")["spec"]["selector"] == labels[API]
    assert _one("PodDisruptionBudget", API)["spec"]["selector"]["matchLabels"] == labels[API]
    for name, label in labels.items():
        policy = _one("NetworkPolicy", name)["spec"]
        assert policy["podSelector"]["matchLabels"] == label
        assert policy["policyTypes"] == ["Ingress", "Egress"]
    assert "ingress" not in _one("NetworkPolicy", SYNC)["spec"]
    [port] = _one("Service", "peerline")["spec"]["ports"]
    [container] = _pods()[API]["spec"]["containers"]
    assert port["targetPort"] in {one["name"] for one in container["ports"]}
