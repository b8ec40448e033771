package com.campaignconversions.publishing;

import com.campaignconversions.job.Output;
import java.util.UUID;

class PublicationOnH2Test extends PublicationContract {
  @Override
  Output emptyDatabase() {
    return new Output("jdbc:h2:mem:" + UUID.randomUUID(), "sa", null, null, Output.Cache.CURRENT);
  }
}
