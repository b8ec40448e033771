SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_BACKSLASH_ESCAPES';

CREATE TABLE campaign_row (
  `_fingerprint` VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `campaign_id` VARCHAR(100) NOT NULL,
  `account_id` LONGTEXT,
  `campaign_name` LONGTEXT,
  `currency` LONGTEXT,
  `spend` NUMERIC(38, 10),
  `impressions` BIGINT,
  `clicks` BIGINT,
  `sources` LONGTEXT,
  `attribution` LONGTEXT,
  `_reach` BIGINT,
  `booking_step_1` NUMERIC(38, 10),
  `booking_step_2` NUMERIC(38, 10),
  `booking_step_3` NUMERIC(38, 10),
  `reservations` NUMERIC(38, 10),
  `reservation_value` NUMERIC(38, 10),
  `click_to_call` NUMERIC(38, 10),
  `email_contacts` NUMERIC(38, 10),
  PRIMARY KEY (_fingerprint, campaign_id)) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE variance_row (
  `fingerprint` VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `metric` VARCHAR(100) NOT NULL,
  `campaigns` BIGINT NOT NULL,
  `reporting_campaigns` BIGINT NOT NULL,
  `distinct_values` BIGINT NOT NULL,
  `total` NUMERIC(38, 10),
  `min_value` NUMERIC(38, 10),
  `max_value` NUMERIC(38, 10),
  `mean` NUMERIC(38, 10),
  `stddev` NUMERIC(38, 10),
  `verdict` LONGTEXT NOT NULL,
  `evidence` LONGTEXT NOT NULL,
  `allocation_key` LONGTEXT,
  `p_value` DOUBLE PRECISION,
  `common_divisor` INTEGER,
  `account_total` NUMERIC(38, 10),
  `reconciliation` LONGTEXT NOT NULL,
  `trusted` BOOLEAN NOT NULL,
  `reference_total` NUMERIC(38, 10),
  `reference_reconciliation` LONGTEXT,
  `equal_chance` DOUBLE PRECISION,
  `spend_chance` DOUBLE PRECISION,
  `impressions_chance` DOUBLE PRECISION,
  `clicks_chance` DOUBLE PRECISION,
  `greatest_divisor` BIGINT,
  PRIMARY KEY (fingerprint, metric)) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE rejected_row (
  `source` VARCHAR(650) NOT NULL,
  `position` VARCHAR(100) NOT NULL,
  `client_id` VARCHAR(100),
  `period_id` VARCHAR(100),
  `reason` LONGTEXT NOT NULL,
  `detail` LONGTEXT NOT NULL,
  `payload` LONGTEXT NOT NULL,
  `run_id` BIGINT NOT NULL,
  PRIMARY KEY (source, position)) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE client_period_version (
  `fingerprint` VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `client_id` VARCHAR(100) NOT NULL,
  `period_id` VARCHAR(100) NOT NULL,
  `granularity` VARCHAR(100) NOT NULL,
  `period_start` DATE NOT NULL,
  `period_end` DATE NOT NULL,
  `campaigns` BIGINT NOT NULL,
  `spend` NUMERIC(38, 10),
  `impressions` BIGINT,
  `clicks` BIGINT,
  `content_digest` VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `catalogue` VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `created` DATETIME(6) NOT NULL,
  `checks` LONGTEXT,
  `basis` LONGTEXT,
  PRIMARY KEY (fingerprint)) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE publication (
  `client_id` VARCHAR(100) NOT NULL,
  `period_id` VARCHAR(100) NOT NULL,
  `granularity` VARCHAR(100) NOT NULL,
  `fingerprint` VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin,
  `run_id` BIGINT,
  `published_at` DATETIME(6),
  `checked_at` DATETIME(6),
  `checked_run_id` BIGINT,
  `first_day` DATE,
  `last_day` DATE,
  `days_covered` BIGINT,
  `covered_days` BIGINT,
  `rows_used` BIGINT,
  `rows_read` BIGINT,
  `rows_rejected` BIGINT,
  `trusted` BOOLEAN,
  `final` BOOLEAN,
  `catalogue` VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin,
  `held_digests` LONGTEXT,
  `metrics_digest` VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin,
  `source` LONGTEXT,
  `timezone` LONGTEXT,
  `attribution` LONGTEXT,
  `currency` LONGTEXT,
  `money_metrics` LONGTEXT,
  PRIMARY KEY (client_id, period_id)) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE publication_history (
  `client_id` VARCHAR(100) NOT NULL,
  `period_id` VARCHAR(100) NOT NULL,
  `run_id` BIGINT NOT NULL,
  `fingerprint` VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `previous_fingerprint` VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin,
  `published_at` DATETIME(6) NOT NULL,
  `first_day` DATE,
  `last_day` DATE,
  `days_covered` BIGINT,
  `covered_days` BIGINT,
  `rows_used` BIGINT,
  `rows_read` BIGINT,
  `rows_rejected` BIGINT,
  `trusted` BOOLEAN,
  `final` BOOLEAN,
  `catalogue` VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin,
  `event` LONGTEXT,
  `metrics_digest` VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin,
  `source` LONGTEXT,
  `timezone` LONGTEXT,
  `attribution` LONGTEXT,
  `currency` LONGTEXT,
  `money_metrics` LONGTEXT,
  PRIMARY KEY (client_id, period_id, run_id, fingerprint)) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE forecast_row (
  `client_id` VARCHAR(100) NOT NULL,
  `period_id` VARCHAR(100) NOT NULL,
  `metric` VARCHAR(100) NOT NULL,
  `fingerprint` VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `run_id` BIGINT NOT NULL,
  `known` NUMERIC(38, 10) NOT NULL,
  `expected` NUMERIC(38, 10) NOT NULL,
  `low` NUMERIC(38, 10) NOT NULL,
  `high` NUMERIC(38, 10) NOT NULL,
  `based_on` BIGINT NOT NULL,
  PRIMARY KEY (client_id, period_id, metric)) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE run (
  `run_id` BIGINT AUTO_INCREMENT NOT NULL,
  `job` LONGTEXT NOT NULL,
  `started` DATETIME(6) NOT NULL,
  `heartbeat` DATETIME(6) NOT NULL,
  `moved` DATETIME(6),
  `ended` DATETIME(6),
  `exit_code` INTEGER,
  `version` LONGTEXT NOT NULL,
  `catalogue` VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `counts` LONGTEXT,
  `kind` LONGTEXT,
  `wanted` LONGTEXT,
  `reason` LONGTEXT,
  `process` LONGTEXT,
  PRIMARY KEY (run_id)) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE run_outcome (
  `run_id` BIGINT NOT NULL,
  `client_id` VARCHAR(100) NOT NULL,
  `period_id` VARCHAR(100) NOT NULL,
  `outcome` LONGTEXT NOT NULL,
  `trusted` BOOLEAN,
  `reason` LONGTEXT,
  `restated` LONGTEXT,
  `fingerprint` VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin,
  `campaigns` BIGINT NOT NULL,
  `lost` LONGTEXT,
  `sample` LONGTEXT,
  PRIMARY KEY (run_id, client_id, period_id)) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE audit_variance (
  `run_id` BIGINT NOT NULL,
  `client_id` VARCHAR(100) NOT NULL,
  `period_id` VARCHAR(100) NOT NULL,
  `metric` VARCHAR(100) NOT NULL,
  `campaigns` BIGINT NOT NULL,
  `reporting_campaigns` BIGINT NOT NULL,
  `distinct_values` BIGINT NOT NULL,
  `total` NUMERIC(38, 10),
  `min_value` NUMERIC(38, 10),
  `max_value` NUMERIC(38, 10),
  `mean` NUMERIC(38, 10),
  `stddev` NUMERIC(38, 10),
  `verdict` LONGTEXT NOT NULL,
  `evidence` LONGTEXT NOT NULL,
  `allocation_key` LONGTEXT,
  `p_value` DOUBLE PRECISION,
  `common_divisor` INTEGER,
  `account_total` NUMERIC(38, 10),
  `reconciliation` LONGTEXT NOT NULL,
  `trusted` BOOLEAN NOT NULL,
  `reference_total` NUMERIC(38, 10),
  `reference_reconciliation` LONGTEXT,
  `equal_chance` DOUBLE PRECISION,
  `spend_chance` DOUBLE PRECISION,
  `impressions_chance` DOUBLE PRECISION,
  `clicks_chance` DOUBLE PRECISION,
  `greatest_divisor` BIGINT,
  PRIMARY KEY (run_id, client_id, period_id, metric)) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE cache_entry (
  `client_id` VARCHAR(100) NOT NULL,
  `period_id` VARCHAR(100) NOT NULL,
  `granularity` VARCHAR(100) NOT NULL,
  `content` VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (client_id, period_id)) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE client_entry (
  `client_id` VARCHAR(100) NOT NULL,
  PRIMARY KEY (client_id)) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE clients (
  `id` VARCHAR(100) NOT NULL,
  `name` LONGTEXT NOT NULL,
  PRIMARY KEY (id)) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE current_month_cache (
  `client_id` VARCHAR(100) NOT NULL,
  `period_id` VARCHAR(100) NOT NULL,
  `cache_data` LONGTEXT NOT NULL,
  `last_updated` DATETIME(6) NOT NULL,
  PRIMARY KEY (client_id, period_id)) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE OR REPLACE VIEW campaign_conversions AS SELECT
  p.client_id AS `client_id`,
  p.period_id AS `period_id`,
  v.period_start AS `period_start`,
  v.period_end AS `period_end`,
  r.campaign_id AS `campaign_id`,
  r.account_id AS `account_id`,
  r.campaign_name AS `campaign_name`,
  r.currency AS `currency`,
  r.spend AS `spend`,
  r.impressions AS `impressions`,
  r.clicks AS `clicks`,
  r.sources AS `sources`,
  r.attribution AS `attribution`,
  p.run_id AS `run_id`,
  p.published_at AS `published_at`,
  r.`booking_step_1` AS `booking_step_1`,
  r.`booking_step_2` AS `booking_step_2`,
  r.`booking_step_3` AS `booking_step_3`,
  r.`reservations` AS `reservations`,
  r.`reservation_value` AS `reservation_value`,
  r.`click_to_call` AS `click_to_call`,
  r.`email_contacts` AS `email_contacts`,
  r._reach AS `reach`
FROM publication p JOIN client_period_version v ON v.fingerprint = p.fingerprint JOIN campaign_row r ON r._fingerprint = v.fingerprint;

CREATE OR REPLACE VIEW conversion_variance AS SELECT
  p.client_id AS `client_id`,
  p.period_id AS `period_id`,
  r.metric AS `metric`,
  r.campaigns AS `campaigns`,
  r.reporting_campaigns AS `reporting_campaigns`,
  r.distinct_values AS `distinct_values`,
  r.total AS `total`,
  r.min_value AS `min_value`,
  r.max_value AS `max_value`,
  r.mean AS `mean`,
  r.stddev AS `stddev`,
  r.verdict AS `verdict`,
  r.evidence AS `evidence`,
  r.allocation_key AS `allocation_key`,
  r.p_value AS `p_value`,
  r.common_divisor AS `common_divisor`,
  r.account_total AS `account_total`,
  r.reconciliation AS `reconciliation`,
  p.run_id AS `run_id`,
  r.reference_total AS `reference_total`,
  r.reference_reconciliation AS `reference_reconciliation`
FROM publication p JOIN client_period_version v ON v.fingerprint = p.fingerprint JOIN variance_row r ON r.fingerprint = v.fingerprint;

CREATE OR REPLACE VIEW conversion_forecast AS SELECT
  p.client_id AS `client_id`,
  p.period_id AS `period_id`,
  r.metric AS `metric`,
  r.known AS `value`,
  r.expected AS `expected`,
  r.low AS `low`,
  r.high AS `high`,
  r.based_on AS `based_on`,
  r.run_id AS `run_id`
FROM publication p JOIN client_period_version v ON v.fingerprint = p.fingerprint JOIN forecast_row r ON r.client_id = p.client_id AND r.period_id = p.period_id AND r.fingerprint = p.fingerprint AND r.run_id = p.checked_run_id WHERE p.final = FALSE;

CREATE OR REPLACE VIEW publications AS SELECT
  p.client_id AS `client_id`,
  p.period_id AS `period_id`,
  p.run_id AS `run_id`,
  p.published_at AS `published_at`,
  p.checked_at AS `checked_at`,
  v.campaigns AS `campaigns`,
  p.first_day AS `first_day`,
  p.last_day AS `last_day`,
  p.days_covered AS `days_covered`,
  p.rows_read AS `rows_read`,
  p.rows_rejected AS `rows_rejected`,
  p.trusted AS `trusted`,
  p.final AS `final`,
  p.fingerprint AS `fingerprint`,
  p.catalogue AS `catalogue`,
  p.timezone AS `timezone`,
  p.attribution AS `attribution`,
  p.currency AS `currency`
FROM publication p JOIN client_period_version v ON v.fingerprint = p.fingerprint;

CREATE OR REPLACE VIEW rejected_insights AS SELECT
  r.source AS `source`,
  r.position AS `position`,
  r.client_id AS `client_id`,
  r.period_id AS `period_id`,
  r.reason AS `reason`,
  r.detail AS `detail`,
  r.payload AS `payload`,
  r.run_id AS `run_id`
FROM rejected_row r;

CREATE OR REPLACE VIEW runs AS SELECT
  r.run_id AS `run_id`,
  r.job AS `job`,
  r.started AS `started`,
  r.heartbeat AS `heartbeat`,
  r.ended AS `ended`,
  r.exit_code AS `exit_code`,
  r.version AS `version`,
  r.catalogue AS `catalogue`,
  r.counts AS `counts`,
  CASE WHEN r.ended IS NOT NULL THEN 'ENDED' WHEN r.heartbeat < UTC_TIMESTAMP(6) - INTERVAL '1' MINUTE THEN 'DEAD' ELSE 'RUNNING' END AS `state`,
  COALESCE(r.kind, 'RUN') AS `kind`,
  COALESCE(r.moved, r.heartbeat) AS `moved`,
  r.reason AS `reason`
FROM run r;

CREATE OR REPLACE VIEW run_outcomes AS SELECT
  r.run_id AS `run_id`,
  r.client_id AS `client_id`,
  r.period_id AS `period_id`,
  r.outcome AS `outcome`,
  r.trusted AS `trusted`,
  r.reason AS `reason`,
  r.restated AS `restated`
FROM run_outcome r;

CREATE OR REPLACE VIEW cost_per_result AS SELECT
  p.client_id AS `client_id`,
  p.period_id AS `period_id`,
  r.metric AS `metric`,
  p.currency AS `currency`,
  v.spend AS `spend`,
  r.total AS `results`,
  ROUND(v.spend / NULLIF(r.total, 0), 10) AS `cost_per_result`,
  r.verdict AS `verdict`,
  p.trusted AS `trusted`
FROM publication p JOIN client_period_version v ON v.fingerprint = p.fingerprint
  JOIN variance_row r ON r.fingerprint = v.fingerprint
WHERE POSITION(CONCAT(',', r.metric, ',') IN p.money_metrics) = 0;

CREATE OR REPLACE VIEW return_on_ad_spend AS SELECT
  p.client_id AS `client_id`,
  p.period_id AS `period_id`,
  r.metric AS `metric`,
  p.currency AS `currency`,
  v.spend AS `spend`,
  r.total AS `amount`,
  ROUND(r.total / NULLIF(v.spend, 0), 10) AS `return_on_ad_spend`,
  r.verdict AS `verdict`,
  p.trusted AS `trusted`
