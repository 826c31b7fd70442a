"""Runs a job of a pipeline of GitLab here: its rules, its variables, its cache and its scripts as they are."""

import re
import shutil
import string
import subprocess
from pathlib import Path

RULE = re.compile(r'\$(\w+) == "([^"]*)"')


class Job:
    """One run of a job. `caches` is a folder that later runs share."""

    def __init__(self, folder, origin, branch, variables, environment, caches):
        self.project = Path(folder) / "project"
        clone = ["git", "clone", "--quiet", "--depth", "20", "--branch", branch, f"file://{origin}", self.project]
        subprocess.run(clone, check=True, capture_output=True)
        self.caches = Path(caches)
        self.variables = variables | {"CI": "true", "CI_PROJECT_DIR": str(self.project)}
        self.environment = environment
        self.log = ""
        self.reports = {}

    def is_wanted(self, job):
        """Whether one of its rules holds."""
        for rule in job["rules"]:
            variable, value = RULE.fullmatch(rule["if"]).groups()
            if self.variables.get(variable) == value:
                return True
        return False

    def run(self, job):
        """Whether the scripts of a job succeed."""
        for path in job["cache"]["paths"]:
            if (self.caches / path).exists():
                shutil.copytree(self.caches / path, self.project / path)
        given = {key: string.Template(value).substitute(self.variables) for key, value in job["variables"].items()}
        script = "\n".join(["set -eo pipefail", *job["before_script"], *job["script"]])
        environment = self.environment | self.variables | given
        run = subprocess.run(["bash", "-c", script], cwd=self.project, env=environment, capture_output=True, text=True)
        self.log = run.stdout + run.stderr
        for kind, path in job["artifacts"]["reports"].items():
            if (self.project / path).is_file():
                self.reports[kind] = (self.project / path).read_text()
        for path in job["cache"]["paths"]:
            if run.returncode == 0 and not (self.caches / path).exists():
                shutil.copytree(self.project / path, self.caches / path)
        return run.returncode == 0
