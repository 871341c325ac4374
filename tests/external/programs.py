"""Other people's programs, as these tests run them."""

import shutil
import subprocess


def run_raw(
    tool: str, *arguments: object, data: bytes | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run a tool, `data` on its standard input; one that is missing is an error that names its
    package."""
    path = shutil.which(tool)
    package = "gettext" if tool.startswith("msg") else "poppler-utils"
    assert path, f"{tool} is missing: apt install {package}"
    command = [path, *map(str, arguments)]
    return subprocess.run(command, input=data, capture_output=True, check=False)


def run(
    tool: str, *arguments: object, data: bytes | None = None
) -> subprocess.CompletedProcess[str]:
    """The same for a tool that writes text."""
    done = run_raw(tool, *arguments, data=data)
    stdout, stderr = (text.decode("utf-8", "replace") for text in (done.stdout, done.stderr))
    return subprocess.CompletedProcess(done.args, done.returncode, stdout, stderr)
