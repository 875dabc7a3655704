#!/bin/bash
# Makes images that stand in for RabbitMQ's, Redis' and the Java runtime's where no registry is reachable: Debian's or
# Ubuntu's own packages, and the Java of this machine. For trying out; ordinary images are better where they can be had.
#
#   deploy/stand-in-images.sh        makes those that are not there yet and prints the variables that name them
#   deploy/stand-in-images.sh --new  makes all of them again
#
# Needs root, debootstrap, a Docker engine and the package mirror of this machine's distribution.
#   STAND_IN_MIRROR  the mirror to use instead of the distribution's usual one
#   JAVA_HOME        the JDK of 21 or newer to take the runtime from, instead of one that is found
set -euo pipefail

prefix=irods-ingest-stand-in
base=$prefix/base:latest
rabbitmq=$prefix/rabbitmq:latest
redis=$prefix/redis:latest
jre=$prefix/jre:latest

say() {
    printf 'stand-in-images: %s\n' "$*" >&2
}

fail() {
    say "$*"
    exit 1
}

work=
finish() {
    if [[ -n $work ]]; then
        rm -rf --one-file-system "$work"
    fi
}
trap finish EXIT

has() {
    docker image inspect "$1" >/dev/null 2>&1
}

# What the machine's package manager needs to reach its mirror: a proxy, for example.
apt_settings() {
    apt-config dump | grep -E '^Acquire::(http|https|Check)' || true
}

# Where this machine has its own packages of a release from.
machine_mirror() {
    # apt-get fills these in
    # shellcheck disable=SC2016
    apt-get indextargets --format '$(CODENAME) $(REPO_URI)' 'Created-By: Packages' 2>/dev/null \
        | awk -v codename="$1" '$1 == codename && !seen { print $2; seen = 1 }' || true
}

make_base() {
    local codename mirror root=$work/base
    codename=$(sed -n 's/^VERSION_CODENAME="\{0,1\}\([a-z]*\).*/\1/p' /etc/os-release)
    mirror=${STAND_IN_MIRROR:-$(machine_mirror "$codename")}
    [[ -n $mirror ]] || fail "this machine's package manager names no mirror of ${codename:-its release}; name one by STAND_IN_MIRROR, or use ordinary images"
    say "$base: $codename from $mirror, about a minute"
    if ! debootstrap --variant=minbase --include=ca-certificates "$codename" "$root" "$mirror" >"$work/log" 2>&1; then
        tail -n 20 "$work/log" >&2
        fail "debootstrap could not make the base system"
    fi
    apt_settings >"$root/etc/apt/apt.conf.d/99machine"
    printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
    chmod 755 "$root/usr/sbin/policy-rc.d"
    rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/*
    mkdir -p "$root/var/lib/apt/lists/partial"
    tar -C "$root" --numeric-owner -c . | docker import --change 'CMD ["bash"]' - "$base" >/dev/null
}

# Reads a Dockerfile; the folder is its context.
build() {
    local image=$1 context=$2
    say "$image"
    if ! DOCKER_BUILDKIT=0 docker build --network host -q -t "$image" -f - "$context" >"$work/log" 2>&1; then
        tail -n 20 "$work/log" >&2
        fail "$image could not be made"
    fi
}

# Like the official images, both begin as root, make the data directory theirs, and go on as a user of their own.
make_rabbitmq() {
    mkdir -p "$work/rabbitmq"
    cat >"$work/rabbitmq/docker-entrypoint.sh" <<'END'
#!/bin/sh
set -eu
if [ "$(id -u)" = 0 ]; then
    chown -R rabbitmq:rabbitmq /var/lib/rabbitmq /var/log/rabbitmq
    exec setpriv --reuid=rabbitmq --regid=rabbitmq --init-groups "$0" "$@"
fi
exec "$@"
END
    build "$rabbitmq" "$work/rabbitmq" <<END
FROM $base
RUN apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends rabbitmq-server \
    && rm -rf /var/lib/apt/lists/* /var/lib/rabbitmq/.erlang.cookie \
    && printf '[rabbitmq_management,rabbitmq_prometheus].\n' >/etc/rabbitmq/enabled_plugins
COPY docker-entrypoint.sh /usr/local/bin/
RUN chmod 755 /usr/local/bin/docker-entrypoint.sh
ENV PATH=/usr/lib/rabbitmq/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/var/lib/rabbitmq \
    RABBITMQ_LOGS=- RABBITMQ_DATA_DIR=/var/lib/rabbitmq LANG=C.UTF-8
VOLUME /var/lib/rabbitmq
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["rabbitmq-server"]
END
}

make_redis() {
    mkdir -p "$work/redis"
    cat >"$work/redis/docker-entrypoint.sh" <<'END'
#!/bin/sh
set -eu
if [ "$(id -u)" = 0 ]; then
    chown -R redis:redis /data
    exec setpriv --reuid=redis --regid=redis --init-groups "$0" "$@"
fi
exec "$@"
END
    build "$redis" "$work/redis" <<END
FROM $base
RUN apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends redis-server \
    && rm -rf /var/lib/apt/lists/* && mkdir -p /data && chown redis:redis /data
COPY docker-entrypoint.sh /usr/local/bin/
RUN chmod 755 /usr/local/bin/docker-entrypoint.sh
WORKDIR /data
VOLUME /data
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["redis-server"]
END
}

jdk_home() {
    local home version
    for home in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/*; do
        if [[ -x $home/bin/jlink && -r $home/release ]]; then
            version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release")
            if [[ ${version:-0} -ge 21 ]]; then
                echo "$home"
                return
            fi
        fi
    done
    fail "no JDK of 21 or newer with jlink found in /usr/lib/jvm and /opt; set JAVA_HOME"
}

make_jre() {
    local home modules=java.se,jdk.charsets,jdk.crypto.ec,jdk.httpserver,jdk.jfr,jdk.management,jdk.naming.dns,jdk.net
    modules=$modules,jdk.unsupported,jdk.zipfs
    home=$(jdk_home)
    mkdir -p "$work/jre"
    say "$jre: from $home"
    "$home/bin/jlink" --add-modules "$modules" --strip-debug --no-header-files --no-man-pages --compress zip-6 \
        --output "$work/jre/java"
    build "$jre" "$work/jre" <<END
FROM $base
COPY java /opt/java/openjdk
ENV JAVA_HOME=/opt/java/openjdk PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
END
}

case ${1:-} in
    '') ;;
    --new) docker image rm -f "$jre" "$redis" "$rabbitmq" "$base" >/dev/null 2>&1 || true ;;
    *) fail "unknown argument '$1'; there is only --new" ;;
esac
docker version >/dev/null 2>&1 || fail "no Docker engine answers"
if ! has "$base" || ! has "$rabbitmq" || ! has "$redis" || ! has "$jre"; then
    [[ $(id -u) -eq 0 ]] || fail "must be run as root, because debootstrap must"
    command -v debootstrap >/dev/null || fail "debootstrap is not on this machine; install it"
    work=$(mktemp -d)
fi
has "$base" || make_base
has "$rabbitmq" || make_rabbitmq
has "$redis" || make_redis
has "$jre" || make_jre
printf 'RABBITMQ_IMAGE=%s\nREDIS_IMAGE=%s\nJRE_IMAGE=%s\n' "$rabbitmq" "$redis" "$jre"
