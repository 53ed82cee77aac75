#!/usr/bin/env bash
# sqlmap and wapiti against a demo product that is running, signed in as one role after the other.
#
#   apt-get install sqlmap wapiti
#   java -jar target/yimen.jar --server.port=18099 --yimen.data-folder=target/scan --yimen.demo=true --yimen.demo.households=40 &
#   src/docs/scan.sh http://127.0.0.1:18099 clerk approver admin
#
# MINUTES bounds each tool for each role (default 5). Reports lie in OUT (default target/scan). Only ever on a demo of
# one's own: both tools change and delete what they reach.
set -euo pipefail

base="${1:?address of the demo product}"
shift
roles=("$@")
[ "${#roles[@]}" -gt 0 ] || roles=(clerk reviewer assistant liaison officer approver supervisor admin)
minutes="${MINUTES:-5}"
out="${OUT:-target/scan}"
password="${PASSWORD:-demo-yimen-2026}"
host="$(sed -E 's#^https?://([^:/]+).*#\1#' <<<"$base")"
mkdir -p "$out"

# the token of a page's forms
token() { sed -n 's/.*name="_csrf"[^>]*value="\([^"]*\)".*/\1/p' | head -n 1; }

# signs in and prints the cookies, the token's among them
sign_in() {
  local jar="$out/$1.jar"
  rm -f "$jar"
  local csrf
  csrf="$(curl -fsS -c "$jar" -b "$jar" "$base/login" | token)"
  curl -fsS -o /dev/null -c "$jar" -b "$jar" --data-urlencode "login=$1" --data-urlencode "password=$password" \
    --data-urlencode "_csrf=$csrf" "$base/login"
  curl -fsS -o "$out/$1.workbench.html" -c "$jar" -b "$jar" "$base/workbench"
  grep -q 'name="_csrf"' "$out/$1.workbench.html" || { echo "$1 could not sign in" >&2; return 1; }
  sed 's/^#HttpOnly_//' "$jar" | awk 'NF == 7 { printf "%s%s=%s", sep, $6, $7; sep = "; " }'
}

# Debian 12: the exclusions of wapiti 3.0.4 are no regular expression for its Python 3.11
wapiti='
import re, sys
import wapitiCore.net.crawler as crawler
from wapitiCore.main.wapiti import wapiti_main
crawler.wildcard_translate = lambda text: re.compile("(?s)" + re.escape(text).replace(r"\*", ".*") + r"\Z")
sys.argv[0] = "wapiti"
wapiti_main()
'

for role in "${roles[@]}"; do
  cookie="$(sign_in "$role")"
  csrf="$(token <"$out/$role.workbench.html")"

  # every address with parameters that links and forms show, and the search; each request with a fresh one-time key
  timeout "$((minutes * 60))" sqlmap -u "$base/workbench" --cookie="$cookie" --crawl=2 --forms --batch --smart \
    --crawl-exclude='logout|password|/print|\.pdf|\.xlsx' --skip=_csrf,_key --answers="resend original=n" \
    --eval="import uuid; _key=str(uuid.uuid4())" --dbms=PostgreSQL --level=1 --risk=1 --technique=BEUS --threads=1 \
    --flush-session --output-dir="$out/sqlmap-$role" >"$out/sqlmap-$role.log" 2>&1 || true
  timeout "$((minutes * 60))" sqlmap -u "$base/search" --data="_csrf=$csrf&q=a*" --cookie="$cookie" --batch \
    --answers="resend original=n" --dbms=PostgreSQL --level=2 --risk=1 --technique=BEUST --time-sec=3 \
    --flush-session --output-dir="$out/sqlmap-$role" >>"$out/sqlmap-$role.log" 2>&1 || true
  echo "sqlmap as $role: $(grep -c 'testing URL\|testing form\|POST http\|GET http' "$out/sqlmap-$role.log" || true) addresses," \
    "injectable: $(grep -ciE 'is vulnerable|injection point' "$out/sqlmap-$role.log" || true)"

  # without bounds it follows page links for ever
  /usr/bin/python3 - "$host" "$cookie" >"$out/$role.cookie.json" <<'PY'
import json, sys
one = {"version": 0, "expires": None, "secure": False, "port": None}
pairs = (pair.split("=", 1) for pair in sys.argv[2].split("; "))
print(json.dumps({sys.argv[1]: {"/": {name: dict(one, value=value) for name, value in pairs}}}))
PY
  timeout "$((minutes * 60 + 60))" /usr/bin/python3 -c "$wapiti" -u "$base/" -s "$base/workbench" --scope domain -c "$out/$role.cookie.json" -d 3 \
    --max-files-per-dir 6 --max-links-per-page 40 --max-parameters 30 --max-scan-time "$((minutes * 30))" \
    --max-attack-time "$((minutes * 8))" -x "$base/logout" -x "$base/account/password" \
    -m sql,xss,permanentxss,file,exec,crlf,redirect --flush-session --no-bugreport --color -f json \
    -o "$out/wapiti-$role.json" >"$out/wapiti-$role.log" 2>&1 || true
  /usr/bin/python3 - "$out/wapiti-$role.json" "$role" <<'PY' || echo "wapiti as $role: no report"
import json, sys
report = json.load(open(sys.argv[1]))
found = {kind: len(all) for part in ("vulnerabilities", "anomalies") for kind, all in report[part].items() if all}
print("wapiti as %s: %s" % (sys.argv[2], found or "nothing found"))
PY
done
