"""What event handlers can use of this module of the Python tool."""
import os


def call(hdlr, hdlr_mod, logger, func, *args, **options):
    """Calls a function, or a method of a handler with it when the handler has that method."""
    handler = getattr(hdlr_mod, "event_handler", hdlr_mod)
    if hasattr(handler, hdlr):
        return getattr(handler, hdlr)(func, hdlr_mod, *args, **options)
    return func(hdlr_mod, *args, **options)


def irods_session(handler_module, meta, logger, **options):
    """The session that the hook has anyway."""
    from irods_capability_automated_ingest import session
    return session.current()


def size(session, path, replica_num=None, resc_name=None):
    """The size of a replica in bytes; None when there is none."""
    own = getattr(session, "size_of", None)
    if own is not None:
        return own(path, replica_num, resc_name)
    from irods.models import Collection, DataObject
    wanted = [Collection.name == os.path.dirname(path), DataObject.name == os.path.basename(path)]
    if replica_num is not None:
        wanted.append(DataObject.replica_number == replica_num)
    if resc_name is not None:
        wanted.append(DataObject.resource_name == resc_name)
    for row in session.query(DataObject.size).filter(*wanted):
        return int(row[DataObject.size])
    return None


def child_of(session, child_resc_name, resc_name):
    """Whether a resource is another one or below it."""
    name = child_resc_name
    while name is not None and name != resc_name:
        parent = session.resources.get(name).parent
        name = getattr(parent, "name", None)
    return name == resc_name
