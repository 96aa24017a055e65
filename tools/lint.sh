#!/bin/sh
# Every rule of the house that a machine can check; goes on to the end and then says which ones failed.
bin=$1
failed=""

check() {
    name=$1
    shift
    printf '%s\n' "== $name"
    "$@" || failed="$failed $name;"
}

check "style (ruff)" "$bin/ruff" check --quiet .
check "types (mypy)" "$bin/mypy" --no-error-summary huiyin tools tests bench
check "import contracts (import-linter)" "$bin/lint-imports" --no-cache
if [ -d huiyin/web/desk/templates ]; then
    check "templates (djlint)" "$bin/djlint" --quiet --lint huiyin/web
fi
check "migrations are made (makemigrations --check)" "$bin/python" -W ignore -m django makemigrations --check --dry-run \
    --settings huiyin.config.settings
check "migrations are safe (tools/migrations.py)" "$bin/python" tools/migrations.py
if [ -f tools/messages.py ]; then
    check "nothing is untranslated (tools/messages.py)" "$bin/python" tools/messages.py
fi

if [ -n "$failed" ]; then
    printf 'lint: failed:%s\n' "$failed"
    exit 1
fi
echo "lint: clean"
