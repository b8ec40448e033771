package com.campaignconversions.conversions;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.variance.MetricJudgement;

/**
 * The judgement on one metric of a client period.
 *
 * @param fingerprint of the client period's whole content, the key of the version it belongs to
 */
public record MetricVariance(
    String fingerprint, ClientPeriod clientPeriod, MetricJudgement judgement)
    implements java.io.Serializable {}
