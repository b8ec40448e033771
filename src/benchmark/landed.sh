#!/bin/sh
# Measures reading of landed tables: a month of 800 clients as Airbyte lands it, 200,000 rows with
# 30 actions each, in the PostgreSQL database that PGHOST, PGPORT, PGUSER and PGDATABASE name; its
# schema `landed` is made anew. Arguments go to the JVM, such as -Xmx160m.
set -eu
cd "$(dirname "$0")/../.."
work=target/landed
rm -rf "$work"
mkdir -p "$work"

psql -q -v ON_ERROR_STOP=1 <<'SQL'
DROP SCHEMA IF EXISTS landed CASCADE;
CREATE SCHEMA landed;
CREATE TABLE landed.ads_insights AS
SELECT md5(row::text) AS _airbyte_raw_id, timestamptz '2025-12-01 03:00Z' AS _airbyte_extracted_at,
  (1000000000 + row % 800)::text AS account_id, 'EUR' AS account_currency,
  (2000000000 + row % 4000)::text AS campaign_id, 'Campaign ' || row % 4000 AS campaign_name,
  (3000000000 + row)::text AS ad_id, day AS date_start, day AS date_stop,
  (row * 37 % 90000) / 100.0 AS spend, row % 9000 AS impressions, row % 700 AS clicks,
  (SELECT jsonb_agg(jsonb_build_object('action_type', type, 'value', amount, '7d_click', amount,
      '1d_view', 0.0) ORDER BY place)
    FROM unnest(string_to_array('omni_search search offsite_conversion.fb_pixel_search'
        ' omni_view_content view_content offsite_conversion.fb_pixel_view_content'
        ' omni_initiated_checkout initiate_checkout offsite_conversion.fb_pixel_initiate_checkout'
        ' omni_purchase purchase offsite_conversion.fb_pixel_purchase onsite_web_purchase'
        ' onsite_web_app_purchase web_in_store_purchase link_click landing_page_view'
        ' omni_landing_page_view page_engagement post_engagement post_reaction comment like'
        ' video_view post onsite_conversion.post_save onsite_conversion.post_net_like'
        ' click_to_call_call_confirm onsite_conversion.messaging_first_reply'
        ' offsite_conversion.custom.1150356839010935', ' ')) WITH ORDINALITY types (type, place),
      LATERAL (SELECT (row * (place + 3) % 97)::numeric(10, 1) AS amount) amounts) AS actions,
  jsonb_build_array(jsonb_build_object('action_type', 'omni_purchase', 'value', row % 977))
    AS action_values
FROM generate_series(0, 199999) row, LATERAL (SELECT date '2025-11-01' + row / 8000) days (day);
SQL

seq 0 799 | sed 's/.*/- {id: c&, account_id: "&"}/' |
  awk -F'"' '{printf "%s\"%d\"%s\n", $1, 1000000000 + $2, $3}' > "$work/clients"
cat > "$work/job.yaml" <<YAML
job: landed
granularity: month
insights:
  jdbc:
    jdbc_url: jdbc:postgresql://$PGHOST:${PGPORT:-5432}/$PGDATABASE
    username: $PGUSER
    table: landed.ads_insights
    preset: airbyte
clients:
$(sed 's/^/  /' "$work/clients")
metrics: $PWD/pipelines/metrics/hotel-bookings.yaml
output: {jdbc_url: "jdbc:h2:file:./conversions", username: sa}
options: {runner: DirectRunner}
YAML
/usr/bin/time -f '%e s, %U + %S s of CPU, %M KB' \
  java "$@" -jar target/campaign-conversions.jar run "$work/job.yaml" --period=2025-11 |
  grep '^Run'
