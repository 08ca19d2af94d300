"""What runs on GitHub, and with which right: a token that may write is never beside a package of someone else."""

from typing import Any

import pytest
import yaml

from tests.helpers.packages import ROOT

GITHUB = ROOT / ".github"
WORKFLOWS = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in GITHUB.glob("workflows/*.yml")}
JOBS = {(name, job): body for name, workflow in WORKFLOWS.items() for job, body in workflow["jobs"].items()}
OWN = "actions/"  # of GitHub itself


def commands(job: Any) -> str:
    return "\n".join(step.get("run", "") for step in job["steps"])


@pytest.mark.parametrize("workflow", WORKFLOWS)
def test_a_workflow_has_no_right_that_a_job_does_not_ask_for(workflow: str) -> None:
    assert WORKFLOWS[workflow]["permissions"] == {}


@pytest.mark.parametrize("job", JOBS.values(), ids=[f"{workflow}-{job}" for workflow, job in JOBS])
def test_a_job_that_may_write_runs_no_code_of_a_package(job: Any) -> None:
    uses = [step["uses"] for step in job["steps"] if "uses" in step]
    assert all(name.startswith(OWN) and len(name.partition("@")[2]) == 40 for name in uses)
    if "write" in job["permissions"].values():
        assert "make" not in commands(job)
        assert not any("checkout" in name for name in uses)


@pytest.mark.parametrize("workflow", ["publish", "release"])
def test_tests_run_where_nothing_is_published_and_come_first(workflow: str) -> None:
    jobs = WORKFLOWS[workflow]["jobs"]
    testing = {name for name, job in jobs.items() if "make test" in commands(job)}
    building = {name for name, job in jobs.items() if "make site" in commands(job)}
    writing = [job for job in jobs.values() if "write" in job["permissions"].values()]
    assert (testing, building, len(writing)) == ({"test"}, {"build"}, 2)
    assert all({"test", "build"} <= set(job["needs"]) for job in writing)


@pytest.mark.parametrize("workflow", ["publish", "release"])
def test_what_is_published_is_attested_by_a_job_that_does_nothing_else(workflow: str) -> None:
    job = WORKFLOWS[workflow]["jobs"]["attest"]
    assert job["permissions"] == {"id-token": "write", "attestations": "write"}
    assert [step["uses"].partition("@")[0] for step in job["steps"]][-1] == f"{OWN}attest-build-provenance"
    assert all("uses" in step for step in job["steps"])


def test_a_release_has_the_lists_of_its_packages() -> None:
    jobs = WORKFLOWS["release"]["jobs"]
    assert commands(jobs["sbom"]).split() == ["make", "sbom"]
    assert "sbom" in jobs["release"]["needs"]
    assert "sbom" in [step.get("with", {}).get("name") for step in jobs["release"]["steps"]]


def test_vulnerabilities_are_asked_for_each_week_and_with_each_new_lock() -> None:
    audit = WORKFLOWS["audit"]
    when = audit[True]  # YAML 1.1 reads `on` as true
    assert when["schedule"]
    assert {"requirements.txt", "requirements-test.txt", "package-lock.json"} <= set(when["pull_request"]["paths"])
    assert commands(audit["jobs"]["audit"]).strip() == "make audit"


def test_somebody_is_asked_about_what_runs_and_what_data_may_hold() -> None:
    lines = (GITHUB / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
    owned = {line.split()[0] for line in lines if line and not line.startswith("#") and "@" in line}
    assert {"*", "/datapackage.json", "/data/", "/.github/"} <= owned
    assert all((ROOT / path.strip("/")).exists() for path in owned - {"*"})
