"""Known weaknesses of the locked packages, asked of the public data base OSV in one request.

usage: check_lock.py [--data-base URL] [--lock FILE]

Exit codes: 0 none is known, 1 some are (each is named with what fixes it), 3 the data base was not reached, so that
nothing is known: that is no pass. Proxies and certificates are those of the environment (HTTPS_PROXY, SSL_CERT_FILE).
"""

from __future__ import annotations

import argparse
import json
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lock_file import LOCK, Locked, locked

OSV = "https://api.osv.dev"
_SECONDS = 30
FOUND, UNKNOWN = 1, 3


class NotReachedError(Exception):
    """The data base did not answer, or not as it should."""


def weaknesses(packages: Sequence[Locked], data_base: str = OSV) -> dict[Locked, list[str]]:
    """Package -> ids of its weaknesses, those without any left out.

    Raises
    ------
    NotReachedError
        As it says.
    """
    asked = [
        {"package": {"name": one.name, "ecosystem": "PyPI"}, "version": one.version} for one in packages
    ]  # fmt: skip
    answers = _answer(f"{data_base}/v1/querybatch", {"queries": asked}).get("results")
    if not isinstance(answers, list) or len(answers) != len(packages):
        raise NotReachedError(f"{data_base} did not answer for all packages")
    ids = {
        one: [str(found["id"]) for found in (answer or {}).get("vulns") or ()]
        for one, answer in zip(packages, answers, strict=True)
    }
    return {one: found for one, found in ids.items() if found}


def described(weakness: str, package: str, data_base: str = OSV) -> str:
    """A line on a weakness: its id, what it is, the versions that mend it."""
    told = _answer(f"{data_base}/v1/vulns/{weakness}")
    fixed = [
        event["fixed"]
        for affected in told.get("affected") or ()
        if affected.get("package", {}).get("name", "").lower() == package.lower()
        for span in affected.get("ranges") or ()
        if span.get("type") == "ECOSYSTEM"
        for event in span.get("events") or ()
        if "fixed" in event
    ]
    return f"{weakness}: {told.get('summary') or 'no summary'} (fixed in {', '.join(fixed) or 'no version yet'})"


def _answer(url: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json", "User-Agent": "reformgraph"})
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS) as response:
            answer = json.loads(response.read())
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "reason", fault)
        raise NotReachedError(f"{url}: {reason}") from None
    if not isinstance(answer, dict):
        raise NotReachedError(f"{url}: no object of JSON")
    return answer


def main(arguments: list[str] | None = None) -> int:
    """Check the lock; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-base", default=OSV)
    parser.add_argument("--lock", type=Path, default=LOCK)
    given = parser.parse_args(arguments)
    packages = list(locked(given.lock))
    try:
        found = weaknesses(packages, given.data_base)
        lines = [
            f"{one.name} {one.version}: {described(weakness, one.name, given.data_base)}"
            for one, ids in found.items()
            for weakness in ids
        ]
    except NotReachedError as fault:
        print(f"not checked: the data base was not reached ({fault}); nothing is known of {len(packages)} packages")
        return UNKNOWN
    print("\n".join([*lines, f"{len(packages)} packages checked, {len(lines)} weaknesses known"]))
    return FOUND if lines else 0


if __name__ == "__main__":
    sys.exit(main())
