package com.campaignconversions.insights.rows;

import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.job.Job;
import com.campaignconversions.records.Heartbeat;
import java.time.Instant;

/**
 * What is read for a run, and how it is spread over workers.
 *
 * @param started when the run was
 * @param parallelism how many workers read at once
 * @param shards how many parts the clients are spread over
 * @param heartbeat of the run
 */
public record ReadPlan(
    Job job,
    WantedPeriods wanted,
    Instant started,
    int parallelism,
    int shards,
    Heartbeat heartbeat) {}
