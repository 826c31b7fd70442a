"""What the tests of installation work on: a repository of policies with changes that are and are not sound, and sources that
install at once, as a stand-in for those of exeunt."""

import os
import shutil
import subprocess
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]

# Installed as `exeunt` is, and runs the program under test. It compiles in a moment.
MANIFEST = """[package]
name = "exeunt"
version = "0.0.0"
edition = "2021"
"""
LOCK = """version = 3

[[package]]
name = "exeunt"
version = "0.0.0"
"""
MAIN = """fn main() {
    let program = std::env::var_os("EXEUNT_UNDER_TEST").expect("the program under test");
    let status = std::process::Command::new(program).args(std::env::args_os().skip(1)).status().expect("it starts");
    std::process::exit(status.code().unwrap_or(101));
}
"""


def git(*words, folder):
    run = subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True)
    return run.stdout.strip()


def repository(folder):
    folder.mkdir(parents=True)
    git("init", "--quiet", "--initial-branch", "main", folder=folder)
    git("config", "user.name", "Tester", folder=folder)
    git("config", "user.email", "tester@example.com", folder=folder)


def commit(folder, message):
    git("add", "--all", folder=folder)
    git("commit", "--quiet", "--allow-empty", "--message", message, folder=folder)


def environment(exeunt, folder):
    """The environment of a runner that has Rust, Git and no exeunt."""
    home, rust = folder / "home", folder / "rust"
    home.mkdir()
    rust.mkdir()
    for name in ("cargo", "rustc"):
        (rust / name).symlink_to(shutil.which(name))
    return {
        "PATH": f"{rust}:/usr/bin:/bin",
        "HOME": str(home),
        "CARGO_HOME": str(home / ".cargo"),
        "RUSTUP_HOME": os.environ.get("RUSTUP_HOME", str(Path.home() / ".rustup")),
        "LANG": "C.UTF-8",
        "EXEUNT_UNDER_TEST": str(exeunt),
    }


def sources(folder):
    """A repository that is installed as that of exeunt is, with the action and the hooks of this project."""
    repository(folder)
    (folder / "src").mkdir()
    (folder / "Cargo.toml").write_text(MANIFEST)
    (folder / "Cargo.lock").write_text(LOCK)
    (folder / "src" / "main.rs").write_text(MAIN)
    for file in ("grammar/lexical.pest", "docs/errors/E0101.md"):
        (folder / file).parent.mkdir(parents=True)
        shutil.copy(PROJECT / file, folder / file)
    shutil.copytree(PROJECT / "bindings" / "action", folder / "bindings" / "action")
    shutil.copy(PROJECT / ".pre-commit-hooks.yaml", folder)
    commit(folder, "Stand in for exeunt")


def within(days, until, policies):
    """Changes the length of a requirement, and the test of it."""
    replace(policies / "shop" / "shop.policy", "within 15d", f"within {days}d")
    replace(policies / "shop" / "tests.policy", "after 2026-06-06", f"after {until}")


def replace(file, old, new):
    text = file.read_text()
    assert old in text, f"{file} has no {old}"
    file.write_text(text.replace(old, new))


def append(file, text):
    file.write_text(file.read_text() + text)


# What each branch changes.
BRANCHES = {
    "tightens": lambda policies: within(16, "2026-06-07", policies),
    "loosens": lambda policies: within(14, "2026-06-05", policies),
    "broken": lambda policies: append(policies / "shop" / "shop.policy", "policy\n"),
    "warned": lambda policies: replace(policies / "shop" / "shop.policy", "  orders: many order\n", "  orders: many order\n  spare: bool\n"),
    "fails": lambda policies: replace(policies / "shop" / "tests.policy", "after 2026-06-06", "after 2026-06-05"),
    # As the tutorial has it.
    "top": lambda policies: (policies / "shop").rename(policies.parent / "shop"),
    "unformatted": lambda policies: replace(policies / "shop" / "shop.policy", "  status: one", "      status: one"),
}


def policies(folder, exeunt):
    """The repository of somebody who has policies: `main`, the branches, each also merged, and `empty` before the first policy."""
    repository(folder)
    commit(folder, "Begin")
    git("branch", "empty", folder=folder)
    (folder / "policies").mkdir()
    subprocess.run([exeunt, "new", "shop"], cwd=folder / "policies", check=True, capture_output=True)
    commit(folder, "Write the terms")
    for branch, change in BRANCHES.items():
        git("checkout", "--quiet", "-b", branch, "main", folder=folder)
        change(folder / "policies")
        commit(folder, f"Try what is {branch}")
        # GitHub merges a pull request for the checks.
        git("update-ref", f"refs/pull/{branch}/merge", branch, folder=folder)
    git("update-ref", "refs/pull/first/merge", "main", folder=folder)
    git("checkout", "--quiet", "main", folder=folder)
