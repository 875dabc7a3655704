#!/bin/bash
# Tries docker-compose.yml for real: brings a cluster with three filesystem workers up, uploads a tree of files, kills a
# worker in the middle, scales to five, and compares what arrived with what was there. Exit code 0 says that all of it
# arrived, once. Containers, volumes, networks, secrets and files of the trial go at the end; images stay.
#
#   deploy/try-cluster.sh [--stand-in] [--keep]
#
#   --stand-in  use the images of deploy/stand-in-images.sh even where ordinary ones can be had
#   --keep      leave the cluster running at the end, and say how to end it
#
#   FILES           how many files, 40000 by default
#   PULL_LIMIT      seconds that pulling an image may take before stand-ins are taken, 300 by default
#   RABBITMQ_IMAGE, REDIS_IMAGE, JRE_IMAGE, MAVEN_IMAGE
#                   images to use instead of those in docker-compose.yml
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
files=${FILES:-40000}
pull_limit=${PULL_LIMIT:-300}
project=irods-ingest-trial
target=/tempZone/home/rods/trial
stand_in=
keep=
work=

say() {
    printf '%s  %s\n' "$(date +%H:%M:%S)" "$*"
}

fail() {
    say "FAILED: $*"
    exit 1
}

for argument in "$@"; do
    case $argument in
        --stand-in) stand_in=yes ;;
        --keep) keep=yes ;;
        *)
            echo "unknown argument '$argument'; there are --stand-in and --keep" >&2
            exit 2
            ;;
    esac
done

if docker compose version >/dev/null 2>&1; then
    composer=(docker compose)
elif command -v docker-compose >/dev/null; then
    composer=(docker-compose)
else
    fail "neither 'docker compose' nor docker-compose is on this machine"
fi

compose() {
    "${composer[@]}" -p "$project" -f docker-compose.yml "$@"
}

# For what says much and matters only when it fails.
quietly() {
    if ! "$@" >"$work/log" 2>&1; then
        tail -n 30 "$work/log"
        fail "$*"
    fi
}

# Waits until a command succeeds: await SECONDS WHAT COMMAND...
await() {
    local limit=$((SECONDS + $1)) what=$2
    shift 2
    until "$@"; do
        [[ $SECONDS -lt $limit ]] || fail "waited too long for $what"
        sleep 0.5
    done
}

finish() {
    local status=$?
    trap - EXIT
    if [[ -z $work ]]; then
        exit "$status"
    fi
    if [[ $status -ne 0 ]]; then
        compose ps || true
        compose logs --no-color --tail 20 || true
    fi
    if [[ -n $keep ]]; then
        say "the cluster is left running; this ends it:"
        printf 'SECRETS_DIR=%s SOURCE_DIR=%s %s -p %s -f %s/docker-compose.yml --profile s3 --profile cli down -v; rm -rf %s\n' \
            "$SECRETS_DIR" "$SOURCE_DIR" "${composer[*]}" "$project" "$root" "$work"
    else
        say "removing containers, volumes and networks"
        compose --profile s3 --profile cli down -v --remove-orphans -t 5 >/dev/null 2>&1 || true
        rm -rf --one-file-system "$work"
    fi
    exit "$status"
}
trap finish EXIT

# The command line in a container that stays, so that a command costs no new container.
ingest() {
    docker exec "$cli" irods-ingest "$@"
}

arrived() {
    compose exec -T mini-irods find /var/lib/irods-ingest/vault -type f | wc -l
}

# Waits in the container, because a look from outside takes as long as hundreds of uploads.
# shellcheck disable=SC2016
await_arrived() {
    timeout 600 "${composer[@]}" -p "$project" exec -T mini-irods bash -c \
        'until [[ $(find /var/lib/irods-ingest/vault -type f | wc -l) -ge $1 ]]; do sleep 0.2; done' bash "$1" \
        || fail "waited too long for $1 files to arrive"
}

# The trial is of what happens in the middle of the work.
in_the_middle() {
    at=$(arrived)
    say "$1: $at of $expected files have arrived"
    [[ $at -lt $expected ]] || fail "that was no more in the middle; set FILES to more than $files"
}

# Workers of a kind that the orchestrator knows.
workers() {
    ingest workers 2>/dev/null | grep -c "^$1-" || true
}

has_workers() {
    [[ $(workers worker-filesystem) -eq $1 ]]
}

# A number of the job's, by its name in the JSON.
of_job() {
    sed -n "s/^ *\"$2\" : \([0-9]*\),*\$/\1/p" "$1" | head -n 1
}

sums() {
    (cd "$1" && find . -type f -exec sha256sum {} +) | cut -d ' ' -f 1 | sort | sha256sum | cut -d ' ' -f 1
}

# How much the trial's numbers agree; both are printed.
same() {
    say "$1: expected $2, found $3"
    [[ $2 == "$3" ]] || wrong=$((wrong + 1))
}

docker version >/dev/null 2>&1 || fail "no Docker engine answers"
work=$(mktemp -d)
chmod 755 "$work"
cli=
wrong=0
export SECRETS_DIR=$work/secrets SOURCE_DIR=$work/source ORCHESTRATOR_PORT=0 COMPOSE_PROJECT_NAME=$project
export IRODS_INGEST_IMAGE=irods-ingest:trial
if [[ $(id -u) -ne 0 ]]; then
    export IRODS_INGEST_UID=${IRODS_INGEST_UID:-$(id -u)} IRODS_INGEST_GID=${IRODS_INGEST_GID:-$(id -g)}
fi

# The image that a variable of docker-compose.yml names, or its default there.
image() {
    local preset
    preset=$(sed -n "s/.*\${$1:-\([^}]*\)}.*/\1/p" docker-compose.yml | head -n 1)
    echo "${!1:-$preset}"
}

