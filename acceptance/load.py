"""Queries at a steady rate, whatever becomes of them: for the scripts beside it."""

import asyncio
import collections
import json
import time
import urllib.parse


class Outcome:
    """What became of one query: when it was asked (as time.time()), its seconds, and its whole answer, or None where the connection failed."""

    def __init__(self, number, at, seconds, answer):
        self.number = number
        self.at = at
        self.seconds = seconds
        self.answer = answer

    def codes(self):
        """The codes of its errors; CONNECTION where there was no answer."""
        if self.answer is None:
            return ["CONNECTION"]
        errors = self.answer.get("errors", [])
        return [error.get("extensions", {}).get("code") for error in errors]

    def calls(self):
        """How many calls of the Profile API it cost, as the gateway says."""
        extensions = (self.answer or {}).get("extensions", {})
        return extensions.get("upstream", {}).get("calls", 0)


class _Client:
    """Keeps connections to one gateway open, as many as there are queries at once."""

    def __init__(self, url):
        address = urllib.parse.urlsplit(url)
        self._host, self._port, self._path = address.hostname, address.port, address.path
        self._idle = collections.deque()

    async def connect(self):
        """Opens one connection more."""
        self._idle.append(await asyncio.open_connection(self._host, self._port))

    async def ask(self, body):
        text = json.dumps(body).encode()
        head = (
            f"POST {self._path} HTTP/1.1\r\nHost: {self._host}\r\nContent-Type: application/json\r\n"
            f"X-Gateway-Explain: 1\r\nContent-Length: {len(text)}\r\n\r\n"
        )
        reader, writer = await self._open()
        try:
            writer.write(head.encode() + text)
            head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
            answer = json.loads(await self._body(head, reader))
        except BaseException:
            writer.close()
            raise
        if "\r\nconnection: close\r\n" in head:
            writer.close()
        else:
            self._idle.append((reader, writer))
        return answer

    async def _open(self):
        """A connection that the gateway has not closed meanwhile, as it does with those that were idle for long."""
        while True:
            if not self._idle:
                await self.connect()
            reader, writer = self._idle.pop()
            if not reader.at_eof():
                return reader, writer
            writer.close()

    @staticmethod
    async def _body(head, reader):
        length = next(
            (line for line in head.split("\r\n") if line.startswith("content-length:")), None
        )
        if length:
            return await reader.readexactly(int(length.split(":")[1]))
        body = b""
        while True:
            size = int(await reader.readline(), 16)
            body += (await reader.readexactly(size + 2))[:-2]
            if size == 0:
                return body


def offer(urls, a_second, seconds, body, meanwhile=()):
    """Asks in turn at the urls, so many queries a second, none waiting for another.

    body(number) gives the query with that number, as JSON. meanwhile holds pairs of seconds and what to do then, in a thread; it
    may change the list of urls.
    Gives the outcomes in the order of the queries.
    """
    return asyncio.run(_offer(urls, a_second, seconds, body, meanwhile))


def play(times, ask):
    """Asks a query at each of the times, in seconds from now and in their order, none waiting for another.

    ask(number) gives the url and the query with that number. Gives the outcomes in the order of the queries.
    """
    return asyncio.run(_play(times, ask))


def burst(urls, bodies, meanwhile=()):
    """Asks all queries at the same moment, in turn at the urls, each over a connection that is open already.

    meanwhile is as of offer. Gives the outcomes in the order of the queries.
    """
    return asyncio.run(_burst(urls, bodies, meanwhile))


async def _burst(urls, bodies, meanwhile):
    clients = [_Client(url) for url in urls]
    for number in range(len(bodies)):
        await clients[number % len(clients)].connect()
    asides = [asyncio.create_task(_later(after, do)) for after, do in meanwhile]
    outcomes = await asyncio.gather(
        *(_ask(clients[number % len(clients)], number, body) for number, body in enumerate(bodies))
    )
    await asyncio.gather(*asides)
    return outcomes


async def _ask(client, number, body):
    at, began = time.time(), time.monotonic()
    try:
        answer = await client.ask(body)
    except (OSError, EOFError, ValueError):
        answer = None
    return Outcome(number, at, time.monotonic() - began, answer)


async def _later(after, do):
    await asyncio.sleep(after)
    await asyncio.get_running_loop().run_in_executor(None, do)


async def _offer(urls, a_second, seconds, body, meanwhile):
    asides = [asyncio.create_task(_later(after, do)) for after, do in meanwhile]
    times = (number / a_second for number in range(round(a_second * seconds)))
    outcomes = await _play(times, lambda number: (urls[number % len(urls)], body(number)))
    await asyncio.gather(*asides)
    return outcomes


async def _play(times, ask):
    clients = {}
    start = time.monotonic()
    asked = []
    for number, after in enumerate(times):
        due = start + after
        if due > time.monotonic():
            await asyncio.sleep(due - time.monotonic())
        url, body = ask(number)
        client = clients.setdefault(url, _Client(url))
        asked.append(asyncio.create_task(_ask(client, number, body)))
    return await asyncio.gather(*asked)
