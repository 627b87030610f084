"""Check that requirements.txt can be installed without a compiler wherever the extension runs."""

import subprocess
import sys
from pathlib import Path

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
PLATFORMS = {
    "linux x64": ("manylinux_2_17_x86_64", "manylinux2014_x86_64", "manylinux_2_28_x86_64"),
    "linux arm64": ("manylinux_2_17_aarch64", "manylinux2014_aarch64", "manylinux_2_28_aarch64"),
    "alpine x64": ("musllinux_1_1_x86_64", "musllinux_1_2_x86_64"),
    "macos x64": ("macosx_10_12_x86_64", "macosx_10_13_x86_64", "macosx_11_0_x86_64"),
    "macos arm64": ("macosx_11_0_arm64",),
    "windows x64": ("win_amd64",),
}
REQUIREMENTS = Path(__file__).parents[1] / "requirements.txt"


def missing(python: str, platforms: tuple[str, ...]) -> str:
    """Why pip could not install there, empty where it could."""
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--quiet", "--target", "unused"]
    command += ["--only-binary", ":all:", "--no-deps", "--require-hashes", "--ignore-installed"]
    command += ["--python-version", python, "--requirement", str(REQUIREMENTS)]
    for platform in platforms:
        command += ["--platform", platform]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    errors = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
    return "" if done.returncode == 0 else (errors or [done.stderr])[0]


failures = 0
for name, platforms in PLATFORMS.items():
    for python in PYTHONS:
        why = missing(python, platforms)
        failures += bool(why)
        print(f"{name:14} {python}  {why or 'ok'}", flush=True)
sys.exit(1 if failures else 0)
