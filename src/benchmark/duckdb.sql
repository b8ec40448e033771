-- What an analyst would write: the same metrics of each campaign, as CSV for COPY.
-- No rejections, duplicates, conflicts, verdicts or publication.
SET threads = 2;
COPY (
SELECT account_id, campaign_id, max(campaign_name), sum(spend), sum(impressions), sum(clicks),
  sum(coalesce(
    list_filter(actions, x -> x.action_type = 'omni_search')[1].value,
    list_filter(actions, x -> x.action_type = 'offsite_conversion.fb_pixel_search')[1].value,
    list_filter(actions, x -> x.action_type = 'search')[1].value, 0)),
  sum(coalesce(
    list_filter(actions, x -> x.action_type = 'omni_view_content')[1].value,
    list_filter(actions, x -> x.action_type = 'offsite_conversion.fb_pixel_view_content')[1].value,
    list_filter(actions, x -> x.action_type = 'view_content')[1].value, 0)),
  sum(coalesce(
    list_filter(actions, x -> x.action_type = 'omni_initiated_checkout')[1].value,
    list_filter(actions, x -> x.action_type = 'offsite_conversion.fb_pixel_initiate_checkout')[1].value,
    list_filter(actions, x -> x.action_type = 'initiate_checkout')[1].value, 0)),
  sum(coalesce(
    list_filter(actions, x -> x.action_type = 'omni_purchase')[1].value,
    list_filter(actions, x -> x.action_type = 'offsite_conversion.fb_pixel_purchase')[1].value,
    list_filter(actions, x -> x.action_type = 'purchase')[1].value, 0)),
  sum(coalesce(
    list_filter(action_values, x -> x.action_type = 'omni_purchase')[1].value,
    list_filter(action_values, x -> x.action_type = 'offsite_conversion.fb_pixel_purchase')[1].value,
    list_filter(action_values, x -> x.action_type = 'purchase')[1].value, 0)),
  sum(coalesce(
    list_filter(actions, x -> x.action_type = 'click_to_call_native_call_placed')[1].value,
    list_filter(actions, x -> x.action_type = 'click_to_call_call_confirm')[1].value, 0))
FROM read_json('${insights}/*.jsonl', format = 'newline_delimited', columns = {
  account_id: 'VARCHAR', campaign_id: 'VARCHAR', campaign_name: 'VARCHAR',
  spend: 'DECIMAL(38,10)', impressions: 'BIGINT', clicks: 'BIGINT',
  actions: 'STRUCT(action_type VARCHAR, value DECIMAL(38,10))[]',
  action_values: 'STRUCT(action_type VARCHAR, value DECIMAL(38,10))[]'})
GROUP BY account_id, campaign_id
) TO '${out}' (FORMAT csv, HEADER false);