can_be_had() {
    docker image inspect "$1" >/dev/null 2>&1 || timeout "$pull_limit" docker pull -q "$1" >/dev/null 2>&1
}

if [[ -z $stand_in ]]; then
    for name in RABBITMQ_IMAGE REDIS_IMAGE JRE_IMAGE; do
        if ! can_be_had "$(image "$name")"; then
            say "$(image "$name") cannot be pulled: stand-ins are taken"
            stand_in=yes
            break
        fi
    done
fi
if [[ -n $stand_in ]]; then
    deploy/stand-in-images.sh >"$work/images"
    set -a
    # shellcheck source=/dev/null
    . "$work/images"
    set +a
    say "building the jars here, and the image of them on $JRE_IMAGE"
    quietly bin/irods-ingest --version
    quietly docker build -f deploy/Dockerfile --target from-jars --build-arg "JRE_IMAGE=$JRE_IMAGE" -t "$IRODS_INGEST_IMAGE" .
else
    say "building the image in Docker"
    quietly compose build orchestrator
fi
say "images: $(image RABBITMQ_IMAGE), $(image REDIS_IMAGE), $(image JRE_IMAGE); ${composer[*]}"

say "making secrets, and $files files in 100 directories"
quietly deploy/secrets.sh "$SECRETS_DIR"
for directory in $(seq 100); do
    mkdir -p "$SOURCE_DIR/tree/$directory"
done
seq "$files" | awk -v root="$SOURCE_DIR/tree" '{ name = root "/" ($1 % 100 + 1) "/file-" $1; print "This is file", $1 > name; close(name) }'
chmod -R a+rX "$SOURCE_DIR"
expected=$(find "$SOURCE_DIR/tree" -type f | wc -l)

say "starting the cluster with three filesystem workers"
quietly compose up -d --no-build --scale worker-filesystem=3
cli=$(compose run -d --no-deps --entrypoint sleep cli infinity 2>/dev/null | tail -n 1)
await 180 "three workers" has_workers 3

say "uploading the tree to $target"
quietly ingest start "$SOURCE_DIR/tree" "$target" --job-name trial --operation PUT --files-per-task 25
victim=$(compose ps -q worker-filesystem | head -n 1)
await_arrived $((expected / 10))
quietly docker kill --signal KILL "$victim"
in_the_middle "killed a worker"
await_arrived $((expected / 5))
quietly ingest pause trial
in_the_middle "the job is held, so that new workers find work however long their containers take"
quietly compose up -d --no-build --no-recreate --scale worker-filesystem=5
await 180 "five workers" has_workers 5
in_the_middle "scaled to five workers, and the job goes on"
quietly ingest resume trial

if ! timeout 1800 docker exec "$cli" irods-ingest watch trial >"$work/watched" 2>&1; then
    tail -n 20 "$work/watched"
    fail "the job did not come to a good end"
fi
tail -n 3 "$work/watched"

ingest list >"$work/jobs"
same "files that the job found" "$expected" "$(of_job "$work/jobs" files)"
done=0
for outcome in uploaded existing unchanged; do
    done=$((done + $(of_job "$work/jobs" $outcome)))
done
same "files that it uploaded, or met as the killed worker had left them" "$expected" "$done"
same "directories that the job found" "$(find "$SOURCE_DIR/tree" -type d | wc -l)" "$(of_job "$work/jobs" directories)"
same "entries that failed" 0 "$(of_job "$work/jobs" failed)"
same "tasks left" 0 "$(of_job "$work/jobs" remaining_tasks)"
same "files in the vault" "$expected" "$(arrived)"
quietly docker cp "$(compose ps -q mini-irods):/var/lib/irods-ingest/vault" "$work/vault"
same "sum of the contents" "$(sums "$SOURCE_DIR/tree")" "$(sums "$work/vault")"
status=0
ingest check "$SOURCE_DIR/tree" "$target" --operation PUT_SYNC || status=$?
same "exit code of check" 0 "$status"

say "registering the same tree in place, which iRODS sees under the same path"
status=0
ingest start "$SOURCE_DIR/tree" "$target-in-place" --job-name in-place --synchronous || status=$?
same "exit code of the job" 0 "$status"
status=0
ingest check "$SOURCE_DIR/tree" "$target-in-place" || status=$?
same "exit code of check" 0 "$status"

say "bringing a hundredth of it in from a bucket"
S3_FILL=$SOURCE_DIR/tree/1 quietly compose --profile s3 up -d --no-build --no-recreate --no-deps s3
listens() {
    compose --profile s3 logs s3 2>/dev/null | grep -q 'listens on'
}
await 120 "the S3 server" listens
status=0
ingest start s3://ingest "$target-s3" --job-name s3 --operation PUT --synchronous --s3-keypair /run/secrets/s3_keypair \
    --s3-endpoint-domain s3:9000 --s3-insecure-connection || status=$?
same "exit code of the job" 0 "$status"
same "files in the vault" $((expected + $(find "$SOURCE_DIR/tree/1" -type f | wc -l))) "$(arrived)"

unhealthy() {
    docker ps --filter "label=com.docker.compose.project=$project" --filter health=unhealthy --format '{{.Names}}'
}
same "containers that are not well" "" "$(unhealthy)"
published=$(docker ps --filter "label=com.docker.compose.project=$project" --format '{{.Ports}}' | grep -o '[^ ,]*->' || true)
same "published ports" 1 "$(grep -c . <<<"$published")"
same "published on 127.0.0.1" 1 "$(grep -c '^127\.0\.0\.1:' <<<"$published" || true)"

[[ $wrong -eq 0 ]] || fail "$wrong comparisons are not equal"
say "all agrees"
