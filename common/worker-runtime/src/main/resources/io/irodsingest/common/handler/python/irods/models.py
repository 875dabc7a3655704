"""Columns of queries, which only python-irodsclient can run. They are names here, so that importing them is no failure."""
from irods import needed


class _Names(type):
    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        raise needed("the column {}.{}".format(cls.__name__, name))


class Model(metaclass=_Names):
    pass


class Collection(Model):
    pass


class DataObject(Model):
    pass


class Resource(Model):
    pass


class User(Model):
    pass
