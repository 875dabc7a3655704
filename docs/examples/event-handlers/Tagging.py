import os

from irods.meta import iRODSMeta
from irods_capability_automated_ingest.core import Core
from irods_capability_automated_ingest.utils import DeleteMode, Operation


class event_handler(Core):
    """Uploads, keeps the owner of each file beside it, and tries again what failed."""

    @staticmethod
    def operation(session, meta, **options):
        return Operation.PUT_SYNC

    @staticmethod
    def delete_mode(meta):
        return DeleteMode.TRASH

    @staticmethod
    def max_retries(hdlr_mod, logger, meta):
        return 3

    @staticmethod
    def delay(hdlr_mod, logger, meta, retries):
        return 10 * retries

    @staticmethod
    def pre_job(hdlr_mod, logger, meta):
        logger.info("begins", source=meta["root"], target=meta["target"])

    @staticmethod
    def post_data_obj_create(hdlr_mod, logger, session, meta, *args, **options):
        owner = os.lstat(meta["path"]).st_uid
        session.data_objects.get(meta["target"]).metadata.add("owner", str(owner), "uid")

    @staticmethod
    def post_data_obj_modify(hdlr_mod, logger, session, meta, *args, **options):
        owner = os.lstat(meta["path"]).st_uid
        session.data_objects.get(meta["target"]).metadata["owner"] = iRODSMeta("owner", str(owner), "uid")
