#!/bin/bash
# Makes the secrets of the cluster in docker-compose.yml: random ones, each in a file of its own, those that are not there
# yet. What is there stays as it is.
#
#   deploy/secrets.sh [DIRECTORY]    by default deploy/secrets; another one is told to docker compose by SECRETS_DIR
#
# The files have mode 600 and belong to the user of the containers: 10001 when root runs this. Another user cannot give
# files away: then the containers run as that user, which a line in .env tells docker compose. IRODS_INGEST_UID and
# IRODS_INGEST_GID name another user.
# metrics_token is read by Prometheus too, which is another user: it has mode 644, in a directory that only its owner enters.
set -euo pipefail
umask 077

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
directory=${1:-$root/deploy/secrets}
user=${IRODS_INGEST_UID:-10001}
group=${IRODS_INGEST_GID:-10001}

# Hexadecimal, two characters for each byte.
random() {
    head -c "$1" /dev/urandom | od -An -v -tx1 | tr -d ' \n'
}

sha256() {
    sha256sum | cut -d ' ' -f 1
}

# Takes the content from the input. A half written file never has the name.
make() {
    local file=$directory/$1
    all+=("$1")
    if [[ -e $file ]]; then
        cat >/dev/null
        return
    fi
    cat >"$file.new"
    mv "$file.new" "$file"
    made+=("$1")
}

all=()
made=()
mkdir -p "$directory"
chmod 700 "$directory"
for name in amqp_password redis_password postgres_password grafana_password admin_token door_token metrics_token; do
    make "$name" < <(random 24)
done
# Of an iRODS password 50 characters count, a zone key may have 49, and a negotiation key has 32.
make irods_password < <(random 24)
make irods_zone_key < <(random 24)
make irods_negotiation_key < <(random 16)
make cluster_key < <(head -c 32 /dev/urandom | base64)
make s3_keypair < <(
    printf 'ingest\n'
    random 24
)
make tokens < <(
    printf '# NAME ROLE sha256:HEX, one token a line\n'
    printf 'admin admin sha256:%s\n' "$(sha256 <"$directory/admin_token")"
    printf 'door operator sha256:%s\n' "$(sha256 <"$directory/door_token")"
    printf 'metrics viewer sha256:%s\n' "$(sha256 <"$directory/metrics_token")"
)
# A key store for TLS is the operator's own, and its password too; see docs/containers.md.
for name in tls_keystore tls_keystore_password; do
    [[ ! -f $directory/$name ]] || all+=("$name")
done
for name in "${all[@]}"; do
    mode=600
    [[ $name != metrics_token ]] || mode=644
    chmod "$mode" "$directory/$name"
    [[ $(id -u) -ne 0 ]] || chown "$user:$group" "$directory/$name"
done

if [[ $(id -u) -ne 0 ]]; then
    if [[ -z ${IRODS_INGEST_UID:-} ]] && ! grep -qs '^IRODS_INGEST_UID=' "$root/.env"; then
        printf 'IRODS_INGEST_UID=%s\nIRODS_INGEST_GID=%s\n' "$(id -u)" "$(id -g)" >>"$root/.env"
        echo "the containers will run as $(id -un): $root/.env says so"
    fi
fi
if [[ ${#made[@]} -eq 0 ]]; then
    echo "all secrets are in $directory already"
else
    echo "made in $directory: ${made[*]}"
fi
