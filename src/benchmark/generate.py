#!/usr/bin/env -S python3 -B
"""Writes insights like real ones, and a job that puts them into the PostgreSQL of psql.

A row has 30 to 45 actions and 5 to 8 KB, and tells of every event under several names. Budgets are
log-normal and what follows from them is drawn, so that the numbers are as uneven as real ones. A
client has 25 campaigns, or as many as are asked for, each with one row for November 2025, or one for
each of its days. The same arguments give the same bytes, and the same rows however many files there are.

What a campaign did is taken from a pool of results: drawing anew for each of two million rows would
take an hour and tell nothing more.
"""
import argparse
import json
import math
import os
import random
from pathlib import Path

import launch

CAMPAIGNS = 25
DAYS = 30
# More than a processor's caches hold, as JSON.
POOL = 10_000
FEWEST, MOST = 30, 45

# Each step of the funnel by its names, and what part of the step before goes on to it.
FUNNEL = {
    "search": (.12, ["omni_search", "offsite_conversion.fb_pixel_search", "search",
                     "onsite_web_search"]),
    "view": (.6, ["omni_view_content", "offsite_conversion.fb_pixel_view_content", "view_content",
                  "onsite_web_view_content", "onsite_web_app_view_content"]),
    "checkout": (.4, ["omni_initiated_checkout", "offsite_conversion.fb_pixel_initiate_checkout",
                      "initiate_checkout", "onsite_web_initiate_checkout"]),
    "purchase": (.4, ["omni_purchase", "offsite_conversion.fb_pixel_purchase", "purchase",
                      "onsite_web_purchase", "onsite_web_app_purchase", "web_in_store_purchase"]),
}
CALLS = ["click_to_call_native_call_placed", "click_to_call_call_confirm"]
# What nobody counts, by names that mean the same.
OTHERS = [
    ["add_to_cart", "omni_add_to_cart", "offsite_conversion.fb_pixel_add_to_cart",
     "onsite_web_add_to_cart", "onsite_web_app_add_to_cart"],
    ["lead", "omni_lead", "onsite_web_lead", "offsite_conversion.fb_pixel_lead"],
    ["offsite_conversion.fb_pixel_custom", "offsite_conversion.fb_pixel_custom.Newsletter"],
    ["link_click"], ["post_engagement"], ["page_engagement"], ["video_view"], ["post_reaction"],
    ["comment"], ["like"], ["landing_page_view"], ["omni_landing_page_view"], ["post"],
    ["photo_view"], ["checkin"], ["contact_total"], ["find_location_total"], ["schedule_total"],
    ["onsite_conversion.post_save"], ["onsite_conversion.post_net_like"],
    ["onsite_conversion.post_unlike"], ["onsite_conversion.lead_grouped"],
    ["onsite_conversion.messaging_block"], ["onsite_conversion.messaging_first_reply"],
    ["onsite_conversion.total_messaging_connection"], ["onsite_conversion.flow_complete"],
    ["offsite_conversion.custom.1150356839010935"],
]
# As the Graph API spells them: a character outside ASCII is escaped.
NAMES = [b"Brand %d [search]", b"Fr\\u00fchling %d \\u2013 Meer", b"Retargeting %d | 30 days",
         b"Prospecting %d LAL 1%%"]


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
    """An action with its attribution windows; Meta leaves out those in which nothing happened."""
    windows = {"1d_click": chance.randint(0, count), "7d_click": count,
               "1d_view": chance.randint(-2, 2)}
    return {"action_type": name, "value": value,
            **{window: str(within) for window, within in windows.items() if within > 0}}


