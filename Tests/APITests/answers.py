"""Says how often each operation was answered with which status, and fails where one never succeeded: answers.py DOCUMENT LOG"""

import collections
import json
import re
import sys

document, log = sys.argv[1:]
operations = {
    f"{method.upper()} {path}"
    for path, item in json.load(open(document))["paths"].items()
    for method in item
}
answers = collections.defaultdict(collections.Counter)
for line in open(log, errors="replace"):
    found = re.search(r"method=(\w+).*route=(/api/\S+).*status=(\d+)", line)
    if found:
        path = re.sub(r":(\w+)", r"{\1}", found[2])
        answers[f"{found[1]} {path}"][int(found[3])] += 1
for operation in sorted(operations):
    print(operation, *(f"{status}: {count}" for status, count in sorted(answers[operation].items())), sep="  ")
never = [operation for operation in sorted(operations) if not any(status < 300 for status in answers[operation])]
if never:
    sys.exit("never answered well: " + ", ".join(never))
