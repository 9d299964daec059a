"""A server in front of Dovecot that behaves like providers in China, or like an old one."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

UNSAFE = b"Unsafe Login. Please contact kefu@188.com for help"
SELECT = re.compile(rb"^(\S+) (?:UID )?(SELECT|EXAMINE) ", re.IGNORECASE)
ID = re.compile(rb"^\S+ ID ", re.IGNORECASE)


class Proxy:
    """Relays one line at a time; `strict` wants ID before a folder, `hidden` abilities vanish."""

    def __init__(self, port: int, *, strict: bool = False, hidden: tuple[bytes, ...] = ()) -> None:
        self._upstream, self._strict, self._hidden = port, strict, hidden
        self.commands: list[bytes] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._relay, args=(client,), daemon=True).start()

    def _relay(self, client: socket.socket) -> None:
        upstream = socket.create_connection(("127.0.0.1", self._upstream))
        threading.Thread(target=self._answers, args=(upstream, client), daemon=True).start()
        named = False
        with client, upstream, client.makefile("rb") as lines:
            for line in lines:
                self.commands.append(line.strip())
                named = named or bool(ID.match(line))
                select = SELECT.match(line)
                if select and self._strict and not named:
                    client.sendall(select.group(1) + b" NO " + select.group(2) + b" " + UNSAFE)
                    client.sendall(b"\r\n")
                else:
                    upstream.sendall(line)

    def _answers(self, upstream: socket.socket, client: socket.socket) -> None:
        with upstream.makefile("rb") as lines:
            try:
                for line in lines:
                    if b"CAPABILITY" in line:
                        for ability in self._hidden:
                            line = line.replace(b" " + ability, b"")
                    client.sendall(line)
            except OSError:
                return


@contextmanager
def proxy(port: int, **behaviour) -> Iterator[Proxy]:
    server = Proxy(port, **behaviour)
    try:
        yield server
    finally:
        server.listener.close()
