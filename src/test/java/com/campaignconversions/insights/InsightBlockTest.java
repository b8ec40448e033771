package com.campaignconversions.insights;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Granularity;
import com.campaignconversions.clients.Period;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InsightBlockTest {
  private static final String[] IDS = {
    null,
    "0",
    "1",
    "01",
    "-1",
    "120233116408990285",
    "999999999999999999",
    "1000000000000000000",
    "",
    "abc",
    "١٢"
  };
  private static final String[] TEXTS = {
    null, "", "a", "Weekend we dwoje 🍷", "x".repeat(300), "12"
  };
  private static final String[] DECIMALS = {
    "0",
    "0.01",
    "20",
    "1127.56",
    "9223372036854775807",
    "9223372036854775808",
    "0.0000000001",
    "9999999999999999999999999999.9999999999"
  };

  private final Random random = new Random(2);

  private @Nullable String one(@Nullable String[] of) {
    return of[random.nextInt(of.length)];
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  private @Nullable Long count() {
    return switch (random.nextInt(4)) {
      case 0 -> null;
      case 1 -> 0L;
      case 2 -> Long.MAX_VALUE;
      default -> Long.valueOf(random.nextInt(100_000));
    };
  }

  private Insight insight(Granularity granularity) {
    LocalDate day =
        LocalDate.of(1960 + random.nextInt(100), 1 + random.nextInt(12), 1 + random.nextInt(28));
    Period period = Period.containing(granularity, day);
    LocalDate last =
        day.plusDays(random.nextInt((int) (period.end().toEpochDay() - day.toEpochDay()) + 1));
    List<Integer> series = new ArrayList<>();
    List<BigDecimal> amounts = new ArrayList<>();
    for (int i = random.nextInt(5), at = 0; i > 0; i--) {
      at += 1 + random.nextInt(200);
      series.add(at);
      amounts.add(new BigDecimal(text(one(DECIMALS))));
    }
    return new Insight(
        new ClientPeriod("client " + random.nextInt(4), period),
        random.nextInt(3) * 70_000,
        one(IDS),
        one(IDS),
        one(IDS),
        one(IDS),
        text(one(TEXTS)),
        text(one(TEXTS)),
        text(one(TEXTS)),
        day,
        last,
        one(TEXTS),
        one(TEXTS),
        one(TEXTS),
        one(TEXTS),
        random.nextBoolean() ? null : new BigDecimal(text(one(DECIMALS))),
        count(),
        count(),
        random.nextBoolean(),
        random.nextInt(3) == 0 ? (1L << 59) + 1 : random.nextInt(8),
        random.nextInt(8),
        series,
        amounts,
        random.nextBoolean() ? List.of() : List.of(1, 70, 3_000),
        random.nextInt(5) == 0,
        random.nextBoolean() ? InsightLoss.NONE : loss());
  }

  private InsightLoss loss() {
    return new InsightLoss(
        random.nextInt(3) == 0 ? 1L << 59 : random.nextInt(8),
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextBoolean() ? List.of() : List.of(0, 500));
  }

  /** Writes down what a block tells. */
  private static final class Heard implements InsightBlock.Reader {
    final List<Object> items = new ArrayList<>();

    @Override
    public void row(Insight insight) {
      items.add(insight);
    }

    @Override
    public void rejected(ClientPeriod clientPeriod, int file) {
      items.add("rejected " + clientPeriod + " " + file);
    }

    @Override
    public void sighted(ClientPeriod clientPeriod, int file) {
      items.add("sighted " + clientPeriod + " " + file);
    }

    @Override
    public void brokenFile(int file, String reason) {
      items.add("broken " + file + " " + reason);
    }

    @Override
    public void unreadableFile(String reason) {
      items.add("unreadable " + reason);
    }

    @Override
    public void unfinished(ClientPeriod clientPeriod, String reason) {
      items.add("unfinished " + clientPeriod + " " + reason);
    }
  }

  private static List<Object> heard(byte[] block, Granularity granularity) {
    Heard heard = new Heard();
    InsightBlock.read(block, granularity, heard);
    return heard.items;
  }

  @ParameterizedTest
  @EnumSource
  void bringsBackEveryRow(Granularity granularity) {
    for (int i = 0; i < 200; i++) {
      InsightBlock.Writer writer = new InsightBlock.Writer();
      List<Object> rows = new ArrayList<>();
      for (int left = random.nextInt(20); left >= 0; left--) {
        Insight row = insight(granularity);
        rows.add(row);
        writer.row(row);
      }
      assertThat(heard(writer.take(), granularity), is(rows));
    }
  }

  @Test
  void bringsBackEverythingElseInItsOrder() {
    ClientPeriod november = new ClientPeriod("belmonte", Period.parse("2025-11"));
    InsightBlock.Writer writer = new InsightBlock.Writer();
    Insight row = insight(Granularity.MONTH);
    writer.rejected(november, 3);
    writer.brokenFile(1, "belmonte");
    writer.row(row);
    writer.sighted(november, 300);
    writer.unreadableFile("żółć");
    writer.unfinished(november, "the token is not valid");

    assertThat(
        heard(writer.take(), Granularity.MONTH),
        contains(
            "rejected belmonte 2025-11 3",
            "broken 1 belmonte",
            row,
            "sighted belmonte 2025-11 300",
            "unreadable żółć",
            "unfinished belmonte 2025-11 the token is not valid"));
  }

  @Test
  void beginsANewBlockWhereOneWasTaken() {
    InsightBlock.Writer writer = new InsightBlock.Writer();
    writer.unreadableFile("one");
    writer.take();
    assertThat(writer.size(), is(0));
    writer.unreadableFile("one");

    assertThat(heard(writer.take(), Granularity.DAY), contains("unreadable one"));
  }

  @Test
  void takesAboutAHundredBytesForAMonthlyRow() {
    InsightBlock.Writer writer = new InsightBlock.Writer();
    for (int i = 0; i < 100; i++) {
      List<Integer> series = new ArrayList<>();
      List<BigDecimal> amounts = new ArrayList<>();
      for (int s = 0; s < 15; s++) {
        series.add(s);
        amounts.add(BigDecimal.valueOf(random.nextInt(3000)));
      }
      writer.row(
          new Insight(
              new ClientPeriod("belmonte", Period.parse("2025-11")),
              3,
              "438600948208231",
              "1202331164089902" + i,
              null,
              null,
              "",
              "",
              "",
              LocalDate.of(2025, 11, 1),
              LocalDate.of(2025, 11, 30),
              "A campaign's name " + i,
              "PLN",
              "7d_click_1d_view",
              null,
              new BigDecimal(BigInteger.valueOf(random.nextInt(300_000)), 2),
              54620L,
              1223L,
              false,
              7,
              7,
              series,
              amounts,
              List.of(),
              false,
              InsightLoss.NONE));
    }
    assertThat(writer.size() / 100, is(lessThan(130)));
  }
}
