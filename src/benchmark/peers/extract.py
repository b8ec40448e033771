#!/usr/bin/env python3
"""python INSIGHTS: what a user would write instead: the same metrics of each campaign, by COPY.

Prints what psql reads. No rejections, duplicates, conflicts, verdicts or publication.
"""
import gc
import glob
import json
import sys
from collections import defaultdict
from decimal import Decimal

FIRST_OF = [
    ["omni_search", "offsite_conversion.fb_pixel_search", "search"],
    ["omni_view_content", "offsite_conversion.fb_pixel_view_content", "view_content"],
    ["omni_initiated_checkout", "offsite_conversion.fb_pixel_initiate_checkout", "initiate_checkout"],
    ["omni_purchase", "offsite_conversion.fb_pixel_purchase", "purchase"],
]
CALLS = ["click_to_call_native_call_placed", "click_to_call_call_confirm", "call_confirm_grouped",
         "phone_number_clicks", "click_to_call_native_20s_call_connect"]
COUNTED = {name for names in [*FIRST_OF, CALLS] for name in names}


class Campaign:
    __slots__ = ("account", "name", "spend", "impressions", "clicks", "actions", "values")

    def __init__(self, row):
        self.account, self.name = row["account_id"], row["campaign_name"]
        self.spend, self.impressions, self.clicks = Decimal(), 0, 0
        self.actions, self.values = {}, {}

    def add(self, row):
        self.name = max(self.name, row["campaign_name"])
        self.spend += Decimal(row["spend"])
        self.impressions += int(row["impressions"])
        self.clicks += int(row["clicks"])
        for sums, entries in ((self.actions, row.get("actions", ())),
                              (self.values, row.get("action_values", ()))):
            for entry in entries:
                name = entry["action_type"]
                if name in COUNTED:
                    sums[name] = sums.get(name, 0) + Decimal(entry["value"])


def first(sums, names):
    return next((sums[name] for name in names if sums.get(name)), 0)


def main():
    # Nothing here refers to itself, and looking for it takes a fifth of the time.
    gc.disable()
    campaigns = {}
    for path in sorted(glob.glob(sys.argv[1] + "/*.jsonl")):
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                campaign = campaigns.get(row["campaign_id"])
                if campaign is None:
                    campaign = campaigns[row["campaign_id"]] = Campaign(row)
                campaign.add(row)
    called = defaultdict(set)
    for campaign in campaigns.values():
        called[campaign.account].update(name for name in CALLS if campaign.actions.get(name))
    for id, campaign in campaigns.items():
        calls = next((name for name in CALLS if name in called[campaign.account]), None)
        cells = [campaign.account, id, campaign.name, campaign.spend, campaign.impressions,
                 campaign.clicks, *(first(campaign.actions, names) for names in FIRST_OF),
                 first(campaign.values, FIRST_OF[3]), campaign.actions.get(calls, 0)]
        sys.stdout.write("\t".join(map(str, cells)) + "\n")


main()
