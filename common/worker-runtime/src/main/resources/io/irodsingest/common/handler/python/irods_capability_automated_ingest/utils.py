from enum import Enum


class Operation(Enum):
    REGISTER_SYNC = 0
    REGISTER_AS_REPLICA_SYNC = 1
    PUT = 2
    PUT_SYNC = 3
    PUT_APPEND = 4
    NO_OP = 5


class DeleteMode(Enum):
    DO_NOT_DELETE = 0
    UNREGISTER = 1
    TRASH = 2
    NO_TRASH = 3


def delete_mode_is_compatible_with_operation(delete_mode, operation):
    if delete_mode == DeleteMode.DO_NOT_DELETE:
        return True
    if delete_mode == DeleteMode.UNREGISTER:
        return operation in (Operation.REGISTER_SYNC, Operation.REGISTER_AS_REPLICA_SYNC)
    return operation in (Operation.PUT_SYNC, Operation.PUT_APPEND)


def is_unicode_encode_error_path(path):
    try:
        path.encode("utf8")
        return False
    except UnicodeEncodeError:
        return True


def enqueue_task(task, meta):
    raise NotImplementedError("irods-ingest hands out tasks itself: enqueue_task is not to be had in an event handler")
