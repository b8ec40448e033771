package com.campaignconversions.insights.landed;

import com.campaignconversions.job.Output;
import java.io.Serializable;
import java.sql.Connection;

/** Opens connections that only read, each in a transaction of its own. */
@FunctionalInterface
public interface ConnectionSource extends Serializable {
  /**
   * Opens one.
   *
   * @param section the part of the job file that names the database, for messages
   */
  Connection open(Output database, String section);
}
