#!/usr/bin/env python3
"""generate.py FOLDER ROWS CLIENTS FILES: monthly campaign rows shaped like the real thing, and a job.

35 actions a row, every event under several names, about 4.7 KB a row; the same arguments give the
same bytes.
"""
import json
import os
import random
import sys

TYPES = """link_click post_engagement page_engagement video_view post_reaction comment like
landing_page_view onsite_conversion.post_save omni_search offsite_conversion.fb_pixel_search search
omni_view_content offsite_conversion.fb_pixel_view_content view_content omni_initiated_checkout
offsite_conversion.fb_pixel_initiate_checkout initiate_checkout omni_purchase
offsite_conversion.fb_pixel_purchase purchase onsite_web_purchase onsite_web_app_purchase
web_in_store_purchase add_to_cart omni_add_to_cart offsite_conversion.fb_pixel_add_to_cart lead
omni_lead offsite_conversion.fb_pixel_lead click_to_call_native_call_placed
click_to_call_call_confirm onsite_web_lead post onsite_conversion.lead_grouped""".split()


def actions(chance, steps, price=None):
    entries = []
    for name in TYPES:
        count = next((n for part, n in steps.items() if part in name), None)
        if count is None:
            count = chance.randint(1, 500)
        value = str(count) if price is None else "%.2f" % (count * price)
        entries.append({"action_type": name, "value": value, "7d_click": str(count),
                        "1d_view": "0", "28d_click": str(count)})
    return entries


def row(chance, client, campaign):
    search = chance.randint(5, 200)
    view = int(search * chance.uniform(.4, .8))
    checkout = int(view * chance.uniform(.3, .7))
    purchase = int(checkout * chance.uniform(.2, .6))
    steps = {"search": search, "view_content": view, "checkout": checkout, "purchase": purchase}
    values = [entry for entry in actions(chance, steps, 99.5) if "purchase" in entry["action_type"]]
    return {"account_id": str(100000000000000 + client), "account_currency": "EUR",
            "account_name": "Client %d" % client, "campaign_id": str(120200000000000000 + campaign),
            "campaign_name": "Campaign %d [search]" % campaign,
            "date_start": "2025-11-01", "date_stop": "2025-11-30",
            "spend": "%.2f" % chance.uniform(5, 3000),
            "impressions": str(chance.randint(1000, 400000)),
            "clicks": str(chance.randint(50, 9000)), "reach": "123", "frequency": "1.3",
            "objective": "OUTCOME_SALES", "actions": actions(chance, steps),
            "action_values": values}


def main():
    folder, rows, clients, files = sys.argv[1], *map(int, sys.argv[2:5])
    metrics = os.path.abspath(os.path.join(os.path.dirname(__file__),
                                           "../../pipelines/metrics/hotel-bookings.yaml"))
    os.makedirs(folder + "/insights", exist_ok=True)
    chance = random.Random(7)
    out = [open("%s/insights/%04d.jsonl" % (folder, i), "w") for i in range(files)]
    for i in range(rows):
        out[i % files].write(json.dumps(row(chance, i * clients // rows, i)) + "\n")
    with open(folder + "/clients.yaml", "w") as file:
        file.write("clients:\n")
        for client in range(clients):
            file.write('  - {id: c%d, account_id: "%d", currency: EUR}\n'
                       % (client, 100000000000000 + client))
    with open(folder + "/job.yaml", "w") as file:
        file.write("""job: benchmark
granularity: month
insights: {files: insights/*.jsonl}
clients: clients.yaml
metrics: %s
output:
  jdbc_url: jdbc:postgresql://%s:%s/%s
  username: %s
  cache: none
options: {runner: DirectRunner, enforceImmutability: "false", enforceEncodability: "false"}
""" % (metrics, os.environ.get("PGHOST", "localhost"), os.environ.get("PGPORT", "5432"),
       os.environ.get("PGDATABASE", "postgres"), os.environ.get("PGUSER", "postgres")))


main()
