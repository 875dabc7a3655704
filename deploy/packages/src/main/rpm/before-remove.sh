# 0: the last one of its kind goes, so it is no upgrade.
if [ "$1" = 0 ]; then
    if [ -d /run/systemd/system ]; then
        systemctl disable --now "irods-ingest-*.service" || true
    fi
fi