FROM publication p JOIN client_period_version v ON v.fingerprint = p.fingerprint
  JOIN variance_row r ON r.fingerprint = v.fingerprint
WHERE POSITION(CONCAT(',', r.metric, ',') IN p.money_metrics) > 0;

CREATE OR REPLACE VIEW campaign_cost_per_result AS SELECT
  p.client_id AS `client_id`,
  p.period_id AS `period_id`,
  c.campaign_id AS `campaign_id`,
  r.metric AS `metric`,
  p.currency AS `currency`,
  c.spend AS `spend`,
  CASE r.metric WHEN 'booking_step_1' THEN c.`booking_step_1` WHEN 'booking_step_2' THEN c.`booking_step_2` WHEN 'booking_step_3' THEN c.`booking_step_3` WHEN 'reservations' THEN c.`reservations` WHEN 'reservation_value' THEN c.`reservation_value` WHEN 'click_to_call' THEN c.`click_to_call` WHEN 'email_contacts' THEN c.`email_contacts` END AS `results`,
  ROUND(c.spend / NULLIF(CASE r.metric WHEN 'booking_step_1' THEN c.`booking_step_1` WHEN 'booking_step_2' THEN c.`booking_step_2` WHEN 'booking_step_3' THEN c.`booking_step_3` WHEN 'reservations' THEN c.`reservations` WHEN 'reservation_value' THEN c.`reservation_value` WHEN 'click_to_call' THEN c.`click_to_call` WHEN 'email_contacts' THEN c.`email_contacts` END, 0), 10) AS `cost_per_result`,
  r.verdict AS `verdict`,
  p.trusted AS `trusted`
FROM publication p JOIN client_period_version v ON v.fingerprint = p.fingerprint
  JOIN variance_row r ON r.fingerprint = v.fingerprint
  JOIN campaign_row c ON c._fingerprint = v.fingerprint
WHERE POSITION(CONCAT(',', r.metric, ',') IN p.money_metrics) = 0;

CREATE OR REPLACE VIEW campaign_return_on_ad_spend AS SELECT
  p.client_id AS `client_id`,
  p.period_id AS `period_id`,
  c.campaign_id AS `campaign_id`,
  r.metric AS `metric`,
  p.currency AS `currency`,
  c.spend AS `spend`,
  CASE r.metric WHEN 'booking_step_1' THEN c.`booking_step_1` WHEN 'booking_step_2' THEN c.`booking_step_2` WHEN 'booking_step_3' THEN c.`booking_step_3` WHEN 'reservations' THEN c.`reservations` WHEN 'reservation_value' THEN c.`reservation_value` WHEN 'click_to_call' THEN c.`click_to_call` WHEN 'email_contacts' THEN c.`email_contacts` END AS `amount`,
  ROUND(CASE r.metric WHEN 'booking_step_1' THEN c.`booking_step_1` WHEN 'booking_step_2' THEN c.`booking_step_2` WHEN 'booking_step_3' THEN c.`booking_step_3` WHEN 'reservations' THEN c.`reservations` WHEN 'reservation_value' THEN c.`reservation_value` WHEN 'click_to_call' THEN c.`click_to_call` WHEN 'email_contacts' THEN c.`email_contacts` END / NULLIF(c.spend, 0), 10) AS `return_on_ad_spend`,
  r.verdict AS `verdict`,
  p.trusted AS `trusted`
FROM publication p JOIN client_period_version v ON v.fingerprint = p.fingerprint
  JOIN variance_row r ON r.fingerprint = v.fingerprint
  JOIN campaign_row c ON c._fingerprint = v.fingerprint
WHERE POSITION(CONCAT(',', r.metric, ',') IN p.money_metrics) > 0;

CREATE TABLE campaign_conversions_schema (version INTEGER NOT NULL) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

DELETE FROM campaign_conversions_schema;

INSERT INTO campaign_conversions_schema (version) VALUES (3);

INSERT INTO audit_variance (`run_id`, `client_id`, `period_id`, `metric`, `campaigns`, `reporting_campaigns`, `distinct_values`, `total`, `min_value`, `max_value`, `mean`, `stddev`, `verdict`, `evidence`, `allocation_key`, `p_value`, `common_divisor`, `account_total`, `reconciliation`, `trusted`, `reference_total`, `reference_reconciliation`, `equal_chance`, `spend_chance`, `impressions_chance`, `clicks_chance`, `greatest_divisor`) VALUES
(4, 'belmonte', '2025-11', 'booking_step_1', 25, 25, 1, 500.0000000000, 20.0000000000, 20.0000000000, 20.0000000000, 0E-10, 'DISTRIBUTED', 'All 25 campaigns show exactly 20. Real traffic of this size would do so about once in 10^25 periods; a total divided equally would.', 'equal', 2.90595E-25, NULL, NULL, 'NOT_CHECKED', false, NULL, NULL, 2.9059542800339337E-25, 1.0, NULL, NULL, 20),
(4, 'belmonte', '2025-11', 'reservations', 25, 25, 2, 35.0000000000, 1.0000000000, 2.0000000000, 1.4000000000, 0.5000000000, 'DISTRIBUTED', 'All 25 campaigns show 1 or 2. Real traffic of this size would do so about once in 257,000 periods; a total divided equally would.', 'equal', 3.89417E-6, NULL, NULL, 'NOT_CHECKED', false, NULL, NULL, 3.8941746294850595E-6, 1.0, NULL, NULL, 1);

INSERT INTO cache_entry (`client_id`, `period_id`, `granularity`, `content`) VALUES
('aurora', '2025-09', 'MONTH', 'e0831f51b27eb0a20261d47f9eab0087'),
('aurora', '2025-11', 'MONTH', 'ef2aa2031d090a33d444b13e2af95f6e'),
('belmonte-as-stored', '2025-11', 'MONTH', '1f4382627757dff25d4b037c446bdfa1'),
('zatoka', '2025-09', 'MONTH', '396fc43409c83687025304e4e2963ba7'),
('zatoka', '2025-11', 'MONTH', '66701ac1551a4ad36c8c423b8fe69664');

