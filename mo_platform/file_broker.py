"""The embedded broker: messages as files, for one machine without servers.

Kombu's own file transport lets a reader fetch a file that its writer has only just opened; the empty message then ends
the worker. Here a file appears under its name when it is whole, and what cannot be read is dropped: every job is a row
of ours, a message only wakes somebody to look at it.
"""

import fcntl
import logging
import os
import time
import uuid
from pathlib import Path
from queue import Empty

from kombu.exceptions import ChannelError
from kombu.transport import filesystem
from kombu.utils.encoding import bytes_to_str, str_to_bytes
from kombu.utils.json import dumps, loads

logger = logging.getLogger(__name__)


class Channel(filesystem.Channel):
    def _put(self, queue, payload, **kwargs) -> None:  # type: ignore[override]  # as kombu's own file transport has it
        _write_whole(Path(self.data_folder_out), f"{time.time_ns():020d}_{uuid.uuid4()}.{queue}.msg", payload)

    def _get(self, queue):
        ending = f".{queue}.msg"
        folder = Path(self.data_folder_in)
        for name in sorted(entry.name for entry in os.scandir(folder) if entry.name.endswith(ending)):
            if name.startswith("."):
                continue
            taken = folder / f".{name}.taken"
            try:
                (folder / name).rename(taken)  # whoever renames it has it
            except FileNotFoundError:
                continue
            try:
                return loads(bytes_to_str(taken.read_bytes()))
            except ValueError:
                logger.warning("A message that cannot be read was dropped: %s", name)
            finally:
                taken.unlink(missing_ok=True)
        raise Empty

    def _queue_bind(self, exchange, routing_key, pattern, queue) -> None:
        binding = filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")
        file = self._exchange_file(exchange)
        with (self.control_folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            bindings = self.get_table(exchange)
            if binding not in bindings:
                _write_whole(file.parent, file.name, [binding, *bindings])


class Transport(filesystem.Transport):
    Channel = Channel


def _write_whole(folder: Path, name: str, content) -> None:
    partial = folder / f".{name}.{uuid.uuid4()}.part"
    try:
        partial.write_bytes(str_to_bytes(dumps(content)))
        partial.rename(folder / name)
    except OSError as error:
        raise ChannelError(f"Cannot write {name!r}") from error