def result(chance, part_of_month, plain):
    """What a campaign did, from its spend to the end of its row."""
    spend = part_of_month * chance.lognormvariate(6, 1)
    impressions = drawn(chance, spend * chance.uniform(40, 160))
    clicks = drawn(chance, impressions * chance.uniform(.01, .04))
    price = chance.uniform(80, 400)
    wanted = chance.randint(FEWEST, MOST)
    counts, actions, values = {}, [], []
    before = clicks
    for step, (rate, names) in FUNNEL.items():
        before = counts[step] = drawn(chance, before * rate * chance.lognormvariate(0, .3))
        for name in names if before else []:
            actions.append(entry(chance, name, str(before), before))
            if step == "purchase":
                values.append(entry(chance, name, "%.2f" % (before * price), before))
    calls = drawn(chance, counts["checkout"] * .3)
    confirmed = drawn(chance, calls * .5)
    for name, count in zip(CALLS, (calls, confirmed)):
        if count:
            actions.append(entry(chance, name, str(count), count))
    for names in chance.sample(OTHERS, len(OTHERS)):
        count = 1 + drawn(chance, clicks * .1)
        for name in names if len(actions) + len(names) <= wanted else []:
            actions.append(entry(chance, name, str(count), count))
    chance.shuffle(actions)
    costs = [{"action_type": action["action_type"], "value": "%.4f" % chance.uniform(.1, 90)}
             for action in actions]
    if plain:
        actions = [{"action_type": action["action_type"], "value": action["value"]}
                   for action in actions]
        costs = []
    rest = {"spend": "%.2f" % spend, "impressions": str(impressions), "clicks": str(clicks),
            "reach": str(impressions // 2), "frequency": "2.01", "ctr": "1.71", "cpc": "0.53",
            "objective": "OUTCOME_SALES", "attribution_setting": "7d_click_1d_view",
            "actions": actions, "action_values": values, "cost_per_action_type": costs}
    return json.dumps(rest, separators=(",", ":")).encode()[1:] + b"\n"


def write_insights(folder, rows, files, daily, campaigns, plain):
    chance = random.Random(7)
    pool = [result(chance, 1 / DAYS if daily else 1, plain) for _ in range(POOL)]
    days = DAYS if daily else 1
    os.makedirs(folder, exist_ok=True)
    for number in range(files):
        with open("%s/%05d.jsonl" % (folder, number), "wb", buffering=1 << 20) as out:
            for row in range(rows * number // files, rows * (number + 1) // files):
                campaign, day = divmod(row, days)
                client = campaign // campaigns
                first, last = (day + 1, day + 1) if daily else (1, DAYS)
                name = NAMES[campaign % len(NAMES)] % campaign
                out.write(b'{"account_id":"%d","account_currency":"EUR","account_name":"Client %d",'
                          b'"campaign_id":"%d","campaign_name":"%b","date_start":"2025-11-%02d",'
                          b'"date_stop":"2025-11-%02d",%b'
                          % (100000000000000 + client, client, 120200000000000000 + campaign, name,
                             first, last, pool[int(chance.random() * POOL)]))


def write_clients(folder, clients):
    with open(folder + "/clients.yaml", "w") as file:
        file.write("clients:\n")
        for client in range(clients):
            file.write('  - {id: c%d, account_id: "%d", currency: EUR}\n'
                       % (client, 100000000000000 + client))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("--rows", type=int, required=True)
    parser.add_argument("--files", type=int, required=True)
    parser.add_argument("--daily", action="store_true", help="a row a day instead of one a month")
    parser.add_argument("--plain", action="store_true",
                        help="rows of 3 KB, without attribution windows and costs of actions")
    parser.add_argument("--campaigns", type=int, default=CAMPAIGNS, help="of each client")
    wanted = parser.parse_args()
    write_insights(wanted.folder + "/insights", wanted.rows, wanted.files, wanted.daily,
                   wanted.campaigns, wanted.plain)
    write_clients(wanted.folder, -(-wanted.rows // (wanted.campaigns * (DAYS if wanted.daily else 1))))
    folder = Path(wanted.folder).resolve()
    launch.write_job(folder / "job.yaml", folder, launch.postgresql())


main()
