package com.campaignconversions.commandline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers of a run beside what a shop, an invoice or Ads Manager says. */
class ReferenceTest {
  private final Path folder;
  private final OldSystem database;

  ReferenceTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.database = OldSystem.in(folder, "jdbc:h2:file:" + folder.resolve("conversions"), "sa");
    Files.writeString(
        folder.resolve("insights.jsonl"), row("7", "Summer", 40) + row("8", "Winter", 60));
  }

  private static String row(String campaign, String name, int leads) {
    return "{\"account_id\":\"1\",\"campaign_id\":\"%s\",\"campaign_name\":\"%s\",\"date_start\":\"2025-09-01\",\"date_stop\":\"2025-09-30\",\"spend\":\"100.25\",\"actions\":[{\"action_type\":\"lead\",\"value\":\"%d\"}]}\n"
        .formatted(campaign, name, leads);
  }

  private String job(String reference) throws IOException {
    Path job = folder.resolve("job.yaml");
    Files.writeString(
        job,
        """
        job: with-reference
        granularity: month
        insights: {files: insights.jsonl}
        clients: [{id: belmonte, name: Belmonte Hotel, account_id: '1'}]
        metrics: {leads: {first_of: [lead]}}
        output: {jdbc_url: 'jdbc:h2:file:./conversions', username: sa}
        reference: %s
        """
            .formatted(reference));
    return job.toString();
  }

  private Answer run(String reference) throws IOException {
    return Answer.to("run", job(reference), "--period=2025-09", "--output=json");
  }

  private List<String> found() throws SQLException {
    return database.rows(
        "SELECT reference_total, reference_reconciliation FROM conversion_variance");
  }

  private void shop(String rows) throws IOException {
    Files.writeString(folder.resolve("shop.csv"), rows);
  }

  @Test
  void aShopWithFewerOrdersMakesTheNumberHigh() throws Exception {
    shop(
        "client,period,campaign,metric,value\nbelmonte,2025-09,7,leads,20\nbelmonte,2025-09-05,Winter,leads,30\n");

    Answer answer = run("{files: shop.csv}");

    assertThat(answer.exitCode(), is(3));
    assertThat(found(), contains("50.0000000000 HIGH"));
    assertThat(answer.out(), containsString("\"reference_reconciliation\" : \"HIGH\""));
    assertThat(
        database.rows("SELECT evidence FROM conversion_variance").get(0),
        startsWith(
            "The campaigns add up to 100 and the reference to 50, 50 more: everything was counted 2 times, or the reference lacks some. By campaign: \"Winter\" (8) has 60 here and 30 there, \"Summer\" (7) has 40 here and 20 there."));
  }

  @Test
  void whatAgreesIsAMatchAndAnotherSpreadIsNot() throws Exception {
    shop("month;orders;utm\n2025-09;40;Summer\n2025-09;60;Winter\n2025-10;3;Summer\n");
    String wide =
        "{files: shop.csv, columns: {period: month, campaign: utm}, metrics: {orders: leads}}";

    assertThat(run(wide).exitCode(), is(0));
    assertThat(found(), contains("100.0000000000 MATCH"));

    shop("month;orders;utm\n2025-09;90;Summer\n2025-09;10;Winter\n");
    assertThat(run(wide).exitCode(), is(3));
    assertThat(found(), contains("100.0000000000 CAMPAIGNS_DIFFER"));
  }

  @Test
  void adsManagersOwnExportIsReadInGerman() throws Exception {
    Files.writeString(
        folder.resolve("export.csv"),
        """
        Berichtsbeginn,Berichtsende,Kampagnenname,Kampagnen-ID,Ergebnisse,Ausgegebener Betrag (EUR)
        2025-09-01,2025-09-30,,,100,"200,50"
        2025-09-01,2025-09-30,Summer,7,40,"100,25"
        2025-09-01,2025-09-30,Winter,8,60,"100,25"
        """);

    Answer answer = run("{files: 'export.csv', preset: ads_manager, metrics: {Results: leads}}");

    assertThat(answer.out(), answer.exitCode(), is(0));
    assertThat(found(), contains("100.0000000000 MATCH"));
  }

  /** What silently compared nothing looked like a reference that agrees. */
  @Test
  void aColumnThatIsNamedAndNotThereIsNoAgreement() throws Exception {
    shop("month;orders;utm\n2025-09;40;Summer\n2025-09;60;Winter\n");

    Answer answer =
        run(
            "{files: shop.csv, columns: {period: month, campaign: utm_x}, metrics: {orders: leads}}");

    assertThat(answer.exitCode(), is(3));
    assertThat(
        answer.out(),
        containsString(
            "reference.files: no row has a value in the column utm_x; the columns are month, orders, utm"));
  }

  @Test
  void rowsOfWhichNoneCanBeUsedAreNoAgreement() throws Exception {
    shop("client,period,metric,value\nbelmonte,01.09.2025,leads,20\n");

    Answer answer = run("{files: shop.csv}");

    assertThat(answer.exitCode(), is(3));
    assertThat(
        answer.out(),
        containsString(
            "none of its 1 row could be used: rows whose period is neither a month nor a day in"
                + " one, such as 2026-09 or 2026-09-01"));
    assertThat(
        Answer.to("check", job("{files: shop.csv}")).out(),
        containsString("DOUBTFUL the reference could not be compared"));
  }

  @Test
  void whereTheReferenceHasNothingOfAPeriodItIsTold() throws Exception {
    shop("client,period,metric,value\nbelmonte,2025-08,leads,20\n");

    Answer answer = run("{files: shop.csv}");

    assertThat(answer.exitCode(), is(0));
    assertThat(
        answer.out(),
        containsString("the reference has nothing of it, so that nothing was compared"));
    // A file that is named by its period, and is not there.
    assertThat(
        run("{files: 'shop-{period}.csv'}").out(),
        containsString("the reference has nothing of it, so that nothing was compared"));
  }

  /** 22:30 in London is past midnight in Warsaw, wherever this machine stands. */
  @Test
  void timesWithAZoneAreDaysOfTheClient() throws Exception {
    shop(
        """
        client,period,metric,value
        belmonte,2025-08-31T22:30:00Z,leads,70
        belmonte,2025-09-30T23:59:59+02:00,leads,30
        belmonte,2025-09-30T22:30:00Z,leads,500
        """);
    String reference = "{files: shop.csv}";
    Path job = Path.of(job(reference));
    Files.writeString(
        job,
        Files.readString(job)
            .replace("account_id: '1'}", "account_id: '1', timezone: Europe/Warsaw}"));

    Answer answer = Answer.to("run", job.toString(), "--period=2025-09");

    assertThat(answer.err(), answer.exitCode(), is(0));
    assertThat(found(), contains("100.0000000000 MATCH"));
    database.with(
        "CREATE TABLE orders (at TIMESTAMP WITH TIME ZONE, leads INT)",
        "INSERT INTO orders VALUES (TIMESTAMP WITH TIME ZONE '2025-08-31 22:30:00+00', 100),"
            + " (TIMESTAMP WITH TIME ZONE '2025-09-30 22:30:00+00', 7)");
    Files.writeString(
        job,
        Files.readString(job)
            .replace(
                reference,
                "{query: 'SELECT at AS period, leads FROM orders', metrics: {leads: leads}}"));
    assertThat(Answer.to("run", job.toString(), "--period=2025-09").exitCode(), is(0));
    assertThat(found(), contains("100.0000000000 MATCH"));
  }

  @Test
  void anInvoiceOverOtherSpendIsTold() throws Exception {
    database.with(
        "CREATE TABLE invoices (client VARCHAR(20), period DATE, amount NUMERIC(10, 2))",
        "INSERT INTO invoices VALUES ('1', DATE '2025-09-30', 150.5)");

    Answer answer =
        run("{query: 'SELECT client, period, amount FROM invoices', metrics: {amount: spend}}");

    assertThat(answer.exitCode(), is(3));
    assertThat(
        answer.out(),
        containsString(
            "spend: The campaigns add up to 200.5 and the reference to 150.5, 50 more: something was counted more than once"));
    assertThat(found(), contains("null null"));
  }

  @Test
  void aReferenceThatCannotBeReadLosesNoNumber() throws Exception {
    Answer answer = run("{query: SELECT nothing FROM nowhere}");

    assertThat(answer.exitCode(), is(3));
    assertThat(
        answer.out(),
        containsString(
            "it could not be compared with the reference, which cannot be read (reference.query: the database refuses it:"));
    assertThat(
        database.rows("SELECT leads FROM campaign_conversions ORDER BY leads"),
        contains("40.0000000000", "60.0000000000"));
    assertThat(
        Answer.to("check", job("{files: none.csv}")).out(), containsString("no file matches"));
  }

  @Test
  void checkTellsWhatOfTheReferenceIsLeftOut() throws Exception {
    shop(
        "client,period,metric,value\nBelmonte Hotel,2025-09,leads,1\nlakeside,2025-09,leads,2\nbelmonte,2025-09,orders,2\nbelmonte,2025-W40,leads,2\nbelmonte,2025-09,leads,many\n");

    Answer answer = Answer.to("check", job("{files: shop.csv}"));

    assertThat(answer.out(), containsString("1 client period"));
    assertThat(answer.out(), containsString("clients that the job does not have (lakeside)"));
    assertThat(answer.out(), containsString("metrics that the catalogue does not have (orders)"));
    assertThat(answer.out(), containsString("neither a month nor a day in one"));
    assertThat(answer.out(), containsString("values that are no number"));
    assertThat(run("{files: shop.csv}").out(), not(containsString("\"MATCH\"")));
    assertThat(found(), contains("1.0000000000 NOT_CHECKED"));
  }
}
