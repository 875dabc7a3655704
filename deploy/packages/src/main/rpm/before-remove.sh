# 0: the last one of its kind goes, so it is no upgrade.
if [ "$1" = 0 ]; then
    if [ -d /run/systemd/system ]; then
        systemctl disable --now irods-ingest-orchestrator irods-ingest-standalone irods-ingest-worker@filesystem \
            irods-ingest-worker@s3 irods-ingest-worker@delete irods-ingest-worker@batch || true
    fi
fi
