package com.campaignconversions.publishing;

import com.campaignconversions.job.Output;
import java.io.Serializable;
import java.util.List;

/** The database of a job: a handle that travels, with the name of its secret and no connection. */
public record Database(Output output, List<String> metricNames) implements Serializable {}
