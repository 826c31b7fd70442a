"""Runs jobs of workflows of GitHub here: the scripts of their steps as they are, and in place of the actions of others what these
are documented to do, as far as the examples use it."""

import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path

import yaml

from expressions import condition, filled

# What GitHub runs a script with: where the shell is not said, and where it is.
SHELLS = {None: ["bash", "-e"], "bash": ["bash", "--noprofile", "--norc", "-eo", "pipefail"]}


def read(path):
    """A file of YAML. The key `on` is a truth value in YAML 1.1."""
    document = yaml.safe_load(Path(path).read_text())
    if True in document:
        document["on"] = document.pop(True)
    return document


def git(*words, folder):
    subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)


class Job:
    """One run of a job for an event. `caches` is a folder that later runs share."""

    def __init__(self, folder, origin, ref, event_name, event, variables, environment, caches, base_ref=""):
        self.folder = Path(folder)
        self.workspace = self.folder / "work" / "work"
        self.temp = self.folder / "temp"
        for new in (self.workspace, self.temp):
            new.mkdir(parents=True)
        self.origin, self.ref, self.caches = origin, ref, Path(caches)
        self.summary = ""
        self.uploads = {}
        self.log = []
        self.conclusions = {}
        self.path = []
        self.failed = False
        self.unsaved = []
        self.contexts = {
            "github": {"event_name": event_name, "event": event, "base_ref": base_ref},
            "runner": {"os": "Linux", "arch": "X64", "temp": str(self.temp)},
            "vars": variables,
            "env": {},
        }
        self.environment = environment | {
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_BASE_REF": base_ref,
            "GITHUB_EVENT_NAME": event_name,
            "GITHUB_SERVER_URL": f"file://{Path(origin).parents[1]}",
            "GITHUB_WORKSPACE": str(self.workspace),
            "RUNNER_TEMP": str(self.temp),
        }

    def run(self, workflow, name):
        """Runs the job `name` of a workflow. Whether it succeeds."""
        job = workflow["jobs"][name]
        scope = Scope(self, self.contexts, self.environment)
        for given in (workflow.get("env", {}), job.get("env", {})):
            filled_in = {key: scope.fill(value) for key, value in given.items()}
            scope.environment.update(filled_in)
            scope.contexts["env"].update(filled_in)
        scope.steps(job["steps"])
        if not self.failed:
            for path, stored in self.unsaved:
                if path.exists():
                    shutil.copytree(path, stored)
        return not self.failed


class Scope:
    """The steps of a job, or of an action that a step uses."""

    def __init__(self, job, contexts, environment):
        self.job = job
        self.contexts = contexts | {"steps": {}}
        self.environment = dict(environment)
        self.functions = {
            "success": lambda: not job.failed,
            "failure": lambda: job.failed,
            "always": lambda: True,
            "cancelled": lambda: False,
        }

    def fill(self, text):
        return filled(text, self.contexts, self.functions)

    def steps(self, steps):
        for step in steps:
            name = step.get("name") or step.get("id") or step.get("uses") or step["run"]
            outputs, conclusion = {}, "skipped"
            if condition(step.get("if"), self.contexts, self.functions):
                if "uses" in step:
                    outputs, works = self.use(step)
                else:
                    outputs, works = self.script(step)
                conclusion = "success" if works else "failure"
                self.job.failed |= not works
            self.job.conclusions[name] = conclusion
            if "id" in step:
                self.contexts["steps"][step["id"]] = {"outputs": outputs, "outcome": conclusion}

    def script(self, step):
        """Runs the script of a step with the files through which it speaks to GitHub."""
        files = {}
        for name in ("OUTPUT", "PATH", "ENV", "STEP_SUMMARY"):
            files[name] = self.job.folder / name
            files[name].write_text("")
        script = self.job.folder / "script"
        script.write_text(self.fill(step["run"]))
        given = {key: self.fill(value) for key, value in step.get("env", {}).items()}
        environment = self.environment | given | {f"GITHUB_{name}": str(file) for name, file in files.items()}
        environment["PATH"] = os.pathsep.join([*self.job.path, environment["PATH"]])
        folder = self.job.workspace / step.get("working-directory", "")
        shell = SHELLS[step.get("shell")]
        run = subprocess.run([*shell, script], cwd=folder, env=environment, capture_output=True, text=True)
        self.job.log += [f"$ {step['run']}", run.stdout, run.stderr]
        self.job.path = files["PATH"].read_text().split("\n")[-2::-1] + self.job.path
        self.job.summary += files["STEP_SUMMARY"].read_text()
        if files["ENV"].read_text():
            raise NotImplementedError("GITHUB_ENV is not read")
        outputs = dict(line.split("=", 1) for line in files["OUTPUT"].read_text().splitlines())
        return outputs, run.returncode == 0

    def use(self, step):
        """Does what the action of a step does. Its outputs, and whether it succeeds."""
        given = {key: self.fill(value) for key, value in step.get("with", {}).items()}
        if step["uses"].startswith("./"):
            return self.composite(self.job.workspace / step["uses"], given)
        action, _, version = step["uses"].partition("@")
        if not version:
            raise ValueError(f"{action} has no version")
        return getattr(self, action.replace("/", "_").replace("-", "_"))(**{key.replace("-", "_"): it for key, it in given.items()})

    def composite(self, folder, given):
        action = yaml.safe_load((folder / "action.yml").read_text())
        unknown = given.keys() - action["inputs"].keys()
        if unknown:
            raise ValueError(f"the action has no {unknown}")
        defaults = {name: it.get("default", "") for name, it in action["inputs"].items()}
        inner = Scope(self.job, self.contexts | {"inputs": defaults | given}, self.environment)
        inner.environment["GITHUB_ACTION_PATH"] = str(folder)
        failed_before = self.job.failed
        self.job.failed = False
        inner.steps(action["runs"]["steps"])
        works = not self.job.failed
        self.job.failed = failed_before
        return {name: inner.fill(it["value"]) for name, it in action.get("outputs", {}).items()}, works

    def actions_checkout(self, repository=None, path=""):
        if repository is not None:
            git("clone", "--quiet", "--depth", "1", f"{self.environment['GITHUB_SERVER_URL']}/{repository}", path, folder=self.job.workspace)
            return {}, True
        # As the action does it: one commit, and no branch.
        git("init", "--quiet", folder=self.job.workspace)
        git("remote", "add", "origin", f"file://{self.job.origin}", folder=self.job.workspace)
        git("fetch", "--quiet", "--no-tags", "--depth", "1", "origin", self.job.ref, folder=self.job.workspace)
        git("checkout", "--quiet", "--detach", "FETCH_HEAD", folder=self.job.workspace)
        return {}, True

    def actions_cache(self, path, key):
        stored = self.job.caches / hashlib.sha256(key.encode()).hexdigest()
        if stored.exists():
            shutil.copytree(stored, path)
            return {"cache-hit": "true"}, True
        self.job.unsaved.append((Path(path), stored))
        return {"cache-hit": ""}, True

    def github_codeql_action_upload_sarif(self, sarif_file):
        try:
            sarif = json.loads((self.job.workspace / sarif_file).read_text())
        except (OSError, json.JSONDecodeError):
            return {}, False
        self.job.uploads["sarif"] = sarif
        return {}, sarif["version"] == "2.1.0"

    def actions_upload_artifact(self, name, path):
        # What is missing is a warning by default.
        file = self.job.workspace / path
        if file.is_file():
            self.job.uploads[name] = file.read_text()
        return {}, True
