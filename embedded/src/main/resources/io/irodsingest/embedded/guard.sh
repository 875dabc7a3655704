# Runs a server that must not outlive the JVM which started it.
# Standard input is a pipe whose other end only the JVM holds: it brings orders, and when the JVM is gone, however it
# ended, the pipe breaks: the server is stopped then, and the scratch directory is removed.
# usage: sh -c "$(cat guard.sh)" guard SCRATCH COMMAND ARGUMENT...   (SCRATCH may be empty)
scratch=$1
shift
# A Ctrl-C at the terminal is for the JVM, which stops its servers after its work.
trap '' HUP INT QUIT
if command -v setsid >/dev/null 2>&1; then
    setsid "$@" </dev/null &
    child=$!
    target=-$child
else
    "$@" </dev/null &
    child=$!
    target=$child
fi
trap '' TERM
# The end of the server's output tells the JVM that the server has ended.
exec >/dev/null 2>&1
tries=30
while read -r order; do
    case $order in
        term) scratch=; kill -s TERM -- "$target"; kill -s CONT -- "$target" ;;
        kill) scratch=; kill -s KILL -- "$target" ;;
        stop) kill -s STOP -- "$target" ;;
        continue) kill -s CONT -- "$target" ;;
        gone) scratch=; tries=0 ;;
    esac
done
kill -s TERM -- "$target"
kill -s CONT -- "$target"
while [ "$tries" -gt 0 ] && kill -s 0 -- "$target"; do
    sleep 0.1 || sleep 1
    tries=$((tries - 1))
done
kill -s KILL -- "$target"
wait "$child"
status=$?
if [ -n "$scratch" ]; then
    rm -rf -- "$scratch"
fi
exit "$status"
