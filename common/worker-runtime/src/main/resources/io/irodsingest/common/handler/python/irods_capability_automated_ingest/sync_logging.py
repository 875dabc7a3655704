from irods_ingest_host import Logger, worker


def get_sync_logger(logging_config=None):
    return Logger(worker)


create_sync_logger = get_sync_logger
