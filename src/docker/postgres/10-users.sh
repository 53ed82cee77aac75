#!/bin/bash
# Runs once, on an empty data volume: the two users and the database. The owner migrates; the application works as a user
# who owns nothing and so can neither change a table nor rewrite the audit trail (src/docs/decisions/0002).
set -euo pipefail
: "${YIMEN_OWNER_PASSWORD:?}" "${YIMEN_APP_PASSWORD:?}"

psql --no-psqlrc --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres \
  --set owner_password="$YIMEN_OWNER_PASSWORD" --set app_password="$YIMEN_APP_PASSWORD" <<'SQL'
create role yimen_owner login nosuperuser nocreatedb nocreaterole password :'owner_password';
create role yimen_app login nosuperuser nocreatedb nocreaterole password :'app_password';
create database yimen owner yimen_owner;
revoke all on database yimen from public;
grant connect, temporary on database yimen to yimen_app;
SQL
