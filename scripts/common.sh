# Shared by the scripts beside it: makes .venv from the pinned versions in constraints.txt.
set -eu
cd "$(dirname "$0")/.."
say() { printf 'pinocchio: %s\n' "$*" >&2; }

find_python() {
  for name in "${PYTHON:-}" python3 python3.13 python3.12 python3.11 python; do
    if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 &&
      "$name" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' 2>/dev/null; then
      printf '%s\n' "$name"
      return
    fi
  done
  say "Python 3.11 or newer is missing; install it, or name one with PYTHON=/path/to/python"
  exit 2
}

make_venv() { # $1: what to install, such as ".[dev]"
  python=$(find_python)
  # durable-rules is compiled where it is used, which is below Python 3.13.
  if "$python" -c 'import sys; raise SystemExit(sys.version_info >= (3, 13))'; then
    if ! command -v "${CC:-gcc}" >/dev/null 2>&1; then
      say "a C compiler is missing (durable-rules is compiled); on Debian: apt-get install gcc"
      exit 2
    fi
    header=$("$python" -c 'import sysconfig; print(sysconfig.get_path("include") + "/Python.h")')
    if [ ! -f "$header" ]; then
      say "the Python headers are missing ($header); on Debian: apt-get install python3-dev"
      exit 2
    fi
  fi
  if [ ! -x .venv/bin/python ]; then
    "$python" -m venv .venv || { say "cannot make .venv; on Debian: apt-get install python3-venv"; exit 2; }
  fi
  .venv/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e "$1"
  # An editable install is compiled at first use, or each time where Python may not write; once, here, costs a second.
  .venv/bin/python -m compileall -q src || true
}
