#!/usr/bin/env python3
"""generate.py FOLDER --rows N --clients N --files N [--daily]: insights like real ones, and a job.

30 to 45 actions a row, every event under several names, 5 to 8 KB a row; monthly rows of campaigns,
or daily ones. Budgets are log-normal, and what follows from them is drawn, so that the numbers are
as uneven as real ones. The same arguments give the same bytes.

What a campaign did is taken from a pool of drawn results: drawing anew for each of two million rows
would take an hour and tell nothing more.
"""
import argparse
import calendar
import json
import math
import os
import random

EVENTS = {
    "search": ["omni_search", "offsite_conversion.fb_pixel_search", "search", "onsite_web_search"],
    "view": ["omni_view_content", "offsite_conversion.fb_pixel_view_content", "view_content",
             "onsite_web_view_content", "onsite_web_app_view_content"],
    "checkout": ["omni_initiated_checkout", "offsite_conversion.fb_pixel_initiate_checkout",
                 "initiate_checkout", "onsite_web_initiate_checkout"],
    "purchase": ["omni_purchase", "offsite_conversion.fb_pixel_purchase", "purchase",
                 "onsite_web_purchase", "onsite_web_app_purchase", "web_in_store_purchase"],
    "call": ["click_to_call_native_call_placed", "click_to_call_call_confirm"],
    "other": ["link_click", "post_engagement", "page_engagement", "video_view", "post_reaction",
              "comment", "like", "landing_page_view", "onsite_conversion.post_save", "post",
              "lead", "omni_lead", "onsite_web_lead", "offsite_conversion.fb_pixel_lead",
              "onsite_conversion.lead_grouped", "add_to_cart", "omni_add_to_cart",
              "offsite_conversion.fb_pixel_add_to_cart", "onsite_web_add_to_cart",
              "offsite_conversion.fb_pixel_custom.Newsletter", "photo_view", "checkin",
              "offsite_conversion.custom.1150356839010935", "onsite_conversion.messaging_block"],
}
POOL = 20_000
FEWEST, MOST = 30, 45


def drawn(chance, mean):
    """Poisson, by its normal shape where it is large."""
    if mean > 50:
        return max(0, round(chance.gauss(mean, math.sqrt(mean))))
    limit, product, count = math.exp(-mean), chance.random(), 0
    while product > limit:
        product *= chance.random()
        count += 1
    return count


def entry(chance, name, value, count):
    one_day = chance.randint(0, count) if count else 0
    return {"action_type": name, "value": value, "1d_click": str(one_day), "7d_click": str(count),
            "1d_view": str(chance.randint(0, 3))}


def result(chance, scale):
    """What a campaign did, from its spend to the end of its row."""
    spend = scale * chance.lognormvariate(6, 1)
    impressions = drawn(chance, spend * chance.uniform(40, 160))
    clicks = drawn(chance, impressions * chance.uniform(.01, .04))
    steps = {"search": drawn(chance, clicks * chance.lognormvariate(-2, .5))}
    for step, before, rate in (("view", "search", .6), ("checkout", "view", .4),
                               ("purchase", "checkout", .4), ("call", "checkout", .2)):
        steps[step] = drawn(chance, steps[before] * rate * chance.lognormvariate(0, .3))
    actions, values = [], []
    price = chance.uniform(80, 400)
    for event, names in EVENTS.items():
        for name in names:
            count = steps.get(event, drawn(chance, clicks * .1))
            if count:
                actions.append(entry(chance, name, str(count), count))
                if event == "purchase":
                    values.append(entry(chance, name, "%.2f" % (count * price), count))
    wanted = chance.randint(FEWEST, MOST)
    others = [action for action in actions if action["action_type"] in EVENTS["other"]]
    while len(actions) > wanted and others:
        actions.remove(others.pop(chance.randrange(len(others))))
    costs = [{"action_type": action["action_type"], "value": "%.4f" % chance.uniform(.1, 90)}
             for action in actions]
    rest = {"spend": "%.2f" % spend, "impressions": str(impressions), "clicks": str(clicks),
            "reach": str(impressions // 2), "frequency": "2.01", "ctr": "1.71", "cpc": "0.53",
            "objective": "OUTCOME_SALES", "attribution_setting": "7d_click_1d_view",
            "actions": actions, "action_values": values, "cost_per_action_type": costs}
    return json.dumps(rest, separators=(",", ":"))[1:] + "\n"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--rows", type=int, required=True)
    parser.add_argument("--clients", type=int, required=True)
    parser.add_argument("--files", type=int, required=True)
    parser.add_argument("--daily", action="store_true")
    parser.add_argument("--jdbc-url", default="jdbc:postgresql://%s:%s/%s" % (
        os.environ.get("PGHOST", "localhost"), os.environ.get("PGPORT", "5432"),
        os.environ.get("PGDATABASE", "postgres")))
    wanted = parser.parse_args()
    folder = wanted.folder
    metrics = os.path.abspath(os.path.join(os.path.dirname(__file__),
                                           "../../pipelines/metrics/hotel-bookings.yaml"))
    os.makedirs(folder + "/insights", exist_ok=True)
    chance = random.Random(7)
    pool = [result(chance, 1 / 30 if wanted.daily else 1)
            for _ in range(min(POOL, wanted.rows))]
    days = calendar.monthrange(2025, 11)[1] if wanted.daily else 1
    for number in range(wanted.files):
        with open("%s/insights/%05d.jsonl" % (folder, number), "w") as out:
            first = wanted.rows * number // wanted.files
            for i in range(first, wanted.rows * (number + 1) // wanted.files):
                client, campaign = i * wanted.clients // wanted.rows, i // days
                start, stop = (i % days + 1, i % days + 1) if wanted.daily else (1, 30)
                out.write('{"account_id":"%d","account_currency":"EUR","account_name":"Client %d",'
                          '"campaign_id":"%d","campaign_name":"Campaign %d [search] – Herbst",'
                          '"date_start":"2025-11-%02d","date_stop":"2025-11-%02d",%s'
                          % (100000000000000 + client, client, 120200000000000000 + campaign,
                             campaign, start, stop, pool[chance.randrange(len(pool))]))
    with open(folder + "/clients.yaml", "w") as file:
        file.write("clients:\n")
        for client in range(wanted.clients):
            file.write('  - {id: c%d, account_id: "%d", currency: EUR}\n'
                       % (client, 100000000000000 + client))
    with open(folder + "/job.yaml", "w") as file:
        file.write("""job: benchmark
granularity: month
insights: {files: insights/*.jsonl}
clients: clients.yaml
metrics: %s
output: {jdbc_url: "%s", username: %s, cache: none}
options: {runner: DirectRunner, enforceImmutability: "false", enforceEncodability: "false"}
""" % (metrics, wanted.jdbc_url, os.environ.get("PGUSER", "postgres")))


main()
