"""What parliament finds in each policy of the JSON object on standard input, as sentences by name."""

import json
import sys
import warnings

warnings.filterwarnings("ignore", message="pkg_resources is deprecated")

from parliament import analyze_policy_string  # noqa: E402


def sentences(finding):
    details = finding.detail if isinstance(finding.detail, list) else [finding.detail]
    for detail in details:
        if isinstance(detail, dict):
            detail = f"{detail['action']} needs {detail['required_format']}"
        yield f"{finding.issue}: {detail}"


json.dump(
    {
        name: sorted(
            {
                sentence
                for finding in analyze_policy_string(json.dumps(policy)).findings
                for sentence in sentences(finding)
            }
        )
        for name, policy in json.load(sys.stdin).items()
    },
    sys.stdout,
)
