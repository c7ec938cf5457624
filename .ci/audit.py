"""Known holes in what is installed, as far as a registry tells. Exit 1: one is named that a newer version mends.

A registry that does not answer fails no run. pip-audit itself calls one that knows nothing "no known vulnerabilities",
so what could be looked up is counted. A hole that nobody has mended yet is printed: no change of ours can pass it.
"""

import json
import subprocess
import sys

LONGEST = 300  # seconds
AUDIT = [sys.executable, "-m", "pip_audit", "--progress-spinner=off", "--skip-editable", "--timeout=5", "--format=json"]


def audit() -> tuple[list[dict[str, object]], str]:
    """What is installed as pip-audit tells it, and what it complains of; nothing when it comes to no end."""
    try:
        done = subprocess.run(AUDIT, capture_output=True, text=True, check=False, timeout=LONGEST)  # noqa: S603 - ours
        return json.loads(done.stdout)["dependencies"], ""
    except (subprocess.TimeoutExpired, ValueError, KeyError) as error:
        return [], f"{type(error).__name__}: {error}"


def main() -> int:
    """Print what was found."""
    installed, complaint = audit()
    known = [package for package in installed if "skip_reason" not in package]
    print(f"pip-audit: {len(known)} of {len(installed)} packages looked up", complaint)
    holes = [(package, hole) for package in known for hole in package["vulns"]]
    for package, hole in holes:
        mended = ", ".join(hole["fix_versions"]) or "nowhere yet"
        print(f"  {package['name']} {package['version']}: {hole['id']}, mended in {mended}")
    return int(any(hole["fix_versions"] for _, hole in holes))


if __name__ == "__main__":
    sys.exit(main())
