package com.campaignconversions.publishing;

import com.campaignconversions.job.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;

class PublicationOnH2FileTest extends PublicationContract {
  @Override
  Output emptyDatabase() throws IOException {
    return new Output(
        "jdbc:h2:file:" + Files.createTempDirectory("publication").resolve("conversions"),
        "sa",
        null,
        null,
        Output.Cache.CURRENT);
  }

  @Override
  ReadingPlan plan(Connection connection, String question) throws SQLException {
    return ReadingPlan.onH2(connection, question);
  }
}
