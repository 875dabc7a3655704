"""What this module had in versions 0.4 and 0.5 of the Python tool."""
from .irods.irods_utils import size
from .redis_utils import get_redis


def _key(category):
    return lambda identifier: category + ":/" + identifier


sync_time_key = _key("sync_time")
cleanup_key = _key("cleanup")
stop_key = _key("stop")
tasks_key = _key("tasks")
failures_key = _key("failures")
retries_key = _key("retries")


def get_with_key(r, key, path, typefunc):
    value = r.get(key(path))
    return None if value is None else typefunc(value)


def set_with_key(r, key, path, value):
    r.set(key(path), value)


def reset_with_key(r, key, path):
    r.delete(key(path))


def incr_with_key(r, key, path):
    return r.incr(key(path))


def decr_with_key(r, key, path):
    return r.decr(key(path))
