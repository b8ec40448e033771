package com.campaignconversions.publishing;

import com.campaignconversions.job.Output;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

class PublicationOnH2Test extends PublicationContract {
  @Override
  Output emptyDatabase() {
    return new Output("jdbc:h2:mem:" + UUID.randomUUID(), "sa", null, null, Output.Cache.CURRENT);
  }

  @Override
  ReadingPlan plan(Connection connection, String question) throws SQLException {
    return ReadingPlan.onH2(connection, question);
  }
}
