"""Stands in for python-irodsclient on workers that do not have it: as much of it as hooks usually need, over the worker's connection."""


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    raise needed("irods." + name)


class NeedsClient(AttributeError):
    pass


def needed(what):
    return NeedsClient(what + " needs the package python-irodsclient, which the Python of this worker does not have;"
                       " without it a session has data_objects (get, exists), collections (get, exists, create), metadata"
                       " (add, set, remove, get_all, get_one, items, keys), acls (set) and nothing else")