INSERT INTO campaign_row (`_fingerprint`, `campaign_id`, `account_id`, `campaign_name`, `currency`, `spend`, `impressions`, `clicks`, `sources`, `attribution`, `_reach`, `booking_step_1`, `booking_step_2`, `booking_step_3`, `reservations`, `reservation_value`, `click_to_call`, `email_contacts`) VALUES
('016da91d2cb21054d461fbfc1cca6ec7', '120330000000004401', '1027384950617284', 'Zatoka – Łeba poza sezonem', 'PLN', 672.7800000000, 90880, 1280, '{}', 'default', NULL, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10),
('016da91d2cb21054d461fbfc1cca6ec7', '120330000000004402', '1027384950617284', 'Zatoka – Apartamenty z widokiem 🌊', 'PLN', 1891.0700000000, 106713, 1503, '{}', 'default', NULL, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10),
('016da91d2cb21054d461fbfc1cca6ec7', '120330000000004403', '1027384950617284', 'Zatoka – Noclegi pracownicze', 'PLN', 750.3900000000, 67095, 945, '{}', 'default', NULL, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10),
('016da91d2cb21054d461fbfc1cca6ec7', '120330000000004404', '1027384950617284', 'Zatoka – Remarketing', 'PLN', 444.4100000000, 98974, 1394, '{}', 'default', NULL, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10),
('016da91d2cb21054d461fbfc1cca6ec7', '120330000000004499', '1027384950617284', 'Zatoka – late', 'PLN', 17.2000000000, 1020, 31, '{}', 'default', NULL, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10),
('3b9ce80a6315750f901a37eb459b2cf6', '120330000000004401', '1027384950617284', 'Zatoka – Łeba poza sezonem', 'PLN', 1389.9900000000, 64669, 794, '{"booking_step_1":"omni_search","booking_step_2":"omni_view_content","booking_step_3":"omni_initiated_checkout","reservations":"omni_purchase","reservation_value":"omni_purchase"}', 'default', NULL, 82.0000000000, 41.0000000000, 31.0000000000, 11.0000000000, 5450.4600000000, 0E-10, 0E-10),
('3b9ce80a6315750f901a37eb459b2cf6', '120330000000004402', '1027384950617284', 'Zatoka – Apartamenty z widokiem 🌊 (Black Week)', 'PLN', 1664.2500000000, 103494, 1290, '{"booking_step_1":"omni_search","booking_step_2":"omni_view_content","booking_step_3":"omni_initiated_checkout","reservations":"omni_purchase","reservation_value":"omni_purchase"}', 'default', NULL, 34.0000000000, 31.0000000000, 12.0000000000, 8.0000000000, 4384.3200000000, 0E-10, 0E-10),
('3b9ce80a6315750f901a37eb459b2cf6', '120330000000004403', '1027384950617284', 'Zatoka – Noclegi pracownicze', 'PLN', 1616.4500000000, 153018, 2076, '{"booking_step_1":"omni_search","booking_step_2":"omni_view_content","booking_step_3":"omni_initiated_checkout","reservations":"omni_purchase","reservation_value":"omni_purchase"}', 'default', NULL, 11.0000000000, 9.0000000000, 2.0000000000, 2.0000000000, 1613.0900000000, 0E-10, 0E-10),
('3b9ce80a6315750f901a37eb459b2cf6', '120330000000004404', '1027384950617284', 'Zatoka – Remarketing', 'PLN', 1611.3000000000, 199196, 2764, '{"booking_step_1":"omni_search","booking_step_2":"omni_view_content","booking_step_3":"omni_initiated_checkout","reservations":"omni_purchase","reservation_value":"omni_purchase"}', 'default', NULL, 165.0000000000, 104.0000000000, 40.0000000000, 21.0000000000, 10247.6400000000, 0E-10, 0E-10),
('66e6af89bb9916d18e8e8c132bc2e06a', '23850000000730011', '215673849506172', 'Aurora – City Break', 'EUR', 1188.4500000000, 113328, 2532, '{}', 'default', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
('66e6af89bb9916d18e8e8c132bc2e06a', '23850000000730012', '215673849506172', 'Aurora – Business Rate', 'EUR', 1016.2300000000, 94937, 2313, '{}', 'default', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
('66e6af89bb9916d18e8e8c132bc2e06a', '23850000000730013', '215673849506172', 'Aurora – Rooftop Bar 🍸', 'EUR', 1046.0700000000, 145067, 1267, '{}', 'default', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
('7a78b8c8fa5ee10255017b5a89131215', '23850000000730011', '215673849506172', 'Aurora – City Break', 'EUR', 587.9800000000, 28324, 388, '{"booking_step_1":"omni_search","booking_step_2":"omni_view_content","booking_step_3":"omni_initiated_checkout","reservations":"omni_purchase","reservation_value":"omni_purchase","email_contacts":"offsite_conversion.fb_pixel_custom.Wysłano zapytanie"}', 'default', NULL, 64.0000000000, 30.0000000000, 17.0000000000, 9.0000000000, 2095.5600000000, 0E-10, 6.0000000000),
('7a78b8c8fa5ee10255017b5a89131215', '23850000000730012', '215673849506172', 'Aurora – Business Rate', 'EUR', 708.9300000000, 58424, 872, '{"booking_step_1":"omni_search","booking_step_2":"omni_view_content","booking_step_3":"omni_initiated_checkout","email_contacts":"offsite_conversion.fb_pixel_custom.Wysłano zapytanie"}', 'default', NULL, 9.0000000000, 5.0000000000, 1.0000000000, 0E-10, 0E-10, 0E-10, 1.0000000000),
('7a78b8c8fa5ee10255017b5a89131215', '23850000000730013', '215673849506172', 'Aurora – Rooftop Bar 🍸', 'EUR', 330.5700000000, 23320, 440, '{"booking_step_1":"omni_search","booking_step_2":"omni_view_content","booking_step_3":"omni_initiated_checkout","reservations":"omni_purchase","reservation_value":"omni_purchase"}', 'default', NULL, 27.0000000000, 11.0000000000, 7.0000000000, 2.0000000000, 570.3100000000, 0E-10, 0E-10),
('9fe6360e188521df4ead4f3277648756', '120210000000000417', '438600948208299', 'Jesień w górach – rodziny z dziećmi', 'PLN', 486.7200000000, 54620, 1223, '{"booking_step_1":"omni_search","booking_step_2":"omni_view_content","booking_step_3":"omni_initiated_checkout","reservations":"omni_purchase"}', 'default', NULL, 20.0000000000, 8.0000000000, 5.0000000000, 2.0000000000, 0E-10, 0E-10, 0E-10),
('9fe6360e188521df4ead4f3277648756', '120210007919024174', '438600948208299', 'Weekend we dwoje 🍷', 'PLN', 1086.3500000000, 143030, 3494, '{"booking_step_1":"omni_search","booking_step_2":"omni_view_content","booking_step_3":"omni_initiated_checkout","reservations":"omni_purchase"}', 'default', NULL, 20.0000000000, 8.0000000000, 5.0000000000, 1.0000000000, 0E-10, 0E-10, 0E-10),
('9fe6360e188521df4ead4f3277648756', '120210015838047931', '438600948208299', 'Święta Bożego Narodzenia 🎄', 'PLN', 569.8000000000, 87666, 1729, '{"booking_step_1":"omni_search","booking_step_2":"omni_view_content","booking_step_3":"omni_initiated_checkout","reservations":"omni_purchase"}', 'default', NULL, 20.0000000000, 8.0000000000, 5.0000000000, 1.0000000000, 0E-10, 0E-10, 0E-10),
('9fe6360e188521df4ead4f3277648756', '120210023757071688', '438600948208299', 'Sylwester 2025 / 2026', 'PLN', 455.7700000000, 57164, 1048, '{"booking_step_1":"omni_search","booking_step_2":"omni_view_content","booking_step_3":"omni_initiated_checkout","reservations":"omni_purchase"}', 'default', NULL, 20.0000000000, 8.0000000000, 5.0000000000, 2.0000000000, 0E-10, 0E-10, 0E-10),
('9fe6360e188521df4ead4f3277648756', '120210031676095445', '438600948208299', 'SPA & Wellness – kobiety 35+', 'PLN', 405.5500000000, 74049, 1266, '{"booking_step_1":"omni_search","booking_step_2":"omni_view_content","booking_step_3":"omni_initiated_checkout","reservations":"omni_purchase"}', 'default', NULL, 20.0000000000, 8.0000000000, 5.0000000000, 1.0000000000, 0E-10, 0E-10, 0E-10),
('9fe6360e188521df4ead4f3277648756', '120210039595119202', '438600948208299', 'Ferie zimowe – Mazowsze', 'PLN', 593.7600000000, 93842, 1959, '{"booking_step_1":"omni_search","booking_step_2":"omni_view_content","booking_step_3":"omni_initiated_checkout","reservations":"omni_purchase"}', 'default', NULL, 20.0000000000, 8.0000000000, 5.0000000000, 1.0000000000, 0E-10, 0E-10, 0E-10),
('9fe6360e188521df4ead4f3277648756', '120210047514142959', '438600948208299', 'Ferie zimowe – Śląsk', 'PLN', 1953.5400000000, 473303, 8936, '{"booking_step_1":"omni_search","booking_step_2":"omni_view_content","booking_step_3":"omni_initiated_checkout","reservations":"omni_purchase"}', 'default', NULL, 20.0000000000, 8.0000000000, 5.0000000000, 2.0000000000, 0E-10, 0E-10, 0E-10),
('9fe6360e188521df4ead4f3277648756', '120210055433166716', '438600948208299', 'Konferencje i szkolenia', 'PLN', 596.1400000000, 124844, 2979, '{"booking_step_1":"omni_search","booking_step_2":"omni_view_content","booking_step_3":"omni_initiated_checkout","reservations":"omni_purchase"}', 'default', NULL, 20.0000000000, 8.0000000000, 5.0000000000, 1.0000000000, 0E-10, 0E-10, 0E-10),
('9fe6360e188521df4ead4f3277648756', '120210063352190473', '438600948208299', 'Remarketing – porzucone rezerwacje', 'PLN', 314.6800000000, 72725, 1534, '{"booking_step_1":"omni_search","booking_step_2":"omni_view_content","booking_step_3":"omni_initiated_checkout","reservations":"omni_purchase"}', 'default', NULL, 20.0000000000, 8.0000000000, 5.0000000000, 1.0000000000, 0E-10, 0E-10, 0E-10),
('9fe6360e188521df4ead4f3277648756', '120210071271214230', '438600948208299', 'Remarketing – galeria pokoi', 'PLN', 329.2500000000, 40514, 832, '{"booking_step_1":"omni_search","booking_step_2":"omni_view_content","booking_step_3":"omni_initiated_checkout","reservations":"omni_purchase"}', 'default', NULL, 20.0000000000, 8.0000000000, 5.0000000000, 2.0000000000, 0E-10, 0E-10, 0E-10),
('9fe6360e188521df4ead4f3277648756', '120210079190237987', '438600948208299', 'Lookalike 1% – goście', 'PLN', 1003.2400000000, 149992, 2206, '{"booking_step_1":"omni_search","booking_step_2":"omni_view_content","booking_step_3":"omni_initiated_checkout","reservations":"omni_purchase"}', 'default', NULL, 20.0000000000, 8.0000000000, 5.0000000000, 1.0000000000, 0E-10, 0E-10, 0E-10),
('9fe6360e188521df4ead4f3277648756', '120210087109261744', '438600948208299', 'Lookalike 3% – goście', 'PLN', 849.1500000000, 85393, 916, '{"booking_step_1":"omni_search","booking_step_2":"omni_view_content","booking_step_3":"omni_initiated_checkout","reservations":"omni_purchase"}', 'default', NULL, 20.0000000000, 8.0000000000, 5.0000000000, 2.0000000000, 0E-10, 0E-10, 0E-10),
('9fe6360e188521df4ead4f3277648756', '120210095028285501', '438600948208299', 'Apartament rodzinny', 'PLN', 1285.6600000000, 147018, 1521, '{"booking_step_1":"omni_search","booking_step_2":"omni_view_content","booking_step_3":"omni_initiated_checkout","reservations":"omni_purchase"}', 'default', NULL, 20.0000000000, 8.0000000000, 5.0000000000, 1.0000000000, 0E-10, 0E-10, 0E-10),
('9fe6360e188521df4ead4f3277648756', '120210102947309258', '438600948208299', 'Voucher podarunkowy', 'PLN', 304.6600000000, 59105, 1373, '{"booking_step_1":"omni_search","booking_step_2":"omni_view_content","booking_step_3":"omni_initiated_checkout","reservations":"omni_purchase"}', 'default', NULL, 20.0000000000, 8.0000000000, 5.0000000000, 1.0000000000, 0E-10, 0E-10, 0E-10),
('9fe6360e188521df4ead4f3277648756', '120210110866333015', '438600948208299', 'Walentynki – zapowiedź', 'PLN', 651.7200000000, 141894, 2180, '{"booking_step_1":"omni_search","booking_step_2":"omni_view_content","booking_step_3":"omni_initiated_checkout","reservations":"omni_purchase"}', 'default', NULL, 20.0000000000, 8.0000000000, 5.0000000000, 2.0000000000, 0E-10, 0E-10, 0E-10),
('9fe6360e188521df4ead4f3277648756', '120210118785356772', '438600948208299', 'Długi weekend listopadowy', 'PLN', 781.9000000000, 151390, 2350, '{"booking_step_1":"omni_search","booking_step_2":"omni_view_content","booking_step_3":"omni_initiated_checkout","reservations":"omni_purchase"}', 'default', NULL, 20.0000000000, 8.0000000000, 5.0000000000, 1.0000000000, 0E-10, 0E-10, 0E-10),
('9fe6360e188521df4ead4f3277648756', '120210126704380529', '438600948208299', 'Last minute', 'PLN', 2799.3600000000, 441505, 7399, '{"booking_step_1":"omni_search","booking_step_2":"omni_view_content","booking_step_3":"omni_initiated_checkout","reservations":"omni_purchase"}', 'default', NULL, 20.0000000000, 8.0000000000, 5.0000000000, 1.0000000000, 0E-10, 0E-10, 0E-10),
('9fe6360e188521df4ead4f3277648756', '120210134623404286', '438600948208299', 'Restauracja „Pod Świerkiem”', 'PLN', 2129.2000000000, 212585, 4742, '{"booking_step_1":"omni_search","booking_step_2":"omni_view_content","booking_step_3":"omni_initiated_checkout","reservations":"omni_purchase"}', 'default', NULL, 20.0000000000, 8.0000000000, 5.0000000000, 2.0000000000, 0E-10, 0E-10, 0E-10),
('9fe6360e188521df4ead4f3277648756', '120210142542428043', '438600948208299', 'Rowerem przez Beskidy', 'PLN', 545.3300000000, 112101, 2335, '{"booking_step_1":"omni_search","booking_step_2":"omni_view_content","booking_step_3":"omni_initiated_checkout","reservations":"omni_purchase"}', 'default', NULL, 20.0000000000, 8.0000000000, 5.0000000000, 1.0000000000, 0E-10, 0E-10, 0E-10),
('9fe6360e188521df4ead4f3277648756', '120210150461451800', '438600948208299', 'Pobyt z psem 🐕', 'PLN', 592.4200000000, 138593, 1687, '{"booking_step_1":"omni_search","booking_step_2":"omni_view_content","booking_step_3":"omni_initiated_checkout","reservations":"omni_purchase"}', 'default', NULL, 20.0000000000, 8.0000000000, 5.0000000000, 2.0000000000, 0E-10, 0E-10, 0E-10),
('9fe6360e188521df4ead4f3277648756', '120210158380475557', '438600948208299', 'Seniorzy – pakiet zdrowie', 'PLN', 1348.9000000000, 338914, 7121, '{"booking_step_1":"omni_search","booking_step_2":"omni_view_content","booking_step_3":"omni_initiated_checkout","reservations":"omni_purchase"}', 'default', NULL, 20.0000000000, 8.0000000000, 5.0000000000, 1.0000000000, 0E-10, 0E-10, 0E-10),
('9fe6360e188521df4ead4f3277648756', '120210166299499314', '438600948208299', 'Gäste aus Deutschland', 'PLN', 465.8600000000, 66441, 674, '{"booking_step_1":"omni_search","booking_step_2":"omni_view_content","booking_step_3":"omni_initiated_checkout","reservations":"omni_purchase"}', 'default', NULL, 20.0000000000, 8.0000000000, 5.0000000000, 1.0000000000, 0E-10, 0E-10, 0E-10),
('9fe6360e188521df4ead4f3277648756', '120210174218523071', '438600948208299', 'Hosté z Česka', 'PLN', 730.1200000000, 170912, 1748, '{"booking_step_1":"omni_search","booking_step_2":"omni_view_content","booking_step_3":"omni_initiated_checkout","reservations":"omni_purchase"}', 'default', NULL, 20.0000000000, 8.0000000000, 5.0000000000, 2.0000000000, 0E-10, 0E-10, 0E-10),
('9fe6360e188521df4ead4f3277648756', '120210182137546828', '438600948208299', 'Narty: stok 400 m od hotelu', 'PLN', 323.5800000000, 44367, 869, '{"booking_step_1":"omni_search","booking_step_2":"omni_view_content","booking_step_3":"omni_initiated_checkout","reservations":"omni_purchase"}', 'default', NULL, 20.0000000000, 8.0000000000, 5.0000000000, 1.0000000000, 0E-10, 0E-10, 0E-10),
('9fe6360e188521df4ead4f3277648756', '120210190056570585', '438600948208299', 'Brand – Belmonte', 'PLN', 549.3100000000, 57953, 674, '{"booking_step_1":"omni_search","booking_step_2":"omni_view_content","booking_step_3":"omni_initiated_checkout","reservations":"omni_purchase"}', 'default', NULL, 20.0000000000, 8.0000000000, 5.0000000000, 2.0000000000, 0E-10, 0E-10, 0E-10),
('bd8746ecfa4e1fefdffac8b0b4035baa', '120330000000004401', '1027384950617284', 'Zatoka – Łeba poza sezonem', 'PLN', 672.7800000000, 90880, 1280, '{}', 'default', NULL, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10),
('bd8746ecfa4e1fefdffac8b0b4035baa', '120330000000004402', '1027384950617284', 'Zatoka – Apartamenty z widokiem 🌊', 'PLN', 1891.0700000000, 106713, 1503, '{}', 'default', NULL, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10),
('bd8746ecfa4e1fefdffac8b0b4035baa', '120330000000004403', '1027384950617284', 'Zatoka – Noclegi pracownicze', 'PLN', 750.3900000000, 67095, 945, '{}', 'default', NULL, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10),
('bd8746ecfa4e1fefdffac8b0b4035baa', '120330000000004404', '1027384950617284', 'Zatoka – Remarketing', 'PLN', 444.4100000000, 98974, 1394, '{}', 'default', NULL, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10);

INSERT INTO clients (`id`, `name`) VALUES
('aurora', 'Aurora City Hotel'),
('belmonte-as-stored', 'Belmonte Hotel (as stored)'),
('zatoka', 'Zatoka Residence');

INSERT INTO client_entry (`client_id`) VALUES
('aurora'),
('belmonte-as-stored'),
('zatoka');

INSERT INTO client_period_version (`fingerprint`, `client_id`, `period_id`, `granularity`, `period_start`, `period_end`, `campaigns`, `spend`, `impressions`, `clicks`, `content_digest`, `catalogue`, `created`, `checks`, `basis`) VALUES
('016da91d2cb21054d461fbfc1cca6ec7', 'zatoka', '2025-09', 'MONTH', '2025-09-01', '2025-09-30', 5, 3775.8500000000, 364682, 5153, '8313af7537ea306671473b2f48f17c50', 'f29a99b89fb9430c637a697d0f3a455d', '2026-11-28 03:45:29.681173', '{"version":"xfIJ__Y8ahX5D9rkZTpHIIb0dKklRIhIpL2N8ZTi","metrics":["booking_step_1","booking_step_2","booking_step_3","reservations","reservation_value","click_to_call","email_contacts"],"variance":{"booking_step_1":"IIb0UYKIXUySUYKIUYKIUYKIUYKIUYKIePH78N7qAAAAAAAAAAAAAAAAEGM2jwCDAAAAAAAA","booking_step_2":"IIb0UYKIXUySUYKIUYKIUYKIUYKIUYKIePH78N7qAAAAAAAAAAAAAAAAEGM2jwCDAAAAAAAA","booking_step_3":"IIb0UYKIXUySUYKIUYKIUYKIUYKIUYKIePH78N7qAAAAAAAAAAAAAAAAEGM2jwCDAAAAAAAA","click_to_call":"IIb0UYKIXUySUYKIUYKIUYKIUYKIUYKI9tB7t-TTAAAAAAAAAAAAAAAAEGM2jwCDAAAAAAAA","email_contacts":"IIb0UYKIXUySUYKIUYKIUYKIUYKIUYKIePH7VRGJAAAAAAAAAAAAAAAAEGM2jwCDAAAAAAAA","reservation_value":"IIb0UYKIXUySUYKIUYKIUYKIUYKIUYKIePH78N7qAAAAAAAAAAAAAAAAEGM2jwCDAAAAAAAA","reservations":"IIb0UYKIXUySUYKIUYKIUYKIUYKIUYKIePH78N7qAAAAAAAAAAAAAAAAEGM2jwCDAAAAAAAA"},"campaigns":{"120330000000004401":"Je-aXrrINJOq8ZlQUYUYUYUYUYUYUY","120330000000004402":"JeulXr6dJor68ZlQUYUYUYUYUYUYUY","120330000000004403":"JegFXr0c83oW8ZlQUYUYUYUYUYUYUY","120330000000004404":"Jeh1Xr7M34Ye8ZlQUYUYUYUYUYUYUY","120330000000004499":"JeLzXruyVvsG8ZlQUYUYUYUYUYUYUY"}}', '{"attribution":"default"}'),
('3b9ce80a6315750f901a37eb459b2cf6', 'zatoka', '2025-11', 'MONTH', '2025-11-01', '2025-11-30', 4, 6281.9900000000, 520377, 6924, '7cd878d2c87ae8944ae230d64ec678e9', 'f29a99b89fb9430c637a697d0f3a455d', '2026-11-28 03:45:29.453275', '{"version":"xfIJH9kiahX5JM7xTi5SLEjurRpYjJyK7i349oCq","metrics":["booking_step_1","booking_step_2","booking_step_3","reservations","reservation_value","click_to_call","email_contacts"],"variance":{"booking_step_1":"LEjuLEjuLEjumX0iCFXQDuuFHCVtf3x2QAzwULv4_hpsXUySAAAAAAAAEGM2jwCDAAAAAAAA","booking_step_2":"LEjuLEjuLEjuJkXzY3nkymjslZIbEekqQAzwnVg_V-ut4OtRAAAAAAAAEGM2jwCDAAAAAAAA","booking_step_3":"LEjuLEjuLEjuS2bbjb9GqvgAH91CpTjYQAzwIJWjV-utYP5mAAAAAAAAEGM2jwCDAAAAAAAA","click_to_call":"LEjuUYKIXUySUYKIUYKIUYKIUYKIUYKI9tB7t-TTAAAAAAAAAAAAAAAAEGM2jwCDAAAAAAAA","email_contacts":"LEjuUYKIXUySUYKIUYKIUYKIUYKIUYKIePH7VRGJAAAAAAAAAAAAAAAAEGM2jwCDAAAAAAAA","reservation_value":"LEjuLEjuLEjuEB1xm_Q1bk4NUWXxpabyQAzwnJ5HAAAAAAAAAAAAAAAAEGM2jwCDAAAAAAAA","reservations":"LEjuLEjuLEjudsXOjb9Gbntpsw7wPfL8QAzwImBehxh5jh78AAAAAAAAEGM2jwCDAAAAAAAA"},"campaigns":{"120330000000004401":"Je-aXrdw_fqR_BlQ5lpjsGCFFCUYUY","120330000000004402":"JeLkXrWZiZ5L_BlQwWsG2Kb7EXUYUY","120330000000004403":"JegFXrhqM8vy_BlQCFY3jbjbm_UYUY","120330000000004404":"Jeh1XrA5rSGB_BlQDuymqvbnbkUYUY"}}', '{"attribution":"default","booking_step_1":"omni_search","booking_step_2":"omni_view_content","booking_step_3":"omni_initiated_checkout","reservation_value":"omni_purchase","reservations":"omni_purchase"}'),
('66e6af89bb9916d18e8e8c132bc2e06a', 'aurora', '2025-09', 'MONTH', '2025-09-01', '2025-09-30', 3, 3250.7500000000, 353332, 6112, '5e9bcfd9eb1bdbcd6632481d3dddb504', 'f29a99b89fb9430c637a697d0f3a455d', '2026-11-28 03:45:29.464926', '{"version":"VNww__Y8ahX5D9rkZTpHgXFcdA1bqdUfPkA9CcP9","metrics":["booking_step_1","booking_step_2","booking_step_3","reservations","reservation_value","click_to_call","email_contacts"],"variance":{"booking_step_1":"gXFcUYKIUYKIAAAAAAAAAAAAAAAAAAAAhxaq8VKtAAAAAAAAAAAAAAAAEGM2kIVZAAAAAAAA","booking_step_2":"gXFcUYKIUYKIAAAAAAAAAAAAAAAAAAAAhxaq8VKtAAAAAAAAAAAAAAAAEGM2kIVZAAAAAAAA","booking_step_3":"gXFcUYKIUYKIAAAAAAAAAAAAAAAAAAAAhxaq8VKtAAAAAAAAAAAAAAAAEGM2kIVZAAAAAAAA","click_to_call":"gXFcUYKIUYKIAAAAAAAAAAAAAAAAAAAAhxaq8VKtAAAAAAAAAAAAAAAAEGM2kIVZAAAAAAAA","email_contacts":"gXFcUYKIUYKIAAAAAAAAAAAAAAAAAAAAhxaq8VKtAAAAAAAAAAAAAAAAEGM2kIVZAAAAAAAA","reservation_value":"gXFcUYKIUYKIAAAAAAAAAAAAAAAAAAAAhxaq8VKtAAAAAAAAAAAAAAAAEGM2kIVZAAAAAAAA","reservations":"gXFcUYKIUYKIAAAAAAAAAAAAAAAAAAAAhxaq8VKtAAAAAAAAAAAAAAAAEGM2kIVZAAAAAAAA"},"campaigns":{"23850000000730011":"7WlWIPlOWlIw8ZlQAAAAAAAAAAAAAA","23850000000730012":"7W58IPPvK4yn8ZlQAAAAAAAAAAAAAA","23850000000730013":"7W2hIPi0zevz8ZlQAAAAAAAAAAAAAA"}}', '{"attribution":"default"}'),
('7a78b8c8fa5ee10255017b5a89131215', 'aurora', '2025-11', 'MONTH', '2025-11-01', '2025-11-30', 3, 1627.4800000000, 110068, 1700, 'a370504890be57511a04f9c8e52535ce', 'f29a99b89fb9430c637a697d0f3a455d', '2026-11-28 03:45:29.464926', '{"version":"VNwwH9kiahX5JM7xTi5SgXFc-wWJAHscS9K3Bp9V","metrics":["booking_step_1","booking_step_2","booking_step_3","reservations","reservation_value","click_to_call","email_contacts"],"variance":{"booking_step_1":"gXFcgXFcgXFct6KKY3nkbwa3TeOKU4GsQAzwtI5AE1BsXUySAAAAuUs24mYSkIVZAAAAAAAA","booking_step_2":"gXFcgXFcgXFcCw-oIIb0vK8b5_Gq8K76QAzwz0ygV-utx0P2AAAACSgO4mYSkIVZAAAAAAAA","booking_step_3":"gXFcgXFcgXFcE7EPXUySqaJ4uztcZHzxQAzw9RkPV-utSdpfAAAAXIAF4mYSkIVZAAAAAAAA","click_to_call":"gXFcUYKIXUySUYKIUYKIUYKIUYKIUYKI9tB7t-TTAAAAAAAAAAAAUYKIIBC0jwCDAAAAAAAA","email_contacts":"gXFcjb9GgXFc_Ls6UYKI8HUg_P68-Oq3QAzwFyN9hxh5sL4xAAAABJvK4mYSkIVZAAAAAAAA","reservation_value":"gXFcjb9GgXFcXoxjUYKImFDsl4WoQpd9QAzwu5EnAAAAAAAAAAAAAydv4mYSkIVZAAAAAAAA","reservations":"gXFcjb9GgXFcCFXQUYKIY3nksUTUNkDLQAzwJ2dSV-utTJuEAAAA2KYE4mYSkIVZAAAAAAAA"},"campaigns":{"23850000000730011":"7WlWIPlXxAXfsglQbwvKqaY3mFUY8H","23850000000730012":"7W58IPg6cokuCslQY3IIXUUYUYUYXU","23850000000730013":"7W2hIP--x3Vk_BlQz4CF_LjbgBUYUY"}}', '{"attribution":"default","booking_step_1":"omni_search","booking_step_2":"omni_view_content","booking_step_3":"omni_initiated_checkout","email_contacts":"offsite_conversion.fb_pixel_custom.Wysłano zapytanie","reservation_value":"omni_purchase","reservations":"omni_purchase"}'),
('9fe6360e188521df4ead4f3277648756', 'belmonte-as-stored', '2025-11', 'MONTH', '2025-11-01', '2025-11-30', 25, 21151.9700000000, 3539920, 62795, '574b1889ed857e56378bdd967eb42479', 'f29a99b89fb9430c637a697d0f3a455d', '2026-11-28 03:45:29.454052', '{"version":"TDgHH9kiahX5JM7xTi5SE7EP32WsSB_yeLdLGMrl","metrics":["booking_step_1","booking_step_2","booking_step_3","reservations","reservation_value","click_to_call","email_contacts"],"variance":{"booking_step_1":"E7EPE7EPXUyS3qg9YrVzYrVzYrVzUYKI0P75jcXE_hpsu46qAAAAAAAAEGM2kIVZAAAAAAAA","booking_step_2":"E7EPE7EPXUySe7mBb7f-b7f-b7f-UYKI0P75oYeB_hpsYtyjAAAAAAAAEGM2kIVZAAAAAAAA","booking_step_3":"E7EPE7EPXUySfpInIIb0IIb0IIb0UYKI0P75OdKi_hpsCILRAAAAAAAAEGM2kIVZAAAAAAAA","click_to_call":"E7EPUYKIXUySUYKIUYKIUYKIUYKIUYKI9tB7t-TTAAAAAAAAAAAAAAAAEGM2jwCDAAAAAAAA","email_contacts":"E7EPUYKIXUySUYKIUYKIUYKIUYKIUYKIePH7VRGJAAAAAAAAAAAAAAAAEGM2jwCDAAAAAAAA","reservation_value":"E7EPUYKIXUySUYKIUYKIUYKIUYKIUYKI9tB7ioVNAAAAAAAAAAAAAAAAEGM2jwCDAAAAAAAA","reservations":"E7EPE7EPjb9GzatnXUySjb9G5qFrEvkh0P75RhsD_hpsCsWvAAAAAAAAEGM2kIVZAAAAAAAA"},"campaigns":{"120210000000000417":"ZPFpXr27b0soI0lQYrb7IIjbUYUYUY","120210007919024174":"ZP-GXrtBBiwBI0lQYrb7IIXUUYUYUY","120210015838047931":"ZPc0Xrc8biwRI0lQYrb7IIXUUYUYUY","120210023757071688":"ZPRxXrelIaoII0lQYrb7IIjbUYUYUY","120210031676095445":"ZPcpXrbhq6s_I0lQYrb7IIXUUYUYUY","120210039595119202":"ZPMEXrXYnnnXI0lQYrb7IIXUUYUYUY","120210047514142959":"ZPqRXrcCF8vGI0lQYrb7IIjbUYUYUY","120210055433166716":"ZPqNXrZy8EwwI0lQYrb7IIXUUYUYUY","120210063352190473":"ZPHtXroWTZZLI0lQYrb7IIXUUYUYUY","120210071271214230":"ZP8OXr-Dxy4pI0lQYrb7IIjbUYUYUY","120210079190237987":"ZPc8XrDv8fnfI0lQYrb7IIXUUYUYUY","120210087109261744":"ZPQWXrKpfO3_I0lQYrb7IIjbUYUYUY","120210095028285501":"ZPCpXrIPTFy6I0lQYrb7IIXUUYUYUY","120210102947309258":"ZPVNXrjUtU5HI0lQYrb7IIXUUYUYUY","120210110866333015":"ZPpnXryxMGEPI0lQYrb7IIjbUYUYUY","120210118785356772":"ZPG5XrWwJeavI0lQYrb7IIXUUYUYUY","120210126704380529":"ZPLzXrs7P25kI0lQYrb7IIXUUYUYUY","120210134623404286":"ZPsAXrh8mGyUI0lQYrb7IIjbUYUYUY","120210142542428043":"ZPxBXrosBr07I0lQYrb7IIXUUYUYUY","120210150461451800":"ZPmBXrpMcr_pI0lQYrb7IIjbUYUYUY","120210158380475557":"ZPNEXrUCTeajI0lQYrb7IIXUUYUYUY","120210166299499314":"ZPASXrUBS5eSI0lQYrb7IIXUUYUYUY","120210174218523071":"ZPmbXrJ0u3BZI0lQYrb7IIjbUYUYUY","120210182137546828":"ZPDXXrPUkHojI0lQYrb7IIXUUYUYUY","120210190056570585":"ZPPKXrKn_QeSI0lQYrb7IIjbUYUYUY"}}', '{"attribution":"default","booking_step_1":"omni_search","booking_step_2":"omni_view_content","booking_step_3":"omni_initiated_checkout","reservations":"omni_purchase"}'),
('bd8746ecfa4e1fefdffac8b0b4035baa', 'zatoka', '2025-09', 'MONTH', '2025-09-01', '2025-09-30', 4, 3758.6500000000, 363662, 5122, '8be4ecc1a57d4601cf28ed259f8f59d8', 'f29a99b89fb9430c637a697d0f3a455d', '2026-11-28 03:45:29.453275', '{"version":"xfIJ__Y8ahX5D9rkZTpHLEjuifPTRhT-viSMlGEz","metrics":["booking_step_1","booking_step_2","booking_step_3","reservations","reservation_value","click_to_call","email_contacts"],"variance":{"booking_step_1":"LEjuUYKIXUySUYKIUYKIUYKIUYKIUYKIePH7b-PkAAAAAAAAAAAAAAAAEGM2jwCDAAAAAAAA","booking_step_2":"LEjuUYKIXUySUYKIUYKIUYKIUYKIUYKIePH7b-PkAAAAAAAAAAAAAAAAEGM2jwCDAAAAAAAA","booking_step_3":"LEjuUYKIXUySUYKIUYKIUYKIUYKIUYKIePH7b-PkAAAAAAAAAAAAAAAAEGM2jwCDAAAAAAAA","click_to_call":"LEjuUYKIXUySUYKIUYKIUYKIUYKIUYKI9tB7t-TTAAAAAAAAAAAAAAAAEGM2jwCDAAAAAAAA","email_contacts":"LEjuUYKIXUySUYKIUYKIUYKIUYKIUYKIePH7VRGJAAAAAAAAAAAAAAAAEGM2jwCDAAAAAAAA","reservation_value":"LEjuUYKIXUySUYKIUYKIUYKIUYKIUYKIePH7b-PkAAAAAAAAAAAAAAAAEGM2jwCDAAAAAAAA","reservations":"LEjuUYKIXUySUYKIUYKIUYKIUYKIUYKIePH7b-PkAAAAAAAAAAAAAAAAEGM2jwCDAAAAAAAA"},"campaigns":{"120330000000004401":"Je-aXrrINJOq8ZlQUYUYUYUYUYUYUY","120330000000004402":"JeulXr6dJor68ZlQUYUYUYUYUYUYUY","120330000000004403":"JegFXr0c83oW8ZlQUYUYUYUYUYUYUY","120330000000004404":"Jeh1Xr7M34Ye8ZlQUYUYUYUYUYUYUY"}}', '{"attribution":"default"}');

INSERT INTO current_month_cache (`client_id`, `period_id`, `cache_data`, `last_updated`) VALUES
('aurora', '2025-09', '{"client":{"id":"aurora","name":"Aurora City Hotel","adAccountId":"215673849506172"},"campaigns":[{"campaign_id":"23850000000730011","campaign_name":"Aurora – City Break","spend":1188.45,"impressions":113328,"clicks":2532,"booking_step_1":null,"booking_step_2":null,"booking_step_3":null,"reservations":null,"reservation_value":null,"click_to_call":null,"email_contacts":null},{"campaign_id":"23850000000730012","campaign_name":"Aurora – Business Rate","spend":1016.23,"impressions":94937,"clicks":2313,"booking_step_1":null,"booking_step_2":null,"booking_step_3":null,"reservations":null,"reservation_value":null,"click_to_call":null,"email_contacts":null},{"campaign_id":"23850000000730013","campaign_name":"Aurora – Rooftop Bar 🍸","spend":1046.07,"impressions":145067,"clicks":1267,"booking_step_1":null,"booking_step_2":null,"booking_step_3":null,"reservations":null,"reservation_value":null,"click_to_call":null,"email_contacts":null}],"stats":{"totalSpend":3250.75,"totalImpressions":353332,"totalClicks":6112,"totalConversions":null,"averageCtr":1.7298178484,"averageCpc":0.5318635471},"conversionMetrics":{"booking_step_1":null,"booking_step_2":null,"booking_step_3":null,"reservations":null,"reservation_value":null,"click_to_call":null,"email_contacts":null},"verification":{"trusted":false,"is_distributed":null,"reasons":["booking_step_1: No campaign row carries any actions, so the number is unknown, not 0: the export or query left them out.","booking_step_2: No campaign row carries any actions, so the number is unknown, not 0: the export or query left them out.","booking_step_3: No campaign row carries any actions, so the number is unknown, not 0: the export or query left them out.","click_to_call: No campaign row carries any actions, so the number is unknown, not 0: the export or query left them out.","email_contacts: No campaign row carries any actions, so the number is unknown, not 0: the export or query left them out.","reservation_value: No campaign row carries any actions, so the number is unknown, not 0: the export or query left them out.","reservations: No campaign row carries any actions, so the number is unknown, not 0: the export or query left them out."],"run_id":1,"last_day":"2025-09-30"}}', '2026-11-28 03:45:29.464926'),
('aurora', '2025-11', '{"client":{"id":"aurora","name":"Aurora City Hotel","adAccountId":"215673849506172"},"campaigns":[{"campaign_id":"23850000000730011","campaign_name":"Aurora – City Break","spend":587.98,"impressions":28324,"clicks":388,"booking_step_1":64,"booking_step_2":30,"booking_step_3":17,"reservations":9,"reservation_value":2095.56,"click_to_call":0,"email_contacts":6},{"campaign_id":"23850000000730012","campaign_name":"Aurora – Business Rate","spend":708.93,"impressions":58424,"clicks":872,"booking_step_1":9,"booking_step_2":5,"booking_step_3":1,"reservations":0,"reservation_value":0,"click_to_call":0,"email_contacts":1},{"campaign_id":"23850000000730013","campaign_name":"Aurora – Rooftop Bar 🍸","spend":330.57,"impressions":23320,"clicks":440,"booking_step_1":27,"booking_step_2":11,"booking_step_3":7,"reservations":2,"reservation_value":570.31,"click_to_call":0,"email_contacts":0}],"stats":{"totalSpend":1627.48,"totalImpressions":110068,"totalClicks":1700,"totalConversions":11,"averageCtr":1.5444997638,"averageCpc":0.9573411765},"conversionMetrics":{"booking_step_1":100,"booking_step_2":46,"booking_step_3":25,"reservations":11,"reservation_value":2665.87,"click_to_call":0,"email_contacts":7},"verification":{"trusted":false,"is_distributed":false,"reasons":["the ad account itself reports spend of 1917.87, 290.39 more than the campaigns, impressions of 158756, 48688 more, and clicks of 2416, 716 more: export all pages, and deleted and archived campaigns too.","booking_step_1: The campaigns add up to 100, the ad account itself reports 113, 13 more than the campaigns: a page of the export, a deleted or archived campaign, or what Meta reports for ads alone is missing. 3 campaigns show 3 different values from 9 to 64, as real traffic does.","booking_step_2: The campaigns add up to 46, the ad account itself reports 54, 8 more than the campaigns: a page of the export, a deleted or archived campaign, or what Meta reports for ads alone is missing. 3 campaigns show 3 different values from 5 to 30, as real traffic does.","booking_step_3: The campaigns add up to 25, the ad account itself reports 28, 3 more than the campaigns: a page of the export, a deleted or archived campaign, or what Meta reports for ads alone is missing. 3 campaigns show 3 different values from 1 to 17, as real traffic does.","email_contacts: The campaigns add up to 7, the ad account itself reports 10, 3 more than the campaigns: a page of the export, a deleted or archived campaign, or what Meta reports for ads alone is missing. 3 campaigns show 3 different values from 0 to 6, as real traffic does.","reservation_value: The campaigns add up to 2665.87, the ad account itself reports 2782.32, 116.45 more than the campaigns: a page of the export, a deleted or archived campaign, or what Meta reports for ads alone is missing. 3 campaigns show 3 different values from 0 to 2095.56, as real traffic does.","reservations: The campaigns add up to 11, the ad account itself reports 12, 1 more than the campaigns: a page of the export, a deleted or archived campaign, or what Meta reports for ads alone is missing. 3 campaigns show 3 different values from 0 to 9, as real traffic does."],"run_id":1,"last_day":"2025-11-30"}}', '2026-11-28 03:45:29.464926'),
('belmonte-as-stored', '2025-11', '{"client":{"id":"belmonte-as-stored","name":"Belmonte Hotel (as stored)","adAccountId":"438600948208299"},"campaigns":[{"campaign_id":"120210000000000417","campaign_name":"Jesień w górach – rodziny z dziećmi","spend":486.72,"impressions":54620,"clicks":1223,"booking_step_1":20,"booking_step_2":8,"booking_step_3":5,"reservations":2,"reservation_value":0,"click_to_call":0,"email_contacts":0},{"campaign_id":"120210007919024174","campaign_name":"Weekend we dwoje 🍷","spend":1086.35,"impressions":143030,"clicks":3494,"booking_step_1":20,"booking_step_2":8,"booking_step_3":5,"reservations":1,"reservation_value":0,"click_to_call":0,"email_contacts":0},{"campaign_id":"120210015838047931","campaign_name":"Święta Bożego Narodzenia 🎄","spend":569.8,"impressions":87666,"clicks":1729,"booking_step_1":20,"booking_step_2":8,"booking_step_3":5,"reservations":1,"reservation_value":0,"click_to_call":0,"email_contacts":0},{"campaign_id":"120210023757071688","campaign_name":"Sylwester 2025 / 2026","spend":455.77,"impressions":57164,"clicks":1048,"booking_step_1":20,"booking_step_2":8,"booking_step_3":5,"reservations":2,"reservation_value":0,"click_to_call":0,"email_contacts":0},{"campaign_id":"120210031676095445","campaign_name":"SPA & Wellness – kobiety 35+","spend":405.55,"impressions":74049,"clicks":1266,"booking_step_1":20,"booking_step_2":8,"booking_step_3":5,"reservations":1,"reservation_value":0,"click_to_call":0,"email_contacts":0},{"campaign_id":"120210039595119202","campaign_name":"Ferie zimowe – Mazowsze","spend":593.76,"impressions":93842,"clicks":1959,"booking_step_1":20,"booking_step_2":8,"booking_step_3":5,"reservations":1,"reservation_value":0,"click_to_call":0,"email_contacts":0},{"campaign_id":"120210047514142959","campaign_name":"Ferie zimowe – Śląsk","spend":1953.54,"impressions":473303,"clicks":8936,"booking_step_1":20,"booking_step_2":8,"booking_step_3":5,"reservations":2,"reservation_value":0,"click_to_call":0,"email_contacts":0},{"campaign_id":"120210055433166716","campaign_name":"Konferencje i szkolenia","spend":596.14,"impressions":124844,"clicks":2979,"booking_step_1":20,"booking_step_2":8,"booking_step_3":5,"reservations":1,"reservation_value":0,"click_to_call":0,"email_contacts":0},{"campaign_id":"120210063352190473","campaign_name":"Remarketing – porzucone rezerwacje","spend":314.68,"impressions":72725,"clicks":1534,"booking_step_1":20,"booking_step_2":8,"booking_step_3":5,"reservations":1,"reservation_value":0,"click_to_call":0,"email_contacts":0},{"campaign_id":"120210071271214230","campaign_name":"Remarketing – galeria pokoi","spend":329.25,"impressions":40514,"clicks":832,"booking_step_1":20,"booking_step_2":8,"booking_step_3":5,"reservations":2,"reservation_value":0,"click_to_call":0,"email_contacts":0},{"campaign_id":"120210079190237987","campaign_name":"Lookalike 1% – goście","spend":1003.24,"impressions":149992,"clicks":2206,"booking_step_1":20,"booking_step_2":8,"booking_step_3":5,"reservations":1,"reservation_value":0,"click_to_call":0,"email_contacts":0},{"campaign_id":"120210087109261744","campaign_name":"Lookalike 3% – goście","spend":849.15,"impressions":85393,"clicks":916,"booking_step_1":20,"booking_step_2":8,"booking_step_3":5,"reservations":2,"reservation_value":0,"click_to_call":0,"email_contacts":0},{"campaign_id":"120210095028285501","campaign_name":"Apartament rodzinny","spend":1285.66,"impressions":147018,"clicks":1521,"booking_step_1":20,"booking_step_2":8,"booking_step_3":5,"reservations":1,"reservation_value":0,"click_to_call":0,"email_contacts":0},{"campaign_id":"120210102947309258","campaign_name":"Voucher podarunkowy","spend":304.66,"impressions":59105,"clicks":1373,"booking_step_1":20,"booking_step_2":8,"booking_step_3":5,"reservations":1,"reservation_value":0,"click_to_call":0,"email_contacts":0},{"campaign_id":"120210110866333015","campaign_name":"Walentynki – zapowiedź","spend":651.72,"impressions":141894,"clicks":2180,"booking_step_1":20,"booking_step_2":8,"booking_step_3":5,"reservations":2,"reservation_value":0,"click_to_call":0,"email_contacts":0},{"campaign_id":"120210118785356772","campaign_name":"Długi weekend listopadowy","spend":781.9,"impressions":151390,"clicks":2350,"booking_step_1":20,"booking_step_2":8,"booking_step_3":5,"reservations":1,"reservation_value":0,"click_to_call":0,"email_contacts":0},{"campaign_id":"120210126704380529","campaign_name":"Last minute","spend":2799.36,"impressions":441505,"clicks":7399,"booking_step_1":20,"booking_step_2":8,"booking_step_3":5,"reservations":1,"reservation_value":0,"click_to_call":0,"email_contacts":0},{"campaign_id":"120210134623404286","campaign_name":"Restauracja „Pod Świerkiem”","spend":2129.2,"impressions":212585,"clicks":4742,"booking_step_1":20,"booking_step_2":8,"booking_step_3":5,"reservations":2,"reservation_value":0,"click_to_call":0,"email_contacts":0},{"campaign_id":"120210142542428043","campaign_name":"Rowerem przez Beskidy","spend":545.33,"impressions":112101,"clicks":2335,"booking_step_1":20,"booking_step_2":8,"booking_step_3":5,"reservations":1,"reservation_value":0,"click_to_call":0,"email_contacts":0},{"campaign_id":"120210150461451800","campaign_name":"Pobyt z psem 🐕","spend":592.42,"impressions":138593,"clicks":1687,"booking_step_1":20,"booking_step_2":8,"booking_step_3":5,"reservations":2,"reservation_value":0,"click_to_call":0,"email_contacts":0},{"campaign_id":"120210158380475557","campaign_name":"Seniorzy – pakiet zdrowie","spend":1348.9,"impressions":338914,"clicks":7121,"booking_step_1":20,"booking_step_2":8,"booking_step_3":5,"reservations":1,"reservation_value":0,"click_to_call":0,"email_contacts":0},{"campaign_id":"120210166299499314","campaign_name":"Gäste aus Deutschland","spend":465.86,"impressions":66441,"clicks":674,"booking_step_1":20,"booking_step_2":8,"booking_step_3":5,"reservations":1,"reservation_value":0,"click_to_call":0,"email_contacts":0},{"campaign_id":"120210174218523071","campaign_name":"Hosté z Česka","spend":730.12,"impressions":170912,"clicks":1748,"booking_step_1":20,"booking_step_2":8,"booking_step_3":5,"reservations":2,"reservation_value":0,"click_to_call":0,"email_contacts":0},{"campaign_id":"120210182137546828","campaign_name":"Narty: stok 400 m od hotelu","spend":323.58,"impressions":44367,"clicks":869,"booking_step_1":20,"booking_step_2":8,"booking_step_3":5,"reservations":1,"reservation_value":0,"click_to_call":0,"email_contacts":0},{"campaign_id":"120210190056570585","campaign_name":"Brand – Belmonte","spend":549.31,"impressions":57953,"clicks":674,"booking_step_1":20,"booking_step_2":8,"booking_step_3":5,"reservations":2,"reservation_value":0,"click_to_call":0,"email_contacts":0}],"stats":{"totalSpend":21151.97,"totalImpressions":3539920,"totalClicks":62795,"totalConversions":35,"averageCtr":1.7739101449,"averageCpc":0.3368416275},"conversionMetrics":{"booking_step_1":500,"booking_step_2":200,"booking_step_3":125,"reservations":35,"reservation_value":0,"click_to_call":0,"email_contacts":0},"verification":{"trusted":false,"is_distributed":true,"reasons":["booking_step_1: All 25 campaigns show exactly 20. Real traffic of this size would do so about once in 10^25 periods; a total divided equally would.","booking_step_2: All 25 campaigns show exactly 8. Real traffic of this size would do so about once in 10^20 periods; a total divided equally would.","booking_step_3: All 25 campaigns show exactly 5. Real traffic of this size would do so about once in 10^17 periods; a total divided equally would.","reservations: All 25 campaigns show 1 or 2. Real traffic of this size would do so about once in 257,000 periods; a total divided equally would."],"run_id":1,"last_day":"2025-11-30"}}', '2026-11-28 03:45:29.454052'),
('zatoka', '2025-09', '{"client":{"id":"zatoka","name":"Zatoka Residence","adAccountId":"1027384950617284"},"campaigns":[{"campaign_id":"120330000000004401","campaign_name":"Zatoka – Łeba poza sezonem","spend":672.78,"impressions":90880,"clicks":1280,"booking_step_1":0,"booking_step_2":0,"booking_step_3":0,"reservations":0,"reservation_value":0,"click_to_call":0,"email_contacts":0},{"campaign_id":"120330000000004402","campaign_name":"Zatoka – Apartamenty z widokiem 🌊","spend":1891.07,"impressions":106713,"clicks":1503,"booking_step_1":0,"booking_step_2":0,"booking_step_3":0,"reservations":0,"reservation_value":0,"click_to_call":0,"email_contacts":0},{"campaign_id":"120330000000004403","campaign_name":"Zatoka – Noclegi pracownicze","spend":750.39,"impressions":67095,"clicks":945,"booking_step_1":0,"booking_step_2":0,"booking_step_3":0,"reservations":0,"reservation_value":0,"click_to_call":0,"email_contacts":0},{"campaign_id":"120330000000004404","campaign_name":"Zatoka – Remarketing","spend":444.41,"impressions":98974,"clicks":1394,"booking_step_1":0,"booking_step_2":0,"booking_step_3":0,"reservations":0,"reservation_value":0,"click_to_call":0,"email_contacts":0}],"stats":{"totalSpend":3758.65,"totalImpressions":363662,"totalClicks":5122,"totalConversions":0,"averageCtr":1.4084507042,"averageCpc":0.7338246779},"conversionMetrics":{"booking_step_1":0,"booking_step_2":0,"booking_step_3":0,"reservations":0,"reservation_value":0,"click_to_call":0,"email_contacts":0},"verification":{"trusted":true,"is_distributed":null,"reasons":[],"run_id":3,"last_day":"2025-09-30"}}', '2026-11-28 03:45:29.752197'),
('zatoka', '2025-11', '{"client":{"id":"zatoka","name":"Zatoka Residence","adAccountId":"1027384950617284"},"campaigns":[{"campaign_id":"120330000000004401","campaign_name":"Zatoka – Łeba poza sezonem","spend":1389.99,"impressions":64669,"clicks":794,"booking_step_1":82,"booking_step_2":41,"booking_step_3":31,"reservations":11,"reservation_value":5450.46,"click_to_call":0,"email_contacts":0},{"campaign_id":"120330000000004402","campaign_name":"Zatoka – Apartamenty z widokiem 🌊 (Black Week)","spend":1664.25,"impressions":103494,"clicks":1290,"booking_step_1":34,"booking_step_2":31,"booking_step_3":12,"reservations":8,"reservation_value":4384.32,"click_to_call":0,"email_contacts":0},{"campaign_id":"120330000000004403","campaign_name":"Zatoka – Noclegi pracownicze","spend":1616.45,"impressions":153018,"clicks":2076,"booking_step_1":11,"booking_step_2":9,"booking_step_3":2,"reservations":2,"reservation_value":1613.09,"click_to_call":0,"email_contacts":0},{"campaign_id":"120330000000004404","campaign_name":"Zatoka – Remarketing","spend":1611.3,"impressions":199196,"clicks":2764,"booking_step_1":165,"booking_step_2":104,"booking_step_3":40,"reservations":21,"reservation_value":10247.64,"click_to_call":0,"email_contacts":0}],"stats":{"totalSpend":6281.99,"totalImpressions":520377,"totalClicks":6924,"totalConversions":42,"averageCtr":1.3305737955,"averageCpc":0.9072775852},"conversionMetrics":{"booking_step_1":292,"booking_step_2":185,"booking_step_3":85,"reservations":42,"reservation_value":21695.51,"click_to_call":0,"email_contacts":0},"verification":{"trusted":true,"is_distributed":false,"reasons":[],"run_id":1,"last_day":"2025-11-30"}}', '2026-11-28 03:45:29.453275');

INSERT INTO publication (`client_id`, `period_id`, `granularity`, `fingerprint`, `run_id`, `published_at`, `checked_at`, `checked_run_id`, `first_day`, `last_day`, `days_covered`, `covered_days`, `rows_used`, `rows_read`, `rows_rejected`, `trusted`, `final`, `catalogue`, `held_digests`, `metrics_digest`, `source`, `timezone`, `attribution`, `currency`, `money_metrics`) VALUES
('aurora', '2025-09', 'MONTH', '66e6af89bb9916d18e8e8c132bc2e06a', 1, '2026-11-28 03:45:29.464926', '2026-11-28 03:45:29.175081', 1, '2025-09-01', '2025-09-30', 30, 1073741823, 6, 6, 0, false, true, 'f29a99b89fb9430c637a697d0f3a455d', NULL, '62a0cbece0845fe028aaa7eff1117b3f', 'files /tmp/junit-16692111911798723777/mariadbmade/testdata/insights/**/*', 'Europe/Berlin', 'default', 'EUR', ',reservation_value,'),
('aurora', '2025-11', 'MONTH', '7a78b8c8fa5ee10255017b5a89131215', 1, '2026-11-28 03:45:29.464926', '2026-11-28 03:45:29.175081', 1, '2025-11-01', '2025-11-30', 30, 1073741823, 3, 4, 0, false, true, 'f29a99b89fb9430c637a697d0f3a455d', NULL, '62a0cbece0845fe028aaa7eff1117b3f', 'files /tmp/junit-16692111911798723777/mariadbmade/testdata/insights/**/*', 'Europe/Berlin', 'default', 'EUR', ',reservation_value,'),
('belmonte-as-stored', '2025-11', 'MONTH', '9fe6360e188521df4ead4f3277648756', 1, '2026-11-28 03:45:29.454052', '2026-11-28 03:45:29.175081', 1, '2025-11-01', '2025-11-30', 30, 1073741823, 25, 25, 0, false, true, 'f29a99b89fb9430c637a697d0f3a455d', NULL, '62a0cbece0845fe028aaa7eff1117b3f', 'files /tmp/junit-16692111911798723777/mariadbmade/testdata/insights/**/*', 'Europe/Warsaw', 'default', 'PLN', ',reservation_value,'),
('zatoka', '2025-09', 'MONTH', 'bd8746ecfa4e1fefdffac8b0b4035baa', 3, '2026-11-28 03:45:29.752197', '2026-11-28 03:45:29.528071', 3, '2025-09-01', '2025-09-30', 30, 1073741823, 4, 4, 0, true, true, 'f29a99b89fb9430c637a697d0f3a455d', '016da91d2cb21054d461fbfc1cca6ec7 5441d40937072e044bac6c40297f8259', '62a0cbece0845fe028aaa7eff1117b3f', 'files /tmp/junit-16692111911798723777/mariadbmade/testdata/insights/**/*', 'Europe/Warsaw', 'default', 'PLN', ',reservation_value,'),
('zatoka', '2025-11', 'MONTH', '3b9ce80a6315750f901a37eb459b2cf6', 1, '2026-11-28 03:45:29.453275', '2026-11-28 03:45:29.175081', 1, '2025-11-01', '2025-11-30', 30, 1073741823, 120, 128, 0, true, true, 'f29a99b89fb9430c637a697d0f3a455d', NULL, '62a0cbece0845fe028aaa7eff1117b3f', 'files /tmp/junit-16692111911798723777/mariadbmade/testdata/insights/**/*', 'Europe/Warsaw', 'default', 'PLN', ',reservation_value,');

INSERT INTO publication_history (`client_id`, `period_id`, `run_id`, `fingerprint`, `previous_fingerprint`, `published_at`, `first_day`, `last_day`, `days_covered`, `covered_days`, `rows_used`, `rows_read`, `rows_rejected`, `trusted`, `final`, `catalogue`, `event`, `metrics_digest`, `source`, `timezone`, `attribution`, `currency`, `money_metrics`) VALUES
('aurora', '2025-09', 1, '66e6af89bb9916d18e8e8c132bc2e06a', NULL, '2026-11-28 03:45:29.464926', '2025-09-01', '2025-09-30', 30, 1073741823, 6, 6, 0, false, true, 'f29a99b89fb9430c637a697d0f3a455d', NULL, '62a0cbece0845fe028aaa7eff1117b3f', 'files /tmp/junit-16692111911798723777/mariadbmade/testdata/insights/**/*', 'Europe/Berlin', 'default', 'EUR', ',reservation_value,'),
('aurora', '2025-11', 1, '7a78b8c8fa5ee10255017b5a89131215', NULL, '2026-11-28 03:45:29.464926', '2025-11-01', '2025-11-30', 30, 1073741823, 3, 4, 0, false, true, 'f29a99b89fb9430c637a697d0f3a455d', NULL, '62a0cbece0845fe028aaa7eff1117b3f', 'files /tmp/junit-16692111911798723777/mariadbmade/testdata/insights/**/*', 'Europe/Berlin', 'default', 'EUR', ',reservation_value,'),
('belmonte-as-stored', '2025-11', 1, '9fe6360e188521df4ead4f3277648756', NULL, '2026-11-28 03:45:29.454052', '2025-11-01', '2025-11-30', 30, 1073741823, 25, 25, 0, false, true, 'f29a99b89fb9430c637a697d0f3a455d', NULL, '62a0cbece0845fe028aaa7eff1117b3f', 'files /tmp/junit-16692111911798723777/mariadbmade/testdata/insights/**/*', 'Europe/Warsaw', 'default', 'PLN', ',reservation_value,'),
('zatoka', '2025-09', 1, 'bd8746ecfa4e1fefdffac8b0b4035baa', NULL, '2026-11-28 03:45:29.453275', '2025-09-01', '2025-09-30', 30, 1073741823, 4, 4, 0, true, true, 'f29a99b89fb9430c637a697d0f3a455d', NULL, '62a0cbece0845fe028aaa7eff1117b3f', 'files /tmp/junit-16692111911798723777/mariadbmade/testdata/insights/**/*', 'Europe/Warsaw', 'default', 'PLN', ',reservation_value,'),
('zatoka', '2025-09', 2, '016da91d2cb21054d461fbfc1cca6ec7', 'bd8746ecfa4e1fefdffac8b0b4035baa', '2026-11-28 03:45:29.681173', '2025-09-01', '2025-09-30', 30, 1073741823, 5, 5, 0, true, true, 'f29a99b89fb9430c637a697d0f3a455d', NULL, '62a0cbece0845fe028aaa7eff1117b3f', 'files /tmp/junit-16692111911798723777/mariadbmade/testdata/insights/**/*', 'Europe/Warsaw', 'default', 'PLN', ',reservation_value,'),
('zatoka', '2025-09', 3, 'bd8746ecfa4e1fefdffac8b0b4035baa', '016da91d2cb21054d461fbfc1cca6ec7', '2026-11-28 03:45:29.752197', '2025-09-01', '2025-09-30', 30, 1073741823, 4, 4, 0, true, true, 'f29a99b89fb9430c637a697d0f3a455d', 'ROLLED_BACK', '62a0cbece0845fe028aaa7eff1117b3f', 'files /tmp/junit-16692111911798723777/mariadbmade/testdata/insights/**/*', 'Europe/Warsaw', 'default', 'PLN', ',reservation_value,'),
('zatoka', '2025-11', 1, '3b9ce80a6315750f901a37eb459b2cf6', NULL, '2026-11-28 03:45:29.453275', '2025-11-01', '2025-11-30', 30, 1073741823, 120, 128, 0, true, true, 'f29a99b89fb9430c637a697d0f3a455d', NULL, '62a0cbece0845fe028aaa7eff1117b3f', 'files /tmp/junit-16692111911798723777/mariadbmade/testdata/insights/**/*', 'Europe/Warsaw', 'default', 'PLN', ',reservation_value,');

INSERT INTO rejected_row (`source`, `position`, `client_id`, `period_id`, `reason`, `detail`, `payload`, `run_id`) VALUES
('../testdata/insights/aurora/2025-10-odd-and-broken.jsonl', '0.actions[22]', 'aurora', '2025-10', 'ENTRY_BAD_VALUE', 'an entry of actions has a value that is empty, negative, no number or too long', '{"action_type":"lead","value":""}', 1),
('../testdata/insights/aurora/2025-10-odd-and-broken.jsonl', '0.actions[3]', 'aurora', '2025-10', 'ENTRY_NOT_AN_OBJECT', 'an entry of actions is null or no object', 'null', 1),
('../testdata/insights/aurora/2025-10-odd-and-broken.jsonl', '2781.actions[21]', 'aurora', '2025-10', 'ENTRY_WITHOUT_TYPE', 'an entry of actions has no action_type, or two', '{"value":"7"}', 1),
('../testdata/insights/aurora/2025-10-odd-and-broken.jsonl', '2781.actions[22]', 'aurora', '2025-10', 'ENTRY_BAD_VALUE', 'an entry of actions has a value that is empty, negative, no number or too long', '{"action_type":"omni_purchase","value":"-3"}', 1),
('../testdata/insights/aurora/2025-10-odd-and-broken.jsonl', '2781.actions[23]', 'aurora', '2025-10', 'ENTRY_NOT_AN_OBJECT', 'an entry of actions is null or no object', '"purchase"', 1),
('../testdata/insights/aurora/2025-10-odd-and-broken.jsonl', '5546', NULL, NULL, 'NOT_JSON', 'the line is not JSON: Unexpected end-of-input in field name', '{"account_id":"215673849506172","campaign_id":"23850000000730011","date_start":"2025-10-01","date_st', 2),
('../testdata/insights/aurora/2025-10-odd-and-broken.jsonl', '7399', NULL, NULL, 'NOT_AN_OBJECT', 'a row is a JSON object, and this is none', '"a line that is JSON and no object"', 2),
('../testdata/insights/aurora/2025-10-odd-and-broken.jsonl', '7435', NULL, NULL, 'NOT_JSON', 'the line is not JSON: Unrecognized token ''Exported'': was expecting (JSON String, Number (or ''NaN''/''+INF''/''-INF''), Array, Object or token ''null'', ''true'' or ''false'')', 'Exported 2025-11-02 06:00 by reporting@aurora.example', 2),
('../testdata/insights/aurora/2025-10-odd-and-broken.jsonl', '7489', NULL, '2025-10', 'UNKNOWN_CLIENT', 'no client of the job has this account_id', '{"account_id":"100000000000001","account_currency":"EUR","campaign_id":"23850000000730099","campaign_name":"Somebody else","date_start":"2025-10-01","date_stop":"2025-10-31","spend":"10.00","impressions":"100","clicks":"3"}', 2),
('../testdata/insights/aurora/2025-10-odd-and-broken.jsonl', '7713', 'aurora', '2025-10', 'OTHER_CURRENCY', 'account_currency is USD and not EUR, as the clients file says: correct the currency there, or the export', '{"account_id":"215673849506172","account_currency":"USD","campaign_id":"23850000000730011","campaign_name":"Aurora – City Break","ad_id":"23850000000739901","date_start":"2025-10-01","date_stop":"2025-10-31","spend":"10.00","impressions":"100","clicks":"3"}', 2),
('../testdata/insights/aurora/2025-10-odd-and-broken.jsonl', '7973', 'aurora', NULL, 'SPANS_PERIODS', 'the row reaches from 2025-09 into 2025-10', '{"account_id":"215673849506172","account_currency":"EUR","campaign_id":"23850000000730011","campaign_name":"Aurora – City Break","ad_id":"23850000000739902","date_start":"2025-09-28","date_stop":"2025-10-04","spend":"10.00","impressions":"100","clicks":"3"}', 1),
('../testdata/insights/aurora/2025-10-odd-and-broken.jsonl', '8233', 'aurora', NULL, 'BAD_DATE', 'date_start and date_stop must be days such as 2025-11-30, the first not after the last; they are 2025-10-31 and 31.10.2025', '{"account_id":"215673849506172","account_currency":"EUR","campaign_id":"23850000000730011","campaign_name":"Aurora – City Break","ad_id":"23850000000739903","date_start":"2025-10-31","date_stop":"31.10.2025","spend":"10.00","impressions":"100","clicks":"3"}', 1),
('../testdata/insights/aurora/2025-10-odd-and-broken.jsonl', '8493', 'aurora', '2025-10', 'BAD_NUMBER', 'spend is 12,50, which has a decimal comma: in a CSV write decimal: comma under insights:, in JSON export it with a point', '{"account_id":"215673849506172","account_currency":"EUR","campaign_id":"23850000000730011","campaign_name":"Aurora – City Break","ad_id":"23850000000739904","date_start":"2025-10-01","date_stop":"2025-10-31","spend":"12,50","impressions":"100","clicks":"3"}', 1),
('../testdata/insights/aurora/2025-10-odd-and-broken.jsonl', '8753', 'aurora', '2025-10', 'ACTIONS_NOT_A_LIST', 'actions is neither a list, nor null, nor JSON text of a list', '{"account_id":"215673849506172","account_currency":"EUR","campaign_id":"23850000000730011","campaign_name":"Aurora – City Break","ad_id":"23850000000739905","date_start":"2025-10-01","date_stop":"2025-10-31","spend":"12.50","impressions":"100","clicks":"3","actions":"omni_search: 4"}', 1),
('../testdata/insights/aurora/2025-10-odd-and-broken.jsonl', '9040', 'aurora', '2025-10', 'NO_CAMPAIGN', 'the row names an ad set or ad, but no campaign_id', '{"account_id":"215673849506172","account_currency":"EUR","ad_id":"23850000000739906","date_start":"2025-10-01","date_stop":"2025-10-31","spend":"12.50","impressions":"100","clicks":"3"}', 1),
('../testdata/insights/aurora/2025-10-odd-and-broken.jsonl', '9226', NULL, '2025-10', 'TWO_CLIENTS', 'account_id is of aurora, client_id names lakeside', '{"account_id":"215673849506172","account_currency":"EUR","campaign_id":"23850000000730011","campaign_name":"Aurora – City Break","client_id":"lakeside","ad_id":"23850000000739907","date_start":"2025-10-01","date_stop":"2025-10-31","spend":"12.50","impressions":"100","clicks":"3"}', 2),
('../testdata/insights/aurora/2025-10-odd-and-broken.jsonl', '9509', NULL, NULL, 'REPEATED_FIELD', 'spend stands twice in the row', '{"account_id":"215673849506172","account_currency":"EUR","campaign_id":"23850000000730011","campaign_name":"Aurora – City Break","ad_id":"23850000000739908","date_start":"2025-10-01","date_stop":"2025-10-31","spend":"12.50","spend":"13.50","impressions":"100","clicks":"3"}', 2);

INSERT INTO run (`run_id`, `job`, `started`, `heartbeat`, `moved`, `ended`, `exit_code`, `version`, `catalogue`, `counts`, `kind`, `wanted`, `reason`, `process`) VALUES
(1, 'hotel-bookings', '2026-11-28 03:45:29.175081', '2026-11-28 03:45:29.509895', '2026-11-28 03:45:29.285616', '2026-11-28 03:45:29.509895', 1, 'development', 'f29a99b89fb9430c637a697d0f3a455d', '{"rows":{"read":417,"used":158,"rejected":12,"duplicates":8,"account_totals":1,"skipped":106,"withheld":132,"rejected_entries":5},"rejected":{"ACTIONS_NOT_A_LIST":1,"BAD_DATE":1,"BAD_NUMBER":1,"ENTRY_BAD_VALUE":2,"ENTRY_NOT_AN_OBJECT":2,"ENTRY_WITHOUT_TYPE":1,"NOT_AN_OBJECT":1,"NOT_JSON":2,"NO_CAMPAIGN":1,"OTHER_CURRENCY":1,"REPEATED_FIELD":1,"SPANS_PERIODS":1,"TWO_CLIENTS":1,"UNKNOWN_CLIENT":1},"rejections":[{"reason":"ENTRY_NOT_AN_OBJECT","client":"aurora","period":"2025-10","account_id":"215673849506172","rows":2,"example":{"source":"../testdata/insights/aurora/2025-10-odd-and-broken.jsonl","position":"0.actions[3]","detail":"an entry of actions is null or no object"}},{"reason":"ENTRY_BAD_VALUE","client":"aurora","period":"2025-10","account_id":"215673849506172","rows":2,"example":{"source":"../testdata/insights/aurora/2025-10-odd-and-broken.jsonl","position":"0.actions[22]","detail":"an entry of actions has a value that is empty, negative, no number or too long"}},{"reason":"ENTRY_WITHOUT_TYPE","client":"aurora","period":"2025-10","account_id":"215673849506172","rows":1,"example":{"source":"../testdata/insights/aurora/2025-10-odd-and-broken.jsonl","position":"2781.actions[21]","detail":"an entry of actions has no action_type, or two"}},{"reason":"NOT_JSON","client":null,"period":null,"account_id":null,"rows":2,"example":{"source":"../testdata/insights/aurora/2025-10-odd-and-broken.jsonl","position":"5546","detail":"the line is not JSON: Unexpected end-of-input in field name"}},{"reason":"NOT_AN_OBJECT","client":null,"period":null,"account_id":null,"rows":1,"example":{"source":"../testdata/insights/aurora/2025-10-odd-and-broken.jsonl","position":"7399","detail":"a row is a JSON object, and this is none"}},{"reason":"UNKNOWN_CLIENT","client":null,"period":"2025-10","account_id":"100000000000001","rows":1,"example":{"source":"../testdata/insights/aurora/2025-10-odd-and-broken.jsonl","position":"7489","detail":"no client of the job has this account_id"}},{"reason":"OTHER_CURRENCY","client":"aurora","period":"2025-10","account_id":"215673849506172","rows":1,"example":{"source":"../testdata/insights/aurora/2025-10-odd-and-broken.jsonl","position":"7713","detail":"account_currency is USD and not EUR, as the clients file says: correct the currency there, or the export"}},{"reason":"SPANS_PERIODS","client":"aurora","period":null,"account_id":"215673849506172","rows":1,"example":{"source":"../testdata/insights/aurora/2025-10-odd-and-broken.jsonl","position":"7973","detail":"the row reaches from 2025-09 into 2025-10"}},{"reason":"BAD_DATE","client":"aurora","period":null,"account_id":"215673849506172","rows":1,"example":{"source":"../testdata/insights/aurora/2025-10-odd-and-broken.jsonl","position":"8233","detail":"date_start and date_stop must be days such as 2025-11-30, the first not after the last; they are 2025-10-31 and 31.10.2025"}},{"reason":"BAD_NUMBER","client":"aurora","period":"2025-10","account_id":"215673849506172","rows":1,"example":{"source":"../testdata/insights/aurora/2025-10-odd-and-broken.jsonl","position":"8493","detail":"spend is 12,50, which has a decimal comma: in a CSV write decimal: comma under insights:, in JSON export it with a point"}},{"reason":"ACTIONS_NOT_A_LIST","client":"aurora","period":"2025-10","account_id":"215673849506172","rows":1,"example":{"source":"../testdata/insights/aurora/2025-10-odd-and-broken.jsonl","position":"8753","detail":"actions is neither a list, nor null, nor JSON text of a list"}},{"reason":"NO_CAMPAIGN","client":"aurora","period":"2025-10","account_id":"215673849506172","rows":1,"example":{"source":"../testdata/insights/aurora/2025-10-odd-and-broken.jsonl","position":"9040","detail":"the row names an ad set or ad, but no campaign_id"}},{"reason":"TWO_CLIENTS","client":null,"period":"2025-10","account_id":"215673849506172","rows":1,"example":{"source":"../testdata/insights/aurora/2025-10-odd-and-broken.jsonl","position":"9226","detail":"account_id is of aurora, client_id names lakeside"}},{"reason":"REPEATED_FIELD","client":null,"period":null,"account_id":"215673849506172","rows":1,"example":{"source":"../testdata/insights/aurora/2025-10-odd-and-broken.jsonl","position":"9509","detail":"spend stands twice in the row"}}],"client_periods":{"PUBLISHED":5,"WITHHELD":2,"MISSING":2,"not_trusted":3}}', 'RUN', NULL, NULL, '9dd1bfff-e7d6-4fe0-aaa7-15ad32f81bd7/pid:[4026531836]/0 28630 8381752'),
(2, 'hotel-bookings', '2026-11-28 03:45:29.528071', '2026-11-28 03:45:29.710787', '2026-11-28 03:45:29.558987', '2026-11-28 03:45:29.710787', 0, 'development', 'f29a99b89fb9430c637a697d0f3a455d', '{"rows":{"read":418,"used":5,"rejected":7,"duplicates":0,"account_totals":0,"skipped":406,"withheld":0,"rejected_entries":0},"rejected":{"NOT_AN_OBJECT":1,"NOT_JSON":2,"OTHER_CURRENCY":1,"REPEATED_FIELD":1,"TWO_CLIENTS":1,"UNKNOWN_CLIENT":1},"rejections":[{"reason":"NOT_JSON","client":null,"period":null,"account_id":null,"rows":2,"example":{"source":"../testdata/insights/aurora/2025-10-odd-and-broken.jsonl","position":"5546","detail":"the line is not JSON: Unexpected end-of-input in field name"}},{"reason":"NOT_AN_OBJECT","client":null,"period":null,"account_id":null,"rows":1,"example":{"source":"../testdata/insights/aurora/2025-10-odd-and-broken.jsonl","position":"7399","detail":"a row is a JSON object, and this is none"}},{"reason":"UNKNOWN_CLIENT","client":null,"period":"2025-10","account_id":"100000000000001","rows":1,"example":{"source":"../testdata/insights/aurora/2025-10-odd-and-broken.jsonl","position":"7489","detail":"no client of the job has this account_id"}},{"reason":"OTHER_CURRENCY","client":"aurora","period":"2025-10","account_id":"215673849506172","rows":1,"example":{"source":"../testdata/insights/aurora/2025-10-odd-and-broken.jsonl","position":"7713","detail":"account_currency is USD and not EUR, as the clients file says: correct the currency there, or the export"}},{"reason":"TWO_CLIENTS","client":null,"period":"2025-10","account_id":"215673849506172","rows":1,"example":{"source":"../testdata/insights/aurora/2025-10-odd-and-broken.jsonl","position":"9226","detail":"account_id is of aurora, client_id names lakeside"}},{"reason":"REPEATED_FIELD","client":null,"period":null,"account_id":"215673849506172","rows":1,"example":{"source":"../testdata/insights/aurora/2025-10-odd-and-broken.jsonl","position":"9509","detail":"spend stands twice in the row"}}],"client_periods":{"PUBLISHED":1,"not_trusted":0}}', 'RUN', NULL, NULL, '9dd1bfff-e7d6-4fe0-aaa7-15ad32f81bd7/pid:[4026531836]/0 28630 8381752'),
(3, 'hotel-bookings', '2026-11-28 03:45:29.752197', '2026-11-28 03:45:29.754357', '2026-11-28 03:45:29.754357', '2026-11-28 03:45:29.761927', 0, 'development', 'f29a99b89fb9430c637a697d0f3a455d', NULL, 'ROLLBACK', NULL, NULL, NULL),
(4, 'hotel-bookings', '2026-11-28 03:45:29.774934', '2026-11-28 03:45:29.804331', '2026-11-28 03:45:29.791167', '2026-11-28 03:45:29.804331', 3, 'development', 'f29a99b89fb9430c637a697d0f3a455d', '{"clients":1,"client_periods":{"judged":1,"not_trusted":1},"refused":{}}', 'AUDIT', NULL, NULL, '9dd1bfff-e7d6-4fe0-aaa7-15ad32f81bd7/pid:[4026531836]/0 28630 8381752');

INSERT INTO run_outcome (`run_id`, `client_id`, `period_id`, `outcome`, `trusted`, `reason`, `restated`, `fingerprint`, `campaigns`, `lost`, `sample`) VALUES
(1, 'aurora', '2025-09', 'PUBLISHED', false, 'booking_step_1, booking_step_2 and 5 other metrics: No campaign row carries any actions, so the number is unknown, not 0: the export or query left them out.', NULL, '66e6af89bb9916d18e8e8c132bc2e06a', 3, NULL, 'campaign 23850000000730011 (Aurora – City Break): spend 1188.45, booking_step_1 unknown, email_contacts unknown; is_distributed: UNKNOWN, booking_step_1 is NO_DATA'),
(1, 'aurora', '2025-10', 'WITHHELD', NULL, '7 rows of it cannot be used, such as REPEATED_FIELD in ../testdata/insights/aurora/2025-10-odd-and-broken.jsonl at 9509: spend stands twice in the row (6 other reasons: TWO_CLIENTS, OTHER_CURRENCY, BAD_DATE, …; all are in rejected_insights): mend the export, or publish the rest with --accept-rejected', NULL, '', 0, NULL, NULL),
(1, 'aurora', '2025-11', 'PUBLISHED', false, 'the ad account itself reports spend of 1917.87, 290.39 more than the campaigns, impressions of 158756, 48688 more, and clicks of 2416, 716 more: export all pages, and deleted and archived campaigns too. booking_step_1: The campaigns add up to 100, the ad account itself reports 113, 13 more than the campaigns: a page of the export, a deleted or archived campaign, or what Meta reports for ads alone is missing. 3 campaigns show 3 different values from 9 to 64, as real traffic does. booking_step_2: The campaigns add up to 46, the ad account itself reports 54, 8 more than the campaigns: a page of the export, a deleted or archived campaign, or what Meta reports for ads alone is missing. 3 campaigns show 3 different values from 5 to 30, as real traffic does. booking_step_3: The campaigns add up to 25, the ad account itself reports 28, 3 more than the campaigns: a page of the export, a deleted or archived campaign, or what Meta reports for ads alone is missing. 3 campaigns show 3 different values from 1 to 17, as real traffic does. reservations: The campaigns add up to 11, the ad account itself reports 12, 1 more than the campaigns: a page of the export, a deleted or archived campaign, or what Meta reports for ads alone is missing. 3 campaigns show 3 different values from 0 to 9, as real traffic does. reservation_value: The campaigns add up to 2665.87, the ad account itself reports 2782.32, 116.45 more than the campaigns: a page of the export, a deleted or archived campaign, or what Meta reports for ads alone is missing. 3 campaigns show 3 different values from 0 to 2095.56, as real traffic does. email_contacts: The campaigns add up to 7, the ad account itself reports 10, 3 more than the campaigns: a page of the export, a deleted or archived campaign, or what Meta reports for ads alone is missing. 3 campaigns show 3 different values from 0 to 6, as real traffic does.', NULL, '7a78b8c8fa5ee10255017b5a89131215', 3, 'the ad account itself reports spend of 1917.87, 290.39 more than the campaigns, impressions of 158756, 48688 more, and clicks of 2416, 716 more: export all pages, and deleted and archived campaigns too.', 'campaign 23850000000730011 (Aurora – City Break): spend 587.98, booking_step_1 64, email_contacts 6; is_distributed: NO (GOOD)'),
(1, 'belmonte-as-stored', '2025-09', 'MISSING', NULL, 'no row of it was found', NULL, '', 0, NULL, NULL),
(1, 'belmonte-as-stored', '2025-10', 'MISSING', NULL, 'no row of it was found', NULL, '', 0, NULL, NULL),
(1, 'belmonte-as-stored', '2025-11', 'PUBLISHED', false, 'booking_step_1: All 25 campaigns show exactly 20. Real traffic of this size would do so about once in 10^25 periods; a total divided equally would. booking_step_2: All 25 campaigns show exactly 8. Real traffic of this size would do so about once in 10^20 periods; a total divided equally would. booking_step_3: All 25 campaigns show exactly 5. Real traffic of this size would do so about once in 10^17 periods; a total divided equally would. reservations: All 25 campaigns show 1 or 2. Real traffic of this size would do so about once in 257,000 periods; a total divided equally would.', NULL, '9fe6360e188521df4ead4f3277648756', 25, NULL, 'campaign 120210000000000417 (Jesień w górach – rodziny z dziećmi): spend 486.72, booking_step_1 20, email_contacts 0; is_distributed: YES, All 25 campaigns show exactly 20. Real traffic of this size would do so about once in 10^25 periods; a total divided equally would.'),
(1, 'zatoka', '2025-09', 'PUBLISHED', true, NULL, NULL, 'bd8746ecfa4e1fefdffac8b0b4035baa', 4, NULL, 'campaign 120330000000004401 (Zatoka – Łeba poza sezonem): spend 672.78, booking_step_1 0, email_contacts 0; is_distributed: UNKNOWN, booking_step_1 is ALL_ZERO'),
(1, 'zatoka', '2025-10', 'WITHHELD', NULL, 'campaign 120330000000004402 has rows on 2025-10-01 and from 2025-10-01 to 2025-10-31, which share days: which of them is right would be a guess; if the newer export is, set insights.newest to file', NULL, '', 0, NULL, NULL),
(1, 'zatoka', '2025-11', 'PUBLISHED', true, NULL, NULL, '3b9ce80a6315750f901a37eb459b2cf6', 4, NULL, 'campaign 120330000000004404 (Zatoka – Remarketing): spend 1611.3, booking_step_1 165, email_contacts 0; is_distributed: NO (GOOD)'),
(2, 'zatoka', '2025-09', 'PUBLISHED', true, NULL, 'campaigns 4 → 5, spend 3758.65 → 3775.85, impressions 363662 → 364682, clicks 5122 → 5153', '016da91d2cb21054d461fbfc1cca6ec7', 5, NULL, 'campaign 120330000000004401 (Zatoka – Łeba poza sezonem): spend 672.78, booking_step_1 0, email_contacts 0; is_distributed: UNKNOWN, booking_step_1 is ALL_ZERO'),
(3, 'zatoka', '2025-09', 'PUBLISHED', true, 'rolled back from 016da91d2cb2 to bd8746ecfa4e: campaigns 5 → 4, spend 3775.85 → 3758.65, impressions 364682 → 363662, clicks 5153 → 5122', NULL, 'bd8746ecfa4e1fefdffac8b0b4035baa', 4, NULL, NULL);

INSERT INTO variance_row (`fingerprint`, `metric`, `campaigns`, `reporting_campaigns`, `distinct_values`, `total`, `min_value`, `max_value`, `mean`, `stddev`, `verdict`, `evidence`, `allocation_key`, `p_value`, `common_divisor`, `account_total`, `reconciliation`, `trusted`, `reference_total`, `reference_reconciliation`, `equal_chance`, `spend_chance`, `impressions_chance`, `clicks_chance`, `greatest_divisor`) VALUES
('016da91d2cb21054d461fbfc1cca6ec7', 'booking_step_1', 5, 0, 1, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10, 'ALL_ZERO', 'All 5 campaigns show 0.', NULL, NULL, NULL, NULL, 'NOT_CHECKED', true, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
('016da91d2cb21054d461fbfc1cca6ec7', 'booking_step_2', 5, 0, 1, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10, 'ALL_ZERO', 'All 5 campaigns show 0.', NULL, NULL, NULL, NULL, 'NOT_CHECKED', true, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
('016da91d2cb21054d461fbfc1cca6ec7', 'booking_step_3', 5, 0, 1, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10, 'ALL_ZERO', 'All 5 campaigns show 0.', NULL, NULL, NULL, NULL, 'NOT_CHECKED', true, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
('016da91d2cb21054d461fbfc1cca6ec7', 'click_to_call', 5, 0, 1, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10, 'NEVER_SEEN', 'Of click_to_call_native_call_placed, click_to_call_call_confirm, call_confirm_grouped, phone_number_clicks, click_to_call_native_20s_call_connect none ever occurs in this client''s insights, so that it is 0.', NULL, NULL, NULL, NULL, 'NOT_CHECKED', true, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
('016da91d2cb21054d461fbfc1cca6ec7', 'email_contacts', 5, 0, 1, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10, 'ALL_ZERO', 'The catalogue lists no action type of it for this client, so that nobody counts it.', NULL, NULL, NULL, NULL, 'NOT_CHECKED', true, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
('016da91d2cb21054d461fbfc1cca6ec7', 'reservation_value', 5, 0, 1, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10, 'ALL_ZERO', 'All 5 campaigns show 0.', NULL, NULL, NULL, NULL, 'NOT_CHECKED', true, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
('016da91d2cb21054d461fbfc1cca6ec7', 'reservations', 5, 0, 1, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10, 'ALL_ZERO', 'All 5 campaigns show 0.', NULL, NULL, NULL, NULL, 'NOT_CHECKED', true, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
('3b9ce80a6315750f901a37eb459b2cf6', 'booking_step_1', 4, 4, 4, 292.0000000000, 11.0000000000, 165.0000000000, 73.0000000000, 68.0930735587, 'VARIANCE', '4 campaigns show 4 different values from 11 to 165, as real traffic does.', 'equal', 1.0, NULL, NULL, 'NOT_CHECKED', true, NULL, NULL, 1.0, 1.0, 1.0, 1.0, 1),
('3b9ce80a6315750f901a37eb459b2cf6', 'booking_step_2', 4, 4, 4, 185.0000000000, 9.0000000000, 104.0000000000, 46.2500000000, 40.7543453716, 'VARIANCE', '4 campaigns show 4 different values from 9 to 104, as real traffic does.', 'booking_step_1', 0.999852, NULL, NULL, 'NOT_CHECKED', true, NULL, NULL, 1.0, 1.0, 1.0, 1.0, 1),
('3b9ce80a6315750f901a37eb459b2cf6', 'booking_step_3', 4, 4, 4, 85.0000000000, 2.0000000000, 40.0000000000, 21.2500000000, 17.3469497799, 'VARIANCE', '4 campaigns show 4 different values from 2 to 40, as real traffic does.', 'booking_step_1', 0.936984, NULL, NULL, 'NOT_CHECKED', true, NULL, NULL, 1.0, 1.0, 1.0, 1.0, 1),
('3b9ce80a6315750f901a37eb459b2cf6', 'click_to_call', 4, 0, 1, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10, 'NEVER_SEEN', 'Of click_to_call_native_call_placed, click_to_call_call_confirm, call_confirm_grouped, phone_number_clicks, click_to_call_native_20s_call_connect none ever occurs in this client''s insights, so that it is 0.', NULL, NULL, NULL, NULL, 'NOT_CHECKED', true, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
('3b9ce80a6315750f901a37eb459b2cf6', 'email_contacts', 4, 0, 1, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10, 'ALL_ZERO', 'The catalogue lists no action type of it for this client, so that nobody counts it.', NULL, NULL, NULL, NULL, 'NOT_CHECKED', true, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
('3b9ce80a6315750f901a37eb459b2cf6', 'reservation_value', 4, 4, 4, 21695.5100000000, 1613.0900000000, 10247.6400000000, 5423.8775000000, 3599.6375952622, 'VARIANCE', '4 campaigns show 4 different values from 1613.09 to 10247.64, as real traffic does.', NULL, NULL, NULL, NULL, 'NOT_CHECKED', true, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
('3b9ce80a6315750f901a37eb459b2cf6', 'reservations', 4, 4, 4, 42.0000000000, 2.0000000000, 21.0000000000, 10.5000000000, 7.9372539332, 'VARIANCE', '4 campaigns show 4 different values from 2 to 21, as real traffic does.', 'booking_step_2', 0.37547, NULL, NULL, 'NOT_CHECKED', true, NULL, NULL, 1.0, 1.0, 1.0, 1.0, 1),
('66e6af89bb9916d18e8e8c132bc2e06a', 'booking_step_1', 3, 0, 0, NULL, NULL, NULL, NULL, NULL, 'NO_DATA', 'No campaign row carries any actions, so the number is unknown, not 0: the export or query left them out.', NULL, NULL, NULL, NULL, 'NOT_CHECKED', false, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
('66e6af89bb9916d18e8e8c132bc2e06a', 'booking_step_2', 3, 0, 0, NULL, NULL, NULL, NULL, NULL, 'NO_DATA', 'No campaign row carries any actions, so the number is unknown, not 0: the export or query left them out.', NULL, NULL, NULL, NULL, 'NOT_CHECKED', false, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
('66e6af89bb9916d18e8e8c132bc2e06a', 'booking_step_3', 3, 0, 0, NULL, NULL, NULL, NULL, NULL, 'NO_DATA', 'No campaign row carries any actions, so the number is unknown, not 0: the export or query left them out.', NULL, NULL, NULL, NULL, 'NOT_CHECKED', false, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
('66e6af89bb9916d18e8e8c132bc2e06a', 'click_to_call', 3, 0, 0, NULL, NULL, NULL, NULL, NULL, 'NO_DATA', 'No campaign row carries any actions, so the number is unknown, not 0: the export or query left them out.', NULL, NULL, NULL, NULL, 'NOT_CHECKED', false, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
('66e6af89bb9916d18e8e8c132bc2e06a', 'email_contacts', 3, 0, 0, NULL, NULL, NULL, NULL, NULL, 'NO_DATA', 'No campaign row carries any actions, so the number is unknown, not 0: the export or query left them out.', NULL, NULL, NULL, NULL, 'NOT_CHECKED', false, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
('66e6af89bb9916d18e8e8c132bc2e06a', 'reservation_value', 3, 0, 0, NULL, NULL, NULL, NULL, NULL, 'NO_DATA', 'No campaign row carries any actions, so the number is unknown, not 0: the export or query left them out.', NULL, NULL, NULL, NULL, 'NOT_CHECKED', false, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
('66e6af89bb9916d18e8e8c132bc2e06a', 'reservations', 3, 0, 0, NULL, NULL, NULL, NULL, NULL, 'NO_DATA', 'No campaign row carries any actions, so the number is unknown, not 0: the export or query left them out.', NULL, NULL, NULL, NULL, 'NOT_CHECKED', false, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
('7a78b8c8fa5ee10255017b5a89131215', 'booking_step_1', 3, 3, 3, 100.0000000000, 9.0000000000, 64.0000000000, 33.3333333333, 28.0416357107, 'VARIANCE', 'The campaigns add up to 100, the ad account itself reports 113, 13 more than the campaigns: a page of the export, a deleted or archived campaign, or what Meta reports for ads alone is missing. 3 campaigns show 3 different values from 9 to 64, as real traffic does.', 'spend', 1.0, NULL, 113.0000000000, 'LOW', false, NULL, NULL, NULL, NULL, NULL, NULL, 1),
('7a78b8c8fa5ee10255017b5a89131215', 'booking_step_2', 3, 3, 3, 46.0000000000, 5.0000000000, 30.0000000000, 15.3333333333, 13.0511813003, 'VARIANCE', 'The campaigns add up to 46, the ad account itself reports 54, 8 more than the campaigns: a page of the export, a deleted or archived campaign, or what Meta reports for ads alone is missing. 3 campaigns show 3 different values from 5 to 30, as real traffic does.', 'booking_step_1', 0.327575, NULL, 54.0000000000, 'LOW', false, NULL, NULL, NULL, NULL, NULL, NULL, 1),
('7a78b8c8fa5ee10255017b5a89131215', 'booking_step_3', 3, 3, 3, 25.0000000000, 1.0000000000, 17.0000000000, 8.3333333333, 8.0829037687, 'VARIANCE', 'The campaigns add up to 25, the ad account itself reports 28, 3 more than the campaigns: a page of the export, a deleted or archived campaign, or what Meta reports for ads alone is missing. 3 campaigns show 3 different values from 1 to 17, as real traffic does.', 'booking_step_1', 0.440718, NULL, 28.0000000000, 'LOW', false, NULL, NULL, NULL, NULL, NULL, NULL, 1),
('7a78b8c8fa5ee10255017b5a89131215', 'click_to_call', 3, 0, 1, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10, 'NEVER_SEEN', 'Of click_to_call_native_call_placed, click_to_call_call_confirm, call_confirm_grouped, phone_number_clicks, click_to_call_native_20s_call_connect none ever occurs in this client''s insights, so that it is 0.', NULL, NULL, NULL, 0E-10, 'MATCH', true, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
('7a78b8c8fa5ee10255017b5a89131215', 'email_contacts', 3, 2, 3, 7.0000000000, 0E-10, 6.0000000000, 2.3333333333, 3.2145502537, 'VARIANCE', 'The campaigns add up to 7, the ad account itself reports 10, 3 more than the campaigns: a page of the export, a deleted or archived campaign, or what Meta reports for ads alone is missing. 3 campaigns show 3 different values from 0 to 6, as real traffic does.', 'booking_step_2', 0.758225, NULL, 10.0000000000, 'LOW', false, NULL, NULL, NULL, NULL, NULL, NULL, 1),
('7a78b8c8fa5ee10255017b5a89131215', 'reservation_value', 3, 2, 3, 2665.8700000000, 0E-10, 2095.5600000000, 888.6233333333, 1083.4368749647, 'VARIANCE', 'The campaigns add up to 2665.87, the ad account itself reports 2782.32, 116.45 more than the campaigns: a page of the export, a deleted or archived campaign, or what Meta reports for ads alone is missing. 3 campaigns show 3 different values from 0 to 2095.56, as real traffic does.', NULL, NULL, NULL, 2782.3200000000, 'LOW', false, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
('7a78b8c8fa5ee10255017b5a89131215', 'reservations', 3, 2, 3, 11.0000000000, 0E-10, 9.0000000000, 3.6666666667, 4.7258156263, 'VARIANCE', 'The campaigns add up to 11, the ad account itself reports 12, 1 more than the campaigns: a page of the export, a deleted or archived campaign, or what Meta reports for ads alone is missing. 3 campaigns show 3 different values from 0 to 9, as real traffic does.', 'booking_step_1', 0.692866, NULL, 12.0000000000, 'LOW', false, NULL, NULL, NULL, NULL, NULL, NULL, 1),
('9fe6360e188521df4ead4f3277648756', 'booking_step_1', 25, 25, 1, 500.0000000000, 20.0000000000, 20.0000000000, 20.0000000000, 0E-10, 'DISTRIBUTED', 'All 25 campaigns show exactly 20. Real traffic of this size would do so about once in 10^25 periods; a total divided equally would.', 'equal', 2.90595E-25, NULL, NULL, 'NOT_CHECKED', false, NULL, NULL, 2.9059542800339337E-25, 1.0, 1.0, 1.0, 20),
('9fe6360e188521df4ead4f3277648756', 'booking_step_2', 25, 25, 1, 200.0000000000, 8.0000000000, 8.0000000000, 8.0000000000, 0E-10, 'DISTRIBUTED', 'All 25 campaigns show exactly 8. Real traffic of this size would do so about once in 10^20 periods; a total divided equally would.', 'equal', 1.48209E-20, NULL, NULL, 'NOT_CHECKED', false, NULL, NULL, 1.4820874155929637E-20, 1.0, 1.0, 1.0, 8),
('9fe6360e188521df4ead4f3277648756', 'booking_step_3', 25, 25, 1, 125.0000000000, 5.0000000000, 5.0000000000, 5.0000000000, 0E-10, 'DISTRIBUTED', 'All 25 campaigns show exactly 5. Real traffic of this size would do so about once in 10^17 periods; a total divided equally would.', 'equal', 3.57062E-18, NULL, NULL, 'NOT_CHECKED', false, NULL, NULL, 3.570619912605418E-18, 1.0, 1.0, 1.0, 5),
('9fe6360e188521df4ead4f3277648756', 'click_to_call', 25, 0, 1, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10, 'NEVER_SEEN', 'Of click_to_call_native_call_placed, click_to_call_call_confirm, call_confirm_grouped, phone_number_clicks, click_to_call_native_20s_call_connect none ever occurs in this client''s insights, so that it is 0.', NULL, NULL, NULL, NULL, 'NOT_CHECKED', true, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
('9fe6360e188521df4ead4f3277648756', 'email_contacts', 25, 0, 1, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10, 'ALL_ZERO', 'The catalogue lists no action type of it for this client, so that nobody counts it.', NULL, NULL, NULL, NULL, 'NOT_CHECKED', true, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
('9fe6360e188521df4ead4f3277648756', 'reservation_value', 25, 0, 1, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10, 'NEVER_SEEN', 'Of omni_purchase, offsite_conversion.fb_pixel_purchase, purchase none ever occurs in action_values of this client''s insights, so that it is 0.', NULL, NULL, NULL, NULL, 'NOT_CHECKED', true, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
('9fe6360e188521df4ead4f3277648756', 'reservations', 25, 25, 2, 35.0000000000, 1.0000000000, 2.0000000000, 1.4000000000, 0.5000000000, 'DISTRIBUTED', 'All 25 campaigns show 1 or 2. Real traffic of this size would do so about once in 257,000 periods; a total divided equally would.', 'equal', 3.89417E-6, NULL, NULL, 'NOT_CHECKED', false, NULL, NULL, 3.8941746294850595E-6, 1.0, 1.0, 1.0, 1),
('bd8746ecfa4e1fefdffac8b0b4035baa', 'booking_step_1', 4, 0, 1, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10, 'ALL_ZERO', 'All 4 campaigns show 0.', NULL, NULL, NULL, NULL, 'NOT_CHECKED', true, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
('bd8746ecfa4e1fefdffac8b0b4035baa', 'booking_step_2', 4, 0, 1, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10, 'ALL_ZERO', 'All 4 campaigns show 0.', NULL, NULL, NULL, NULL, 'NOT_CHECKED', true, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
('bd8746ecfa4e1fefdffac8b0b4035baa', 'booking_step_3', 4, 0, 1, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10, 'ALL_ZERO', 'All 4 campaigns show 0.', NULL, NULL, NULL, NULL, 'NOT_CHECKED', true, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
('bd8746ecfa4e1fefdffac8b0b4035baa', 'click_to_call', 4, 0, 1, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10, 'NEVER_SEEN', 'Of click_to_call_native_call_placed, click_to_call_call_confirm, call_confirm_grouped, phone_number_clicks, click_to_call_native_20s_call_connect none ever occurs in this client''s insights, so that it is 0.', NULL, NULL, NULL, NULL, 'NOT_CHECKED', true, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
('bd8746ecfa4e1fefdffac8b0b4035baa', 'email_contacts', 4, 0, 1, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10, 'ALL_ZERO', 'The catalogue lists no action type of it for this client, so that nobody counts it.', NULL, NULL, NULL, NULL, 'NOT_CHECKED', true, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
('bd8746ecfa4e1fefdffac8b0b4035baa', 'reservation_value', 4, 0, 1, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10, 'ALL_ZERO', 'All 4 campaigns show 0.', NULL, NULL, NULL, NULL, 'NOT_CHECKED', true, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
('bd8746ecfa4e1fefdffac8b0b4035baa', 'reservations', 4, 0, 1, 0E-10, 0E-10, 0E-10, 0E-10, 0E-10, 'ALL_ZERO', 'All 4 campaigns show 0.', NULL, NULL, NULL, NULL, 'NOT_CHECKED', true, NULL, NULL, NULL, NULL, NULL, NULL, NULL);

