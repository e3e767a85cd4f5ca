"""The hostile requests of the tests, for acceptance/hostile: read from their file, which says how they are written, and sent."""

import json
import re
import socket
import time

from fleet import ROOT

FILE = ROOT / "src/test/resources/profilegateway/hostile/requests.txt"
HEAD = (
    "POST /graphql\nContent-Type: application/json\n"
    "Accept: application/graphql-response+json\n\n"
)


class Hostile:
    """One request: its name, its bytes, and what it may get."""

    def __init__(self, name, given, wanted):
        self.name = name
        self.wanted = wanted
        self.bytes = _bytes(_repeated(given))

    def send(self, port, seconds):
        """Sends it; gives what came in the words of the file, and the seconds that took."""
        began = time.monotonic()
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=seconds) as to:
                answer = self._exchange(to)
        except socket.timeout:
            return "hang", time.monotonic() - began
        return _summary(answer), time.monotonic() - began

    def _exchange(self, to):
        try:
            to.sendall(self.bytes)
        except (ConnectionError, BrokenPipeError):
            pass  # What was answered before may be there all the same.
        answer = b""
        while not _is_whole(answer):
            try:
                more = to.recv(65536)
            except ConnectionError:
                break
            if not more:
                break
            answer += more
        return answer

    def waits(self):
        """Whether the gateway has to wait for the rest of it."""
        return any(each == "closed" or each.startswith("408") for each in self.wanted)


def read():
    """All of them, in the order of the file."""
    sections = re.split(r"^== ", FILE.read_text(encoding="utf-8"), flags=re.M)[1:]
    requests = []
    for section in sections:
        name, rest = section.split("\n", 1)
        given, wanted = re.split(r"^--$", rest, maxsplit=1, flags=re.M)
        requests.append(Hostile(name, given.rstrip(), wanted.strip().split(" or ")))
    return requests


def _repeated(text):
    while True:
        found = re.search(r"«([^«»]*)\*([0-9]+)»", text)
        if not found:
            return text
        times = (
            found.group(1).replace("§§", str(index + 1)).replace("§", str(index))
            for index in range(1, int(found.group(2)) + 1)
        )
        text = text[: found.start()] + "".join(times) + text[found.end() :]


def _characters(text):
    return re.sub(r"\{(.)\*([0-9]+)\}", lambda found: found.group(1) * int(found.group(2)), text)


def _raw(text):
    text = _characters(text)
    parts = re.split(r"\\x([0-9A-F]{2})", text)
    return b"".join(
        bytes([int(part, 16)]) if index % 2 else part.encode("utf-8", "surrogatepass")
        for index, part in enumerate(parts)
    )


def _bytes(written):
    if written.startswith("raw\n") or written == "raw":
        return _raw(written[4:].replace("\n", "\r\n"))
    if written.startswith("json\n"):
        return _http(HEAD + written[5:])
    if written.startswith("query\n"):
        return _http(HEAD + json.dumps({"query": _characters(written[6:])}, ensure_ascii=False))
    return _http(written)


def _http(request):
    head, _, text = request.partition("\n\n")
    lines = head.split("\n")
    body = _raw(text)
    if re.fullmatch(r"[A-Z]+ /[^ ]*", lines[0]):
        lines[0] += " HTTP/1.1"
    added = ["Host: localhost", "Connection: close"]
    if "\n\n" in request and not any(line.startswith("Transfer-Encoding:") for line in lines):
        added.append(f"Content-Length: {len(body)}")
    for header in added:
        if not any(line.startswith(header.split(":")[0] + ":") for line in lines):
            lines.append(header)
    return _raw("\r\n".join(lines) + "\r\n\r\n") + body


def _is_whole(answer):
    head, end, body = answer.partition(b"\r\n\r\n")
    length = re.search(rb"(?im)^content-length: *([0-9]+)", head)
    return bool(end and length) and len(body) >= int(length.group(1))


def _summary(answer):
    answer = re.sub(rb"^HTTP/1\.1 100 Continue\r\n\r\n", b"", answer)
    head, end, body = answer.partition(b"\r\n\r\n")
    if not end:
        return "cut off" if answer else "closed"
    status = head.split(b" ", 2)[1].decode()
    length = re.search(rb"(?im)^content-length: *([0-9]+)", head)
    what = _what(body[: int(length.group(1))] if length else body)
    return f"{status} {what}" if what else status


def _what(body):
    if not body:
        return ""
    try:
        answer = json.loads(body)
    except ValueError:
        return "no JSON"
    members = answer if isinstance(answer, list) else [answer]
    has_data = any(isinstance(member.get("data"), dict) for member in members)
    codes = sorted(
        {error["extensions"]["code"] for member in members for error in member.get("errors", [])}
    )
    if not codes:
        return "data" if has_data else ""
    return ("data+" if has_data and isinstance(answer, list) else "") + "+".join(codes)
