"""The class that event handlers derive from. irods-ingest calls their hooks itself."""


class Core(object):
    pass
