"""A few values that all calls of one job share, kept by the workers; they last until the job's pass ends."""
from irods_ingest_host import worker

# what can be no value, for no value has a NUL
_NEVER = "\0"


class _Values:
    def get(self, name):
        value = worker.ask("value", _text(name), _NEVER, "")
        return None if value == "" else value[1:].encode("utf-8", "surrogateescape")

    def set(self, name, value, *args, **options):
        if args or any(options.values()):
            raise NotImplementedError("set takes a name and a value only here")
        self._replace(_text(name), lambda current: "=" + _text(value))
        return True

    def delete(self, *names):
        return sum(1 for name in names if self._replace(_text(name), lambda current: "") != "")

    def exists(self, *names):
        return sum(1 for name in names if self.get(name) is not None)

    def incr(self, name, amount=1):
        return self.incrby(name, amount)

    def decr(self, name, amount=1):
        return self.incrby(name, -amount)

    def decrby(self, name, amount=1):
        return self.incrby(name, -amount)

    def incrby(self, name, amount=1):
        added = []

        def add(current):
            added[:] = [int(current[1:] or 0) + amount]
            return "=" + str(added[0])

        self._replace(_text(name), add)
        return added[0]

    @staticmethod
    def _replace(name, change):
        current = worker.ask("value", name, _NEVER, "")
        while True:
            wanted = change(current)
            noted = worker.ask("value", name, current, wanted)
            if noted == wanted:
                return current
            current = noted

    def __getattr__(self, name):
        raise AttributeError("the values of a job have get, set, delete, exists, incr, incrby, decr and decrby, and not "
                             + name + ": for more, have a Redis of your own and the package redis")


def _text(value):
    text = value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else str(value)
    if "\0" in text:
        raise ValueError("a name or value has a NUL")
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


_VALUES = _Values()


def get_redis(config):
    return _VALUES
