"""Sessions over the connection of the worker. Each method is one request or two."""
from irods import needed
from irods.exception import CollectionDoesNotExist, DataObjectDoesNotExist, NetworkException, iRODSException
from irods.meta import iRODSMeta
from irods_ingest_host import AskFailed, worker


def _ask(question, *arguments):
    if not worker.has_session:
        raise needed("a session in operation, to_resource and target_path")
    try:
        return worker.ask(question, *arguments)
    except AskFailed as refused:
        thrown = (iRODSException if refused.status else NetworkException)(str(refused))
        thrown.code = refused.status
        raise thrown from None


class _Partial:
    """Says of everything else that the client is needed for it."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        raise needed(type(self).__name__.strip("_") + "." + name)


class iRODSMetaCollection(_Partial):
    def __init__(self, path):
        self._path = path

    @staticmethod
    def _meta(arguments):
        if len(arguments) == 1:
            return arguments[0]
        return iRODSMeta(*arguments)

    def _send(self, question, arguments):
        meta = self._meta(arguments)
        _ask(question, self._path, str(meta.name), str(meta.value), str(meta.units or ""))

    def add(self, *meta, **options):
        self._send("add_metadata", meta)

    def remove(self, *meta, **options):
        self._send("remove_metadata", meta)

    def set(self, *meta, **options):
        wanted = self._meta(meta)
        for one in self.get_all(wanted.name):
            if one != wanted:
                self.remove(one)
        self.add(wanted)

    def remove_all(self, **options):
        for one in self.items():
            self.remove(one)

    def items(self):
        return [iRODSMeta(*avu) for avu in _ask("metadata", self._path)]

    def keys(self):
        return [one.name for one in self.items()]

    def get_all(self, key):
        return [one for one in self.items() if one.name == key]

    def get_one(self, key):
        found = self.get_all(key)
        if len(found) != 1:
            raise KeyError(key)
        return found[0]

    def __len__(self):
        return len(self.items())

    def __iter__(self):
        return iter(self.items())

    def __contains__(self, key):
        return bool(self.get_all(key))

    def __getitem__(self, key):
        found = self.get_all(key)
        if not found:
            raise KeyError(key)
        return found[0]

    def __setitem__(self, key, meta):
        for one in self.get_all(key):
            self.remove(one)
        self.add(meta)

    def __delitem__(self, key):
        for one in self.get_all(key):
            self.remove(one)


class iRODSDataObject(_Partial):
    def __init__(self, path):
        self.path = path
        self.name = path.rsplit("/", 1)[-1]
        self.metadata = iRODSMetaCollection(path)

    @property
    def size(self):
        return _size(self.path)


class iRODSCollection(_Partial):
    def __init__(self, path):
        self.path = path
        self.name = path.rsplit("/", 1)[-1]
        self.metadata = iRODSMetaCollection(path)


class DataObjectManager(_Partial):
    def exists(self, path):
        return _ask("exists", path) and not _ask("is_collection", path)

    def get(self, path, *args, **options):
        if not self.exists(path):
            raise DataObjectDoesNotExist(path)
        return iRODSDataObject(path)


class CollectionManager(_Partial):
    def exists(self, path):
        return _ask("is_collection", path)

    def get(self, path):
        if not self.exists(path):
            raise CollectionDoesNotExist(path)
        return iRODSCollection(path)

    def create(self, path, recurse=True, **options):
        _ask("create_collection", path)
        return iRODSCollection(path)


class AccessManager(_Partial):
    def set(self, acl, recursive=False, admin=False, **options):
        _ask("set_access", acl.path, acl.access_name, acl.user_name, acl.user_zone or "", bool(recursive), bool(admin))


class _MetadataManager(_Partial):
    def add(self, kind, path, meta, **options):
        iRODSMetaCollection(path).add(meta)

    def set(self, kind, path, meta, **options):
        iRODSMetaCollection(path).set(meta)

    def remove(self, kind, path, meta, **options):
        iRODSMetaCollection(path).remove(meta)

    def get(self, kind, path):
        return iRODSMetaCollection(path).items()


class iRODSSession(_Partial):
    def __init__(self, **ignored):
        if ignored:
            raise needed("a session of one's own")
        self.data_objects = DataObjectManager()
        self.collections = CollectionManager()
        self.acls = AccessManager()
        self.permissions = self.acls
        self.metadata = _MetadataManager()

    def __enter__(self):
        return self

    def __exit__(self, *thrown):
        pass

    def cleanup(self):
        pass

    @staticmethod
    def size_of(path, replica_num=None, resc_name=None):
        return _size(path, replica_num, resc_name)


def _size(path, replica_num=None, resc_name=None):
    def quoted(text):
        return "'" + str(text).replace("\\", "\\x5c").replace("'", "''") + "'"

    collection, name = path.rsplit("/", 1)
    query = "select DATA_SIZE where COLL_NAME = {} and DATA_NAME = {}".format(quoted(collection), quoted(name))
    if replica_num is not None:
        query += " and DATA_REPL_NUM = '{}'".format(int(replica_num))
    if resc_name is not None:
        query += " and DATA_RESC_NAME = " + quoted(resc_name)
    rows = _ask("query", query)
    return int(rows[0][0]) if rows else None
