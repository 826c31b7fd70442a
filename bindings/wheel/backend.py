"""Builds the wheel of the program from the files of its crate, so that both have the same sources. maturin wants pyproject.toml above
Cargo.toml: it gets a folder that has both.

    python3 bindings/wheel/backend.py FOLDER      # only that folder: for `maturin build` with options
"""

import os
import pathlib
import subprocess
import sys
import tarfile
import tempfile
from contextlib import contextmanager

HERE = pathlib.Path(__file__).resolve().parent
PROJECT = HERE.parents[1]
OURS = 'build-backend = "backend"\nbackend-path = ["."]\n'


def stage(folder):
    """Unpacks the crate into `folder`, with pyproject.toml beside its Cargo.toml."""
    folder = pathlib.Path(folder).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as target:
        package = ["cargo", "package", "--quiet", "--package", "exeunt", "--locked", "--no-verify", "--allow-dirty", "--target-dir", target]
        subprocess.run(package, cwd=PROJECT, check=True)
        (crate,) = pathlib.Path(target, "package").glob("*.crate")
        with tarfile.open(crate) as files:
            for file in files:
                file.name = file.name.split("/", 1)[1]
                files.extract(file, folder)
    text = (HERE / "pyproject.toml").read_text()
    if OURS not in text:
        sys.exit("pyproject.toml names another backend")
    (folder / "pyproject.toml").write_text(text.replace(OURS, 'build-backend = "maturin"\n'))


@contextmanager
def staged():
    """The current folder is that which maturin gets."""
    before = pathlib.Path.cwd()
    # Dependencies that were compiled for the project are not compiled again.
    os.environ.setdefault("CARGO_TARGET_DIR", str(PROJECT / "target"))
    with tempfile.TemporaryDirectory() as folder:
        stage(folder)
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)


def get_requires_for_build_wheel(config_settings=None):
    import maturin

    return maturin.get_requires_for_build_wheel(config_settings)


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    import maturin

    wheel_directory = os.path.abspath(wheel_directory)
    with staged():
        return maturin.build_wheel(wheel_directory, config_settings)


def get_requires_for_build_sdist(config_settings=None):
    import maturin

    return maturin.get_requires_for_build_sdist(config_settings)


def build_sdist(sdist_directory, config_settings=None):
    import maturin

    sdist_directory = os.path.abspath(sdist_directory)
    with staged():
        return maturin.build_sdist(sdist_directory, config_settings)


if __name__ == "__main__":
    stage(sys.argv[1])
