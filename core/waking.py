"""Waking a worker for a row of ours. Only a courtesy: without it a sweeper finds the row within seconds."""

import logging

from celery import Task

logger = logging.getLogger(__name__)


def try_to_queue(task: Task, *arguments: int) -> bool:
    """Queue the task now, without waiting for a broker that does not answer; False then. Never fails."""
    try:
        task.apply_async(arguments, retry=False)
    except Exception:  # whatever the transport raises: the row is there, the sweeper will come
        logger.warning("The broker cannot be reached; %s waits for its sweeper.", task.name, exc_info=True)
        return False
    return True
