# Sourced by ./run and ./test with `desk` set to their folder: makes .venv ready, all talk on standard error.
# Leaves the interpreter to use in `python`.

find_python() {
    for candidate in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11; do
        if [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1 &&
            "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
    return 1
}

set_up() {
    if ! base=$(find_python); then
        echo "FactDesk needs Python 3.11 or newer, and none is on the PATH (PYTHON=... names one)." >&2
        exit 1
    fi
    "$base" -P "$desk/factdesk/local/bootstrap.py" "$1" || exit $?
    python=$desk/.venv/bin/python
    # The desk's own packages, wherever the command was called from.
    PYTHONPATH=$desk${PYTHONPATH:+:$PYTHONPATH}
    export PYTHONPATH
}
