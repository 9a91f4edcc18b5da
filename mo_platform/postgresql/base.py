"""Django's PostgreSQL, which asks at its socket whether a kept connection still lives instead of by a query.

With CONN_HEALTH_CHECKS Django sends `SELECT 1` at every request: a round trip to learn what the socket knows already. A
server that closed the connection (restarted, ended the session) has said so; only then, or when anything else waits to
be read, is it worth asking. A connection that nobody used for a while is asked as before: whatever stands between may have
dropped it without a word.
"""

import select
from time import monotonic

from django.db.backends.postgresql import base

QUIET_SECONDS = 5


class DatabaseWrapper(base.DatabaseWrapper):
    _looked_at = 0.0

    def is_usable(self) -> bool:
        if self.connection is None or self.connection.closed:
            return False
        waiting = select.poll()
        waiting.register(self.connection.fileno(), select.POLLIN)
        was_quiet = monotonic() - self._looked_at > QUIET_SECONDS
        self._looked_at = monotonic()
        return super().is_usable() if was_quiet or waiting.poll(0) else True
