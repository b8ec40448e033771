package com.campaignconversions.publishing;

import com.campaignconversions.job.Output;

class PublicationOnMariaDbTest extends PublicationContract {
  @Override
  Output emptyDatabase() throws Exception {
    return new Output(
        MariaDbServer.shared().emptyDatabase(), "root", null, null, Output.Cache.CURRENT);
  }

  @Override
  String document() {
    return "LONGTEXT";
  }

  @Override
  String instant() {
    return "DATETIME";
  }

  @Override
  int mostMetrics() {
    return Dialect.MYSQL.mostMetrics();
  }
}
