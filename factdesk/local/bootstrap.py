"""Makes `.venv` and installs the locked packages: what ./run and ./test do before anything else."""

import fcntl
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
OLDEST = (3, 11)
# What is in each list; the first list that fits is enough, since the tests' list holds all of the desk's.
LISTS = {
    "requirements-local.txt": ("requirements-local.txt", "requirements-dev.txt"),
    "requirements-dev.txt": ("requirements-dev.txt",),
}
NO_VENV = """This Python has no ensurepip, so it cannot make a virtual environment. On Debian or Ubuntu:

    apt-get install python3-venv      (as root, or with sudo)

and then the same command again."""


def main(requirements: str) -> int:
    """Exit status 0 when `.venv` holds every package of the list, in the locked versions."""
    if sys.version_info < OLDEST:
        say(f"FactDesk needs Python 3.11 or newer; {sys.executable} is {sys.version.split()[0]}.")
        return 1
    # Two first starts at once must not install into each other.
    with (ROOT / "requirements.txt").open() as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        try:
            return 0 if is_installed(requirements) or make(requirements) else 1
        except OSError as error:
            say(f"Setting up .venv failed: {error}")
            return 1


def is_installed(requirements: str) -> bool:
    """Whether the copy made after the last good install still equals the list."""
    if not works():
        return False
    wanted = LISTS[requirements]
    return any(marker(name).exists() and marker(name).read_bytes() == (ROOT / name).read_bytes() for name in wanted)


def marker(name: str) -> Path:
    return VENV / f".installed-{name}"


def python() -> Path:
    return VENV / "bin" / "python"


def works() -> bool:
    """A virtual environment dies with the interpreter it was made from."""
    try:
        return subprocess.run([python(), "-c", "import pip"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def make(requirements: str) -> bool:
    packages = sum("==" in line for line in (ROOT / requirements).read_text("utf-8").splitlines())
    if not works():
        if importlib.util.find_spec("ensurepip") is None:
            say(NO_VENV)
            return False
        say("Making .venv.")
        if not talks([sys.executable, "-m", "venv", "--clear", VENV]):
            say(f"Making .venv failed. On Debian or Ubuntu the package python{OLDEST[0]}-venv is needed.")
            return False
    say(f"Installing the {packages} packages of {requirements}; this is slow only the first time.")
    if not talks(installer(requirements)):
        say("Installing the packages failed; the reason is above. Nothing else was started.")
        return False
    shutil.copyfile(ROOT / requirements, marker(requirements))
    return True


def installer(requirements: str) -> list[str | Path]:
    """pip, or uv where the person has it. Where packages come from is the machine's matter, not ours."""
    locked = ["--require-hashes", "--only-binary", ":all:", "-r", str(ROOT / requirements)]
    uv = shutil.which("uv")
    if uv is not None:
        return [uv, "pip", "install", "--quiet", "--python", python(), *locked]
    quiet = ["-qq", "--disable-pip-version-check", "--no-input", "--no-compile"]
    return [python(), "-m", "pip", "install", *quiet, *locked]


def talks(command: list[str | Path]) -> bool:
    """Run it with standard output turned into standard error: the output of ./run belongs to its command."""
    env = {**os.environ, "UV_SYSTEM_CERTS": "1"}
    return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=2, env=env, check=False).returncode == 0


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1]))
    except KeyboardInterrupt:
        sys.exit(130)
