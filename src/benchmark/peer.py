#!/usr/bin/env python3
"""peer.py FOLDER: what a user would write instead: extracts the same metrics and COPYs them.

No rejections, duplicates, verdicts or publication. psql takes its connection from PGHOST etc.
"""
import glob
import json
import subprocess
import sys

METRICS = [
    ["omni_search", "offsite_conversion.fb_pixel_search", "search"],
    ["omni_view_content", "offsite_conversion.fb_pixel_view_content", "view_content"],
    ["omni_initiated_checkout", "offsite_conversion.fb_pixel_initiate_checkout", "initiate_checkout"],
    ["omni_purchase", "offsite_conversion.fb_pixel_purchase", "purchase"],
]
CALLS = ["click_to_call_native_call_placed", "click_to_call_call_confirm"]


def first(values, types):
    for name in types:
        value = values.get(name)
        if value and float(value) > 0:
            return value
    return "0"


psql = subprocess.Popen(
    ["psql", "-q", "-c", "DROP TABLE IF EXISTS peer", "-c",
     "CREATE TABLE peer (account text, campaign text, name text, spend numeric, impressions bigint,"
     " clicks bigint, step1 numeric, step2 numeric, step3 numeric, reservations numeric,"
     " value numeric, calls numeric)", "-c", "COPY peer FROM STDIN"], stdin=subprocess.PIPE)
for path in sorted(glob.glob(sys.argv[1] + "/insights/*.jsonl")):
    for line in open(path):
        row = json.loads(line)
        actions = {entry["action_type"]: entry.get("value") for entry in row.get("actions", [])}
        values = {entry["action_type"]: entry.get("value") for entry in row.get("action_values", [])}
        cells = [row[key] for key in
                 ("account_id", "campaign_id", "campaign_name", "spend", "impressions", "clicks")]
        cells += [first(actions, types) for types in METRICS]
        cells += [first(values, METRICS[3]), first(actions, CALLS)]
        psql.stdin.write("\t".join(cells).encode() + b"\n")
psql.stdin.close()
sys.exit(psql.wait())
