package com.campaignconversions.publishing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

@EnabledIfSystemProperty(named = "publication.servers", matches = "all")
class PublicationOnPostgreSql18Test extends PublicationOnPostgreSqlTest {
  @Override
  EmbeddedPostgres.Builder builder() {
    return version(18);
  }
}
