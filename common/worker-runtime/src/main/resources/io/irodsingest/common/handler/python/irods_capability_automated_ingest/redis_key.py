"""Names for values of a job; see redis_utils."""


class redis_key_handle(object):
    def __init__(self, redis_handle, key_category, identifier, delimiter=":/"):
        self.redis_handle = redis_handle
        self.category = key_category
        self.identifier = identifier
        self.delimiter = delimiter

    def convert(self, value):
        return value

    def get_key(self):
        return self.category + self.delimiter + self.identifier

    def get_value(self):
        value = self.redis_handle.get(self.get_key())
        return None if value is None else self.convert(value)

    def set_value(self, value):
        self.redis_handle.set(self.get_key(), value)

    def reset(self):
        self.redis_handle.delete(self.get_key())


class incremental_redis_key_handle(redis_key_handle):
    def convert(self, value):
        return int(value)

    def incr(self):
        return self.redis_handle.incr(self.get_key())

    def incrby(self, amount=1):
        return self.redis_handle.incrby(self.get_key(), amount)

    def decr(self):
        return self.redis_handle.decr(self.get_key())

    def decrby(self, amount=1):
        return self.redis_handle.decrby(self.get_key(), amount)


class float_redis_key_handle(redis_key_handle):
    def convert(self, value):
        return float(value)


class json_redis_key_handle(redis_key_handle):
    pass


def _named(kind, category):
    def handle(redis_handle, identifier):
        return kind(redis_handle, category, identifier)
    return handle


sync_time_key_handle = _named(float_redis_key_handle, "sync_time")
cleanup_key_handle = _named(json_redis_key_handle, "cleanup")
stop_key_handle = _named(redis_key_handle, "stop")
tasks_key_handle = _named(incremental_redis_key_handle, "tasks")
failures_key_handle = _named(incremental_redis_key_handle, "failures")
retries_key_handle = _named(incremental_redis_key_handle, "retries")
