package com.campaignconversions.insights.rows;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Granularity;
import com.campaignconversions.clients.Period;
import com.campaignconversions.insights.counts.ClientSource;
import com.campaignconversions.insights.counts.DayRange;
import com.campaignconversions.insights.counts.InsightLoss;
import com.campaignconversions.insights.counts.Loss;
import com.campaignconversions.insights.counts.MistypedAccount;
import com.campaignconversions.insights.counts.PageSeen;
import com.campaignconversions.insights.counts.SourceFacts;
import com.campaignconversions.insights.rows.InsightBlock.Unreadable;
import com.campaignconversions.job.LossKind;
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

public class InsightBlockTest {
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
        new Insight.RowIds(one(IDS), one(IDS), one(IDS), one(IDS)),
        new Insight.Breakdowns(text(one(TEXTS)), text(one(TEXTS)), text(one(TEXTS))),
        day,
        last,
        one(TEXTS),
        one(TEXTS),
        one(TEXTS),
        one(TEXTS),
        one(TEXTS),
        new Insight.Delivery(
            random.nextBoolean() ? null : new BigDecimal(text(one(DECIMALS))),
            count(),
            count(),
            count()),
        random.nextBoolean(),
        new Insight.Actions(
            random.nextInt(3) == 0 ? (1L << 59) + 1 : random.nextInt(8),
            random.nextInt(8),
            series,
            amounts,
            random.nextBoolean() ? List.of() : List.of(1, 70, 3_000)),
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
    public void loss(Loss loss) {
      items.add(loss);
    }

    @Override
    public void sighting(ClientSource sighting) {
      items.add(sighting);
    }

    @Override
    public void source(SourceFacts facts) {
      items.add(facts);
    }

    @Override
    public void stranger(MistypedAccount stranger) {
      items.add(stranger);
    }

    @Override
    public void page(PageSeen page) {
      items.add(page);
    }

    @Override
    public void emptyPage(int behindFile) {
      items.add("empty page behind " + behindFile);
    }

    @Override
    public void unreadable(Unreadable source) {
      items.add(source);
    }

    @Override
    public void unfinished(ClientPeriod clientPeriod, String reason) {
      items.add("unfinished " + clientPeriod + " " + reason);
    }
  }

  public static List<Object> heard(byte[] block, Granularity granularity) {
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
    LocalDate first = LocalDate.of(2025, 11, 1);
    Insight row = insight(Granularity.MONTH);
    Loss loss =
        new Loss(LossKind.BAD_DATE, true, "belmonte", 3, null, first, null, 70_000, "a.jsonl at 1");
    ClientSource sighting =
        new ClientSource(
            "belmonte",
            300,
            List.of(first),
            first,
            1_766_203_200_123L,
            List.of(0, 300),
            List.of("leads"),
            List.of(new DayRange(first, first.plusDays(3))),
            List.of());
    SourceFacts facts = new SourceFacts(3, "żółć", 5, 7, -1, true, List.of(first), null);
    MistypedAccount stranger = new MistypedAccount("belmonte", "12", "21", "a.jsonl at 1");
    PageSeen page =
        new PageSeen(
            "belmonte", 3, "/in", 5, 0, true, true, "MAZDZD", List.of(first), List.of("12/1"));
    Unreadable unreadable = new Unreadable("a.jsonl: denied", List.of());
    InsightBlock.Writer writer = new InsightBlock.Writer();
    writer.loss(loss);
    writer.sighting(sighting);
    writer.row(row);
    writer.source(facts);
    writer.stranger(stranger);
    writer.page(page);
    writer.emptyPage(70_000);
    writer.unreadable(unreadable);
    writer.unfinished(november, "the token is not valid");

    assertThat(
        heard(writer.take(), Granularity.MONTH),
        contains(
            loss,
            sighting,
            row,
            facts,
            stranger,
            page,
            "empty page behind 70000",
            unreadable,
            "unfinished belmonte 2025-11 the token is not valid"));
  }

  @Test
  void beginsANewBlockWhereOneWasTaken() {
    InsightBlock.Writer writer = new InsightBlock.Writer();
    Unreadable one = new Unreadable("one", List.of());
    writer.unreadable(one);
    writer.take();
    assertThat(writer.size(), is(0));
    writer.unreadable(one);

    assertThat(heard(writer.take(), Granularity.DAY), contains(one));
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
              new Insight.RowIds("438600948208231", "1202331164089902" + i, null, null),
              new Insight.Breakdowns("", "", ""),
              LocalDate.of(2025, 11, 1),
              LocalDate.of(2025, 11, 30),
              "A campaign's name " + i,
              "PLN",
              "7d_click_1d_view",
              null,
              null,
              new Insight.Delivery(
                  new BigDecimal(BigInteger.valueOf(random.nextInt(300_000)), 2),
                  54620L,
                  1223L,
                  null),
              false,
              new Insight.Actions(7, 7, series, amounts, List.of()),
              false,
              InsightLoss.NONE));
    }
    assertThat(writer.size() / 100, is(lessThan(130)));
  }
}
