"""Django's PostgreSQL, which asks at its socket whether a kept connection still lives instead of by a query.

With CONN_HEALTH_CHECKS Django sends `SELECT 1` at every request: a round trip to learn what the socket knows already. A
server that closed the connection (restarted, ended the session) has said so; only then, or when anything else waits to
be read, is it worth asking.
"""

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    def is_usable(self) -> bool:
        if self.connection is None or self.connection.closed:
            return False
        waiting = select.poll()
        waiting.register(self.connection.fileno(), select.POLLIN)
        return super().is_usable() if waiting.poll(0) else True
