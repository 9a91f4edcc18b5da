"""What a process remembers of the published pages: immutable values, under the stamp of the content.

Nothing is pickled and nothing has to be invalidated: another stamp is another key, and old keys fall out at the end.
"""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any

from .generation import get_generation

MOST = 3000  # values; a body is some 25 kB, most others a few
_values: OrderedDict[tuple, Any] = OrderedDict()
_lock = Lock()
_NOTHING = object()


def remember(key: tuple, compute: Callable[[], Any]) -> Any:
    """The value of `key` for the content as it is now, computed once in this process. It must never be changed."""
    full_key = (get_generation(), *key)
    with _lock:
        value = _values.get(full_key, _NOTHING)
        if value is not _NOTHING:
            _values.move_to_end(full_key)
            return value
    value = compute()
    with _lock:
        _values[full_key] = value
        while len(_values) > MOST:
            _values.popitem(last=False)
    return value


def forget_everything() -> None:
    """For trials."""
    with _lock:
        _values.clear()
