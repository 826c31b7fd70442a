#!/usr/bin/env python3
"""check.py EXEUNT: the examples for CI, the action and the hooks, run as they are written, on a repository with changes that are and
are not sound. Only what they install is another crate of that name, which starts this program."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import yaml
from check_jsonschema import main as check_jsonschema
from click.testing import CliRunner

import github
import gitlab
import scenario
from expressions import Expression
from scenario import PROJECT

EXAMPLES = PROJECT / "examples" / "ci"
RELEASE = PROJECT / ".github" / "workflows" / "release.yml"
ACTION = PROJECT / "bindings" / "action" / "action.yml"
TUTORIAL = PROJECT / "docs" / "guide" / "fifteen-minutes.md"


def setUpModule():
    global WORK, ENVIRONMENT, ORIGIN, SOURCES
    WORK = Path(tempfile.mkdtemp())
    unittest.addModuleCleanup(shutil.rmtree, WORK)
    ENVIRONMENT = scenario.environment(EXEUNT, WORK)
    ORIGIN = WORK / "owner" / "policies"
    SOURCES = WORK / "owner" / "sources"
    scenario.policies(ORIGIN, EXEUNT)
    scenario.sources(SOURCES)


def counts(junit):
    """What a report of tests counts."""
    suites = ElementTree.fromstring(junit)
    return int(suites.get("tests")), int(suites.get("failures"))


class OnGithub(unittest.TestCase):
    """Workflows for pull requests and pushes of each branch. The runs of a test share a cache, as they do there."""

    def setUp(self):
        self.caches = Path(tempfile.mkdtemp(dir=WORK))
        self.variables = {"EXEUNT_REPOSITORY": "owner/sources"}
        self.environment = ENVIRONMENT

    def run_job(self, workflow, expected, branch, base="main", labels=(), pushed=False):
        """One run, of which the steps `expected` fail."""
        if pushed:
            of = {"ref": f"refs/heads/{branch}", "event_name": "push", "event": {}}
        else:
            event = {"pull_request": {"labels": [{"name": label} for label in labels]}}
            of = {"ref": f"refs/pull/{branch}/merge", "event_name": "pull_request", "event": event, "base_ref": base}
        job = github.Job(
            tempfile.mkdtemp(dir=WORK), ORIGIN, variables=self.variables, environment=self.environment, caches=self.caches, **of
        )
        (name,) = workflow["jobs"]
        works = job.run(workflow, name)
        failed = [step for step, conclusion in job.conclusions.items() if conclusion == "failure"]
        self.assertEqual(failed, expected, "\n".join(job.log))
        self.assertEqual(works, not failed)
        return job

    def assert_diagnostics(self, job):
        """A diagnostic of the policy is in SARIF, and beside its line."""
        places = [it["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for it in job.uploads["sarif"]["runs"][0]["results"]]
        self.assertEqual(set(places), {"policies/shop/shop.policy"})
        self.assertIn("::error file=policies/shop/shop.policy,line=", "\n".join(job.log))

    def test_the_example(self):
        workflow = github.read(EXAMPLES / "github.yml")
        check = "exeunt check policies --deny warnings --format github"
        sarif = "exeunt check policies --format sarif > policies.sarif"
        tests = "exeunt test policies --format junit > tests.xml"

        job = self.run_job(workflow, [], "tightens")
        self.assertEqual(job.uploads["sarif"]["runs"][0]["results"], [])
        self.assertEqual(counts(job.uploads["tests"]), (3, 0))
        self.assertEqual(job.conclusions["nothing loosens"], "success")

        job = self.run_job(workflow, ["nothing loosens"], "loosens")
        self.assertIn("loosens   requirement `settled` changed", "\n".join(job.log))
        job = self.run_job(workflow, [], "loosens", labels=["bug", "loosens"])
        self.assertEqual(job.conclusions["nothing loosens"], "skipped")
        job = self.run_job(workflow, [], "loosens", pushed=True)
        self.assertEqual(job.conclusions["nothing loosens"], "skipped")

        self.assert_diagnostics(self.run_job(workflow, [check, sarif], "broken"))
        self.run_job(workflow, [check], "warned")
        job = self.run_job(workflow, [tests], "fails")
        self.assertEqual(counts(job.uploads["tests"]), (3, 1))
        self.run_job(workflow, [], "first", base="empty")

    def test_the_example_without_its_variable(self):
        self.variables = {}
        workflow = github.read(EXAMPLES / "github.yml")
        sarif = "exeunt check policies --format sarif > policies.sarif"
        job = self.run_job(workflow, ["install", sarif, "github/codeql-action/upload-sarif@v3"], "tightens")
        self.assertIn("EXEUNT_REPOSITORY: is a variable that you have to set", "\n".join(job.log))

    def test_the_workflow_of_the_tutorial(self):
        (block,) = re.findall(r"```yaml file=\.github/workflows/policies\.yml\n(.*?)```", TUTORIAL.read_text(), re.DOTALL)
        written = WORK / "tutorial.yml"
        written.write_text(block)
        workflow = github.read(written)
        self.environment = ENVIRONMENT | {"PATH": f"{ENVIRONMENT['CARGO_HOME']}/bin:{ENVIRONMENT['PATH']}"}
        job = self.run_job(workflow, [], "top")
        self.assertIn("3 tests: 3 passed", "\n".join(job.log))

    def test_the_action(self):
        workflow = github.read(EXAMPLES / "github-action.yml")
        compared = "What the pull request changes\n\n    shop.close\n"

        job = self.run_job(workflow, [], "tightens")
        self.assertEqual(job.conclusions["Build exeunt"], "success")
        self.assertEqual(job.uploads["sarif"]["runs"][0]["results"], [])
        self.assertIn("### ✓ Check\n\n    2 files: no errors\n", job.summary)
        self.assertIn("### ✓ Tests\n\n    3 tests: 3 passed\n", job.summary)
        self.assertIn(f"### ✓ {compared}      tightens ", job.summary)

        job = self.run_job(workflow, ["Compare", "exeunt"], "loosens")
        self.assertEqual(job.conclusions["Build exeunt"], "skipped", "what the first run has built is in the cache")
        self.assertIn(f"### ✗ {compared}      loosens ", job.summary)
        job = self.run_job(workflow, [], "loosens", labels=["loosens"])
        self.assertIn(f"### ✓ {compared}      loosens ", job.summary)
        self.assertNotIn("What the pull request changes", self.run_job(workflow, [], "loosens", pushed=True).summary)

        # Whatever fails, the rest is shown as well.
        job = self.run_job(workflow, ["Check", "Test", "Compare", "exeunt"], "broken")
        self.assert_diagnostics(job)
        self.assertIn("### ✗ Check\n\n    error[E0", job.summary)
        self.assertIn("### ✓ Tests", self.run_job(workflow, ["Check", "exeunt"], "warned").summary)
        job = self.run_job(workflow, ["Test", "exeunt"], "fails")
        self.assertIn("    3 tests: 2 passed, 1 failed\n", job.summary)
        self.assertIn("### ✓ What the pull request changes", job.summary)
        job = self.run_job(workflow, [], "first", base="empty")
        self.assertIn("    Everything is new: empty has no policies.\n", job.summary)

    def test_the_inputs_of_the_action(self):
        workflow = github.read(EXAMPLES / "github-action.yml")
        (step,) = (step for step in workflow["jobs"]["policies"]["steps"] if step.get("id") == "exeunt")
        step["with"] = {"policies": "policies/shop", "deny-warnings": "false", "install": "false"}

        job = self.run_job(workflow, ["Which exeunt", "exeunt"], "warned")
        for later in ("Build exeunt", "Check", "Test", "Compare"):
            self.assertEqual(job.conclusions[later], "skipped")

        programs = WORK / "programs"
        programs.mkdir()
        (programs / "exeunt").symlink_to(EXEUNT)
        self.environment = ENVIRONMENT | {"PATH": f"{programs}:{ENVIRONMENT['PATH']}"}
        job = self.run_job(workflow, [], "warned")
        self.assertEqual(job.conclusions["Build exeunt"], "skipped")
        # Nothing is forbidden, and everything is shown.
        self.assertIn("      loosens ", self.run_job(workflow, [], "loosens").summary)

    def test_a_summary_is_bounded_and_stays_code(self):
        summary = WORK / "summary.md"
        printed = "import sys; print('```'); print('# a heading'); print('x' * 300000); sys.exit(3)"
        command = [ACTION.parent / "summarise", "Much", sys.executable, "-c", printed]
        run = subprocess.run(command, env=ENVIRONMENT | {"GITHUB_STEP_SUMMARY": str(summary)}, capture_output=True, text=True)
        self.assertEqual(run.returncode, 3)
        self.assertIn("x" * 300000, run.stdout)
        title, *rest = summary.read_text().splitlines()
        self.assertEqual(title, "### ✗ Much")
        self.assertLess(summary.stat().st_size, 201_000)
        self.assertEqual([line for line in rest if line and not line.startswith("    ")], ["The log of the run has the rest."])


class OnGitlab(unittest.TestCase):
    """The pipeline for merge requests of each branch."""

    def setUp(self):
        (self.job,) = yaml.safe_load((EXAMPLES / "gitlab.yml").read_text()).values()
        self.caches = Path(tempfile.mkdtemp(dir=WORK))

    def run_job(self, branch, works, base="main", labels="", **variables):
        given = {
            "EXEUNT_REPOSITORY": f"file://{SOURCES}",
            "CI_PIPELINE_SOURCE": "merge_request_event",
            "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": base,
            "CI_MERGE_REQUEST_LABELS": labels,
        }
        job = gitlab.Job(tempfile.mkdtemp(dir=WORK), ORIGIN, branch, given | variables, ENVIRONMENT, self.caches)
        self.assertTrue(job.is_wanted(self.job))
        self.assertEqual(job.run(self.job), works, job.log)
        return job

    def test_the_example(self):
        job = self.run_job("tightens", True)
        self.assertEqual(counts(job.reports["junit"]), (3, 0))
        self.assertIn("loosens   requirement `settled` changed", self.run_job("loosens", False).log)
        self.run_job("loosens", True, labels="bug,loosens")
        self.run_job("loosens", False, labels="bug,loosens-nothing")
        self.assertIn("error[E0", self.run_job("broken", False).log)
        self.run_job("warned", False)
        job = self.run_job("fails", False)
        self.assertEqual(counts(job.reports["junit"]), (3, 1))
        self.assertIn("3 tests: 2 passed, 1 failed", job.log)
        self.run_job("main", True, base="empty")

    def test_the_example_without_its_variable(self):
        job = self.run_job("tightens", False, EXEUNT_REPOSITORY="")
        self.assertIn("EXEUNT_REPOSITORY: is a variable that you have to set", job.log)

    def test_only_merge_requests_are_checked(self):
        job = gitlab.Job(tempfile.mkdtemp(dir=WORK), ORIGIN, "main", {"CI_PIPELINE_SOURCE": "push"}, ENVIRONMENT, self.caches)
        self.assertFalse(job.is_wanted(self.job))


class Hooks(unittest.TestCase):
    """The hooks of this repository, which pre-commit builds and runs."""

    def setUp(self):
        self.environment = ENVIRONMENT | {"PRE_COMMIT_HOME": str(WORK / "pre-commit")}
        text = (EXAMPLES / "pre-commit.yaml").read_text()
        commit = scenario.git("rev-parse", "HEAD", folder=SOURCES)
        self.config = text.replace("EXEUNT_REPOSITORY", str(SOURCES)).replace("EXEUNT_COMMIT", commit)

    def run_hooks(self, branch):
        """Which hooks pass on a branch."""
        folder = Path(tempfile.mkdtemp(dir=WORK)) / "clone"
        scenario.git("clone", "--quiet", "--branch", branch, ORIGIN, folder, folder=WORK)
        (folder / ".pre-commit-config.yaml").write_text(self.config)
        scenario.git("add", "--all", folder=folder)
        command = [sys.executable, "-m", "pre_commit", "run", "--all-files", "--color", "never"]
        run = subprocess.run(command, cwd=folder, env=self.environment, capture_output=True, text=True)
        found = dict(re.findall(r"^exeunt (\w+)\.+(Passed|Failed)$", run.stdout, re.MULTILINE))
        self.assertEqual(found.keys(), {"fmt", "check", "test"}, run.stdout + run.stderr)
        passed = {name for name, result in found.items() if result == "Passed"}
        self.assertEqual(run.returncode == 0, len(passed) == 3)
        return passed

    def test_the_example(self):
        self.assertEqual(self.run_hooks("main"), {"fmt", "check", "test"})
        self.assertEqual(self.run_hooks("unformatted"), {"check", "test"})
        self.assertEqual(self.run_hooks("fails"), {"fmt", "check"})
        self.assertEqual(self.run_hooks("broken"), set())

    def test_what_is_installed_already(self):
        self.config = re.sub(r"( +)- id: .*", r"\g<0>\n\1  language: system", self.config)
        self.assertEqual(self.run_hooks("main"), set(), "nothing is installed")
        programs = Path(tempfile.mkdtemp(dir=WORK))
        (programs / "exeunt").symlink_to(EXEUNT)
        self.environment["PATH"] = f"{programs}:{self.environment['PATH']}"
        self.assertEqual(self.run_hooks("main"), {"fmt", "check", "test"})


class Written(unittest.TestCase):
    """What is only read here."""

    def test_the_schemas(self):
        for schema, files in [
            ("vendor.github-workflows", [EXAMPLES / "github.yml", EXAMPLES / "github-action.yml", RELEASE]),
            ("vendor.github-actions", [ACTION]),
            ("vendor.gitlab-ci", [EXAMPLES / "gitlab.yml"]),
        ]:
            run = CliRunner().invoke(check_jsonschema, ["--builtin-schema", schema, *map(str, files)])
            self.assertEqual(run.exit_code, 0, run.output)

    def test_the_release(self):
        """Its scripts are read by the shell, what they start exists, and what they are given are expressions."""
        workflow = github.read(RELEASE)
        started = set()
        for name, job in workflow["jobs"].items():
            self.assertLessEqual(set([job["needs"]] if isinstance(job.get("needs"), str) else job.get("needs", [])), workflow["jobs"].keys())
            for step in job["steps"]:
                for text in re.findall(r"\$\{\{(.*?)\}\}", yaml.safe_dump(step)):
                    self.assertTrue(Expression(text, {}, {}).tokens, text)
                if "run" in step:
                    run = subprocess.run(["bash", "-n"], input=step["run"], capture_output=True, text=True)
                    self.assertEqual(run.returncode, 0, f"{name}: {run.stderr}")
                    started |= set(re.findall(r"(?<![\w/.-])(?:\.ci|bindings|editors)/[\w./-]+", step["run"]))
                else:
                    self.assertRegex(step["uses"], r"^[\w-]+/[\w-]+@v\d+$")
        scripts = {f".ci/release/{file.name}" for file in (PROJECT / ".ci" / "release").iterdir() if file.name != "common.sh"}
        self.assertLessEqual(scripts, started, "every script of a release is started")
        for file in started | {"bindings/action/summarise"}:
            path = PROJECT / file
            self.assertTrue(path.exists(), file)
            if path.is_file() and path.suffix in ("", ".sh") and path.name != "Dockerfile":
                self.assertTrue(os.access(path, os.X_OK), f"{file} cannot be executed")
                run = subprocess.run(["bash", "-n", path], capture_output=True, text=True)
                self.assertEqual(run.returncode, 0, run.stderr)


if __name__ == "__main__":
    EXEUNT = Path(sys.argv.pop(1)).resolve()
    unittest.main()
