# Makes the user and his directory, unless they are there.
if ! getent group irods-ingest >/dev/null; then
    groupadd --system irods-ingest
fi
if ! getent passwd irods-ingest >/dev/null; then
    useradd --system --gid irods-ingest --home-dir /var/lib/irods-ingest --no-create-home --shell /usr/sbin/nologin irods-ingest
fi
mkdir -p /var/lib/irods-ingest
chown irods-ingest:irods-ingest /var/lib/irods-ingest
chmod 0750 /var/lib/irods-ingest
# What runs goes on with the new version; nothing is started that was not.
if [ -d /run/systemd/system ]; then
    systemctl daemon-reload || true
    systemctl try-restart 'irods-ingest-*.service' || true
fi
if ! HOME='' XDG_CACHE_HOME='' /usr/share/irods-ingest/bin/irods-ingest --version >/dev/null 2>&1; then
    echo "irods-ingest: no Java 21 or newer is found: install one, like openjdk-21-jre-headless or temurin-25-jre, or set JAVA_HOME" >&2
fi
