"""Walks from a search to a worker, as a program of another office would, which made-up requests only do by luck: walk.py ADDRESS"""

import json
import os
import sys
import urllib.request

address = sys.argv[1]


def ask(method, path, body=None):
    request = urllib.request.Request(
        address + path, method=method, data=json.dumps(body).encode() if body else None,
        headers={"Authorization": "Bearer " + os.environ["SHRAMIK_TOKEN"], "Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)


found = []
for name in ["Mondal", "Khatun", "Sheikh", "Das", "Biswas", "Ghosh"]:
    found += ask("POST", "/workers/search", {"text": name})["items"]
assert found, "nobody is found by the commonest names"
worker = ask("GET", f"/workers/{found[0]['id']}")
unmasked = ask("POST", f"/workers/{found[0]['id']}/unmasked", {"purpose": "verification"})
assert worker["number"] == unmasked["number"] == found[0]["number"]
assert json.dumps(worker) != json.dumps(unmasked), "nothing was masked"
