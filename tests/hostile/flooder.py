"""Somebody who sends without a pause: `python -m tests.hostile.flooder DESK USER`, until killed.

A process of its own, over HTTP as the page does it, so that the server alone sets the pace.
"""

import http.client
import itertools
import json
import sys
from urllib.parse import urlsplit

WORDS = ("签到", "我的信息", "在吗", "/help", "快点快点", "📍")


def flood(desk: str, user: int) -> None:
    """Enter by the desk's link, then send one message after the other."""
    address = urlsplit(desk)
    line = http.client.HTTPConnection(address.netloc)
    line.request("GET", f"/?{address.query}")
    entered = line.getresponse()
    cookie = (entered.getheader("Set-Cookie") or "").partition(";")[0]
    entered.read()
    headers = {"Cookie": cookie, "Content-Type": "application/json"}
    for number in itertools.count():
        deed = {"do": "text", "user_id": user, "text": WORDS[number % len(WORDS)]}
        line.request("POST", "/desk/act", json.dumps(deed), headers)
        answer = line.getresponse()
        said = answer.read()
        if answer.status != 200:
            raise SystemExit(said.decode())


if __name__ == "__main__":
    flood(sys.argv[1], int(sys.argv[2]))
