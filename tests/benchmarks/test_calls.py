"""Every library writes its calls in its own way; the benchmark's server reads them all."""

import pytest

from benchmarks.calls import method_of, parameters
from benchmarks.wire import Request

MULTIPART = (
    b'--b\r\nContent-Disposition: form-data; name="chat_id"\r\n\r\n42\r\n'
    b'--b\r\nContent-Type: text/plain\r\nContent-Disposition: form-data; name="text"\r\n\r\nhi\r\n'
    b"--b--\r\n"
)
BODIES = {
    b"application/json": b'{"chat_id":42,"text":"hi"}',
    b"application/x-www-form-urlencoded": b"chat_id=42&text=hi",
    b"multipart/form-data": MULTIPART,
}


@pytest.mark.parametrize("kind", BODIES)
def test_a_call_is_read_whatever_its_body(kind):
    request = Request("/bot1:x/sendMessage", kind, BODIES[kind])
    assert method_of(request) == "sendMessage"
    assert {name: str(value) for name, value in parameters(request).items()} == {
        "chat_id": "42",
        "text": "hi",
    }


def test_a_call_without_a_body_is_read_from_its_address():
    request = Request("/bot1:x/getUpdates?offset=7", b"", b"")
    assert method_of(request) == "getUpdates"
    assert parameters(request) == {"offset": "7"}
