package com.campaignconversions.verification;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.database.Sql;
import com.campaignconversions.results.CommandException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate outlives the storage, names what it is of, and is refused where it was touched. */
class CertificateTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ClientPeriod MONTH = Published.clientPeriod("lakeside", "2025-11");
  private static final ClientPeriod OTHER = Published.clientPeriod("zatoka", "2025-11");
  private static Published published;

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void publish() throws Exception {
    published = Published.of(List.of("lakeside", "zatoka"), "2025-11");
  }

  @AfterAll
  static void close() {
    published.close();
  }

  @AfterEach
  void restore() {
    published.restore();
  }

  private Path certificate() throws CommandException {
    Path file = folder.resolve("certificate.json");
    Certificate.write(
        published.database(),
        published.job(),
        List.of(MONTH, OTHER),
        published.options(),
        false,
        file,
        Instant.parse("2026-01-02T03:04:05Z"));
    return file;
  }

  private static VerificationResult against(Published where, Path file) throws CommandException {
    return CertificateCheck.of(where.database(), file, List.of(), null);
  }

  @Test
  void aStrangerFindsTheSameDigest() throws Exception {
    JsonNode json = JSON.readTree(certificate().toFile());

    for (ClientPeriod one : List.of(MONTH, OTHER)) {
      JsonNode certified = json.path("client_periods").get(one.equals(MONTH) ? 0 : 1);
      assertThat(certified.path("client").asText(), is(one.clientId()));
      assertThat(certified.path("sha256").asText(), is(recomputed(one, json.path("columns"))));
    }
    JsonNode month = json.path("client_periods").get(0);
    assertThat(month.at("/rows/read").asLong(), is(month.at("/rows/used").asLong()));
    assertThat(month.path("metrics").size(), is(published.job().metricNames().size()));
    assertThat(month.path("trusted").asBoolean(), is(true));
    assertThat(json.at("/runs/0/rows/read").asLong() > 0, is(true));
    assertThat(json.at("/sources/files").size(), is(published.files().size()));
    Path file = Path.of(published.files().get(0).resource());
    assertThat(json.at("/sources/files/0/sha256").asText(), is(sha256(Files.readAllBytes(file))));
  }

  /** By the rules of the documents alone. */
  private static String recomputed(ClientPeriod clientPeriod, JsonNode columns) {
    return published
        .database()
        .transaction(
            connection -> {
              List<String> lines = new ArrayList<>();
              lines(
                  connection, "campaign_conversions", "campaign_id", clientPeriod, columns, lines);
              lines(connection, "conversion_variance", "metric", clientPeriod, columns, lines);
              lines.sort(
                  (one, two) ->
                      Arrays.compareUnsigned(
                          one.getBytes(StandardCharsets.UTF_8),
                          two.getBytes(StandardCharsets.UTF_8)));
              return sha256(
                  lines.stream()
                      .map(line -> line + "\n")
                      .collect(Collectors.joining())
                      .getBytes(StandardCharsets.UTF_8));
            });
  }

  private static void lines(
      Connection connection,
      String view,
      String key,
      ClientPeriod clientPeriod,
      JsonNode columns,
      List<String> lines)
      throws SQLException {
    Set<String> wanted = Set.of(JSON.convertValue(columns.path(view), String[].class));
    try (var statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT * FROM %s WHERE client_id = '%s' AND period_id = '%s'"
                    .formatted(view, clientPeriod.clientId(), clientPeriod.period().id()))) {
      var described = row.getMetaData();
      while (row.next()) {
        String begin = view + "\t" + row.getString(key);
        lines.add(begin);
        for (int i = 1; i <= described.getColumnCount(); i++) {
          String name = described.getColumnLabel(i).toLowerCase(Locale.ROOT);
          if (row.getObject(i) == null || name.equals(key) || !wanted.contains(name)) {
            continue;
          }
          String value =
              switch (described.getColumnType(i)) {
                case Types.VARCHAR, Types.DATE -> row.getString(i);
                default -> {
                  BigDecimal number = new BigDecimal(row.getString(i)).stripTrailingZeros();
                  yield number.toPlainString();
                }
              };
          if (name.equals("sources")) {
            value = JSON.writeValueAsString(JSON.readValue(value, TreeMap.class));
          }
          lines.add(begin + "\t" + name + "\t" + value.replace("\\", "\\\\"));
        }
      }
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anotherDatabaseOfAnotherLayoutIsHeldAgainstIt() throws Exception {
    Path file = certificate();
    Published elsewhere = Published.of(List.of("zatoka", "lakeside"), "2025-11");
    try {
      List<String> columns =
          new ArrayList<>(
              elsewhere
                  .database()
                  .transaction(
                      connection ->
                          Sql.query(
                              connection,
                              "SELECT column_name FROM information_schema.columns WHERE LOWER(table_name)"
                                  + " = 'campaign_conversions' ORDER BY ordinal_position DESC",
                              List.of(),
                              row -> '"' + row.getString(1) + '"')));
      elsewhere.execute(
          "CREATE TABLE flat AS SELECT "
              + String.join(", ", columns)
              + " FROM campaign_conversions");
      elsewhere.execute("DROP VIEW campaign_conversions");
      elsewhere.execute(
          "CREATE VIEW campaign_conversions AS SELECT 7 AS a_later_metric, flat.* FROM flat");

      VerificationResult same = against(elsewhere, file);
      assertThat(same.clientPeriods().toString(), same.exitCode(), is(0));
      assertThat(same.clientPeriods().size(), is(2));

      elsewhere.execute("UPDATE flat SET campaign_name = 'x' WHERE client_id = 'zatoka'");
      VerificationResult different = against(elsewhere, file);
      assertThat(different.exitCode(), is(3));
      assertThat(different.clientPeriods().get(0).agrees(), is(true));
      assertThat(different.clientPeriods().get(1).reason(), containsString("It is different"));
    } finally {
      elsewhere.close();
    }
  }

  @Test
  void otherTotalsAndVerdictsAreNamed() throws Exception {
    Path file = certificate();
    published.execute(
        "UPDATE variance_row SET total = total + 1, verdict = 'COPIED' WHERE metric = 'reservations'");

    assertThat(
        against(published, file).clientPeriods().get(0).differences().stream()
            .map(one -> one.metric() + " " + one.column())
            .toList(),
        is(List.of("null sha256", "reservations total", "reservations verdict")));
  }

  @Test
  void whatIsGoneIsToldApart() throws Exception {
    Path file = certificate();
    published.execute("UPDATE publication SET fingerprint = NULL WHERE client_id = 'lakeside'");

    VerificationResult found = against(published, file);

    assertThat(found.exitCode(), is(3));
    assertThat(found.clientPeriods().get(0).reason(), containsString("gone"));
    assertThat(
        CertificateCheck.of(published.database(), file, List.of("zatoka"), null).exitCode(), is(0));
  }

  @Test
  void whatIsNoCertificateOrWasTouchedIsRefused() throws Exception {
    String text = Files.readString(certificate());
    assertThat(text, containsString("\"VARIANCE\""));

    assertRefused(text.replaceFirst("\"trusted\" : true", "\"trusted\" : false"), "seal");
    assertRefused(text.replaceFirst("\"sha256\" : \"[0-9a-f]", "\"sha256\" : \"x"), "seal");
    assertRefused(text.substring(0, text.length() / 2), "damaged");
    assertRefused(text.replace("certificate/1", "certificate/2"), "format");
    assertRefused("{}", "no certificate");
    assertRefused("[".repeat(100_000), "damaged");
    assertRefused("{\"format\":" + "1".repeat(1000) + "}", "damaged");
    CommandException none =
        assertThrows(
            CommandException.class, () -> against(published, folder.resolve("nothing.json")));
    assertThat(none.getMessage(), containsString("there is no such file"));
  }

  private void assertRefused(String text, String why) throws Exception {
    Path file = Files.writeString(folder.resolve("touched.json"), text);
    CommandException refused = assertThrows(CommandException.class, () -> against(published, file));
    assertThat(refused.getMessage(), containsString(why));
    assertThat(refused.exitCode(), is(2));
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamed() {
    CommandException refused =
        assertThrows(
            CommandException.class,
            () ->
                Certificate.write(
                    published.database(),
                    published.job(),
                    List.of(MONTH),
                    published.options(),
                    false,
                    folder.resolve("no/such/folder.json"),
                    Instant.now()));

    assertThat(refused.getMessage(), containsString("--certificate="));
    assertThat(refused.exitCode(), is(not(0)));
  }
}
