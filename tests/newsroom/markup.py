"""HTML against its standard: the Nu Html Checker of the npm package `vnu-jar`.

In: paths of pages. Out: its errors, by path; what it only advises is left out.
"""

import json
import subprocess
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit


def run_vnu(jar: Path, paths: Sequence[Path]) -> Mapping[Path, list[str]]:
    """The errors of the pages at `paths`."""
    run = subprocess.run(
        ["java", "-Xss1m", "-jar", jar, "--format", "json", "--exit-zero-always", *paths],
        capture_output=True,
        text=True,
        check=True,
    )
    errors: dict[Path, list[str]] = defaultdict(list)
    for message in json.loads(run.stderr)["messages"]:
        if message["type"] != "info":
            path = Path(unquote(urlsplit(message.get("url", "")).path))
            errors[path].append(f"line {message.get('lastLine')}: {message['message']}")
    return errors
