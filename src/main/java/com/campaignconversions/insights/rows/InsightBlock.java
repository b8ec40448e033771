package com.campaignconversions.insights.rows;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Granularity;
import com.campaignconversions.clients.Period;
import com.campaignconversions.insights.counts.ClientSource;
import com.campaignconversions.insights.counts.InsightLoss;
import com.campaignconversions.insights.counts.Loss;
import com.campaignconversions.insights.counts.MistypedAccount;
import com.campaignconversions.insights.counts.PageSeen;
import com.campaignconversions.insights.counts.SourceFacts;
import com.campaignconversions.insights.rows.Insight.Breakdowns;
import com.campaignconversions.records.CompressedBytes;
import com.campaignconversions.records.RecordCoder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.jspecify.annotations.Nullable;

/**
 * What was read for some client periods, packed: the one thing that travels from reading to
 * extraction.
 *
 * <p>A monthly row takes less than a hundred bytes, because texts stand once in a block, numbers
 * are as long as they need, and only action types that somebody counts are there. On DirectRunner
 * all blocks of a run are in memory at once.
 */
public final class InsightBlock {
  private static final int ROW = 0;
  private static final int UNFINISHED = 1;
  private static final int LOSS = 2;
  private static final int SIGHTING = 3;
  private static final int SOURCE = 4;
  private static final int STRANGER = 5;
  private static final int ROW_OF_THE_SAME = 6;

  /** Of the row behind it: what few rows have. */
  private static final int UNUSUAL = 7;

  private static final int PAGE = 8;
  private static final int EMPTY_PAGE = 9;
  private static final int UNREADABLE = 10;

  private static final RecordCoder<Loss> LOSSES = RecordCoder.of(Loss.class);
  private static final RecordCoder<ClientSource> SIGHTINGS = RecordCoder.of(ClientSource.class);
  private static final RecordCoder<SourceFacts> SOURCES = RecordCoder.of(SourceFacts.class);
  private static final RecordCoder<MistypedAccount> STRANGERS =
      RecordCoder.of(MistypedAccount.class);
  private static final RecordCoder<PageSeen> PAGES = RecordCoder.of(PageSeen.class);
  private static final RecordCoder<Unreadable> UNREADABLES = RecordCoder.of(Unreadable.class);

  private static final int DIGITS_OF_LONG = 18;

  private InsightBlock() {}

  /**
   * Encodes a block with its length in front. Beam's own coder, which reads to the end of what it
   * is given, copies a block four times on the way, and DirectRunner decodes each several times.
   */
  static final class BlockCoder extends CustomCoder<byte[]> {
    private static final long serialVersionUID = 1;

    @Override
    public void encode(byte[] block, OutputStream out) throws IOException {
      VarIntCoder.of().encode(block.length, out);
      out.write(block);
    }

    @Override
    public byte[] decode(InputStream in) throws IOException {
      byte[] block = new byte[VarIntCoder.of().decode(in)];
      if (in.readNBytes(block, 0, block.length) < block.length) {
        throw new EOFException("a block ends early");
      }
      return block;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof BlockCoder;
    }

    @Override
    public int hashCode() {
      return BlockCoder.class.hashCode();
    }
  }

  /** What a block tells, item by item. */
  public interface Reader {
    /** A row to be used. */
    void row(Insight insight);

    /** Something was lost. */
    void loss(Loss loss);

    /** What a source shows of a client. */
    void sighting(ClientSource sighting);

    /** What is known of a source as a whole. */
    void source(SourceFacts facts);

    /** An ad account of nobody that is like one of a client. */
    void stranger(MistypedAccount stranger);

    /** A page that says that more follows, or that may be the end of others. */
    void page(PageSeen page);

    /** A file begins with a page without rows. */
    void emptyPage(int behindFile);

    /** A source could not be read at all: it may hold rows of any client. */
    void unreadable(Unreadable source);

    /** A client period was asked for, and not all of it came. */
    void unfinished(ClientPeriod clientPeriod, String reason);
  }

  /**
   * A source that could not be read at all.
   *
   * @param onlyPeriods the first days of the only periods that it may hold rows of; empty for any
   */
  public record Unreadable(String reason, List<LocalDate> onlyPeriods) {}

  /** What rows that follow each other have in common most often; it is told once. */
  private record Shared(
      ClientPeriod clientPeriod,
      int file,
      @Nullable String accountId,
      @Nullable String adSetId,
      @Nullable String adId,
      Breakdowns breakdowns,
      @Nullable String currency,
      @Nullable String attributionSetting,
      @Nullable String optimizationGoal,
      @Nullable String newest,
      boolean chargedPerResult,
      long arraysPresent,
      long windowsPresent) {

    static Shared of(Insight row) {
      return new Shared(
          row.clientPeriod(),
          row.file(),
          row.ids().accountId(),
          row.ids().adSetId(),
          row.ids().adId(),
          row.breakdowns(),
          row.currency(),
          row.attributionSetting(),
          row.optimizationGoal(),
          row.newest(),
          row.chargedPerResult(),
          row.actions().arraysPresent(),
          row.actions().windowsPresent());
    }
  }

  /** What few rows have; it stands before them. */
  private record Unusual(
      List<Integer> seriesWithoutAmount, boolean deleted, InsightLoss loss, @Nullable Long reach) {
    static final Unusual NOTHING = new Unusual(List.of(), false, InsightLoss.NONE, null);

    boolean isNothing() {
      return seriesWithoutAmount.isEmpty() && !deleted && loss.isNone() && reach == null;
    }

    static Unusual of(Insight row) {
      return new Unusual(
          row.actions().seriesWithoutAmount(), row.deleted(), row.loss(), row.delivery().reach());
    }
  }

  /** Packs items into a block. */
  static final class Writer {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Map<String, Integer> texts = new HashMap<>();
    private @Nullable Shared last;

    int size() {
      return out.size();
    }

    /** The block; the writer begins a new one. */
    byte[] take() {
      byte[] block = CompressedBytes.of(out);
      out.reset();
      texts.clear();
      last = null;
      return block;
    }

    void row(Insight row) {
      unusual(Unusual.of(row));
      Shared shared = Shared.of(row);
      if (shared.equals(last)) {
        out.write(ROW_OF_THE_SAME);
      } else {
        shared(shared);
        last = shared;
      }
      id(row.ids().campaignId());
      number(row.firstDay().toEpochDay() - row.clientPeriod().period().start().toEpochDay());
      number(row.lastDay().toEpochDay() - row.firstDay().toEpochDay());
      text(row.campaignName());
      decimalOrNull(row.delivery().spend());
      numberOrNull(row.delivery().impressions());
      numberOrNull(row.delivery().clicks());
      amounts(row);
    }

    private void shared(Shared row) {
      position(ROW, row.clientPeriod(), row.file());
      id(row.accountId());
      id(row.adSetId());
      id(row.adId());
      text(row.breakdowns().fields());
      text(row.breakdowns().values());
      text(row.breakdowns().others());
      text(row.currency());
      text(row.attributionSetting());
      text(row.optimizationGoal());
      text(row.newest());
      out.write(row.chargedPerResult() ? 1 : 0);
      number(row.arraysPresent());
      number(row.windowsPresent());
    }

    private void unusual(Unusual unusual) {
      if (unusual.isNothing()) {
        return;
      }
      InsightLoss loss = unusual.loss();
      out.write(UNUSUAL);
      out.write(
          (unusual.deleted() ? 1 : 0)
              | (loss.spend() ? 2 : 0)
              | (loss.impressions() ? 4 : 0)
              | (loss.clicks() ? 8 : 0)
              | (loss.actionsHidden() ? 16 : 0)
              | (unusual.reach() == null ? 0 : 32));
      number(loss.arrays());
      numbers(loss.series());
      numbers(unusual.seriesWithoutAmount());
      if (unusual.reach() != null) {
        number(unusual.reach());
      }
    }

    private void numbers(List<Integer> values) {
      number(values.size());
      values.forEach(this::number);
    }

    /** By series: how far behind the one before, and whether the amount is a short whole number. */
    private void amounts(Insight row) {
      int count = row.actions().series().size();
      number(count);
      int before = 0;
      for (int i = 0; i < count; i++) {
        int series = row.actions().series().get(i);
        BigDecimal amount = row.actions().amounts().get(i);
        boolean isWhole = amount.scale() == 0 && amount.precision() <= DIGITS_OF_LONG;
        number((series - before) * 2L + (isWhole ? 1 : 0));
        if (isWhole) {
          number(amount.longValue());
        } else {
          decimal(amount);
        }
        before = series;
      }
    }

    void loss(Loss loss) {
      record(LOSS, LOSSES, loss);
    }

    void sighting(ClientSource sighting) {
      record(SIGHTING, SIGHTINGS, sighting);
    }

    void source(SourceFacts facts) {
      record(SOURCE, SOURCES, facts);
    }

    void stranger(MistypedAccount stranger) {
      record(STRANGER, STRANGERS, stranger);
    }

    void page(PageSeen page) {
      record(PAGE, PAGES, page);
    }

    void emptyPage(int behindFile) {
      out.write(EMPTY_PAGE);
      number(behindFile);
    }

    void unreadable(Unreadable source) {
      record(UNREADABLE, UNREADABLES, source);
    }

    private <T extends Record> void record(int kind, RecordCoder<T> coder, T value) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try {
        coder.encode(value, bytes);
      } catch (IOException e) {
        throw new UncheckedIOException("writing into memory failed", e);
      }
      out.write(kind);
      number(bytes.size());
      out.writeBytes(bytes.toByteArray());
    }

    void unfinished(ClientPeriod clientPeriod, String reason) {
      position(UNFINISHED, clientPeriod, 0);
      text(reason);
    }

    private void position(int kind, ClientPeriod clientPeriod, int file) {
      out.write(kind);
      text(clientPeriod.clientId());
      number(clientPeriod.period().start().toEpochDay());
      number(file);
    }

    /** Unsigned, seven bits a byte. */
    private void number(long value) {
      long rest = value;
      while ((rest & ~0x7FL) != 0) {
        out.write((int) ((rest & 0x7F) | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
    }

    private void numberOrNull(@Nullable Long value) {
      out.write(value == null ? 0 : 1);
      if (value != null) {
        number(value);
      }
    }

    /** Scale, and the digits: as a number where they fit, else as bytes behind their count. */
    private void decimal(BigDecimal value) {
      if (value.precision() <= DIGITS_OF_LONG) {
        number(value.scale() * 2L);
        // The unscaled value would be made a BigInteger first.
        number(value.scaleByPowerOfTen(value.scale()).longValue());
      } else {
        number(value.scale() * 2L + 1);
        byte[] bytes = value.unscaledValue().toByteArray();
        number(bytes.length);
        out.writeBytes(bytes);
      }
    }

    private void decimalOrNull(@Nullable BigDecimal value) {
      out.write(value == null ? 0 : 1);
      if (value != null) {
        decimal(value);
      }
    }

    /** 0 for null, 1 before a text that is new to the block, else where it stood, from 2 on. */
    private void text(@Nullable String text) {
      if (text == null) {
        out.write(0);
        return;
      }
      Integer known = texts.putIfAbsent(text, texts.size());
      if (known != null) {
        number(known + 2L);
        return;
      }
      out.write(1);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      number(bytes.length);
      out.writeBytes(bytes);
    }

    /**
     * As a number where the text is its plain digits: 0 for null, 1 before text, 2 before digits.
     */
    private void id(@Nullable String id) {
      if (id != null && isNumber(id)) {
        out.write(2);
        number(Long.parseLong(id));
      } else {
        out.write(id == null ? 0 : 1);
        if (id != null) {
          text(id);
        }
      }
    }

    private static boolean isNumber(String id) {
      if (id.isEmpty() || id.length() > 18 || (id.charAt(0) == '0' && id.length() > 1)) {
        return false;
      }
      for (int i = 0; i < id.length(); i++) {
        if (id.charAt(i) < '0' || id.charAt(i) > '9') {
          return false;
        }
      }
      return true;
    }
  }

  /** Unpacks a block, in the order in which it was packed. */
  public static void read(byte[] block, Granularity granularity, Reader reader) {
    if (block.length > 0) {
      new Cursor(CompressedBytes.open(block), granularity).readAll(reader);
    }
  }

  private static final class Cursor {
    private final byte[] block;
    private final Granularity granularity;
    private final List<String> texts = new ArrayList<>();
    private @Nullable Shared last;
    private Unusual unusual = Unusual.NOTHING;
    private @Nullable ClientPeriod lastClientPeriod;
    private long lastDay;
    private int at;

    Cursor(byte[] block, Granularity granularity) {
      this.block = block;
      this.granularity = granularity;
    }

    void readAll(Reader reader) {
      while (at < block.length) {
        int kind = block[at++];
        switch (kind) {
          case ROW -> {
            last = shared();
            reader.row(row(last));
          }
          case ROW_OF_THE_SAME -> reader.row(row(Objects.requireNonNull(last)));
          case LOSS -> reader.loss(record(LOSSES));
          case SIGHTING -> reader.sighting(record(SIGHTINGS));
          case SOURCE -> reader.source(record(SOURCES));
          case STRANGER -> reader.stranger(record(STRANGERS));
          case PAGE -> reader.page(record(PAGES));
          case EMPTY_PAGE -> reader.emptyPage((int) number());
          case UNREADABLE -> reader.unreadable(record(UNREADABLES));
          case UNFINISHED -> {
            ClientPeriod clientPeriod = clientPeriod();
            number();
            reader.unfinished(clientPeriod, presentText());
          }
          case UNUSUAL -> unusual = unusual();
          default -> throw new IllegalStateException("no block begins an item with " + kind);
        }
      }
    }

    private <T extends Record> T record(RecordCoder<T> coder) {
      int length = (int) number();
      try {
        T value = coder.decode(new ByteArrayInputStream(block, at, length));
        at += length;
        return value;
      } catch (IOException e) {
        throw new UncheckedIOException("a block ends early", e);
      }
    }

    private ClientPeriod clientPeriod() {
      String clientId = presentText();
      long day = number();
      ClientPeriod before = lastClientPeriod;
      if (before == null || day != lastDay || !before.clientId().equals(clientId)) {
        before =
            new ClientPeriod(clientId, Period.containing(granularity, LocalDate.ofEpochDay(day)));
        lastClientPeriod = before;
        lastDay = day;
      }
      return before;
    }

    private Unusual unusual() {
      int flags = block[at++];
      long arrays = number();
      List<Integer> series = numbers();
      return new Unusual(
          numbers(),
          (flags & 1) != 0,
          new InsightLoss(
              arrays,
              (flags & 2) != 0,
              (flags & 4) != 0,
              (flags & 8) != 0,
              (flags & 16) != 0,
              series),
          (flags & 32) == 0 ? null : Long.valueOf(number()));
    }

    private List<Integer> numbers() {
      int count = (int) number();
      List<Integer> values = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        values.add((int) number());
      }
      return values;
    }

    private Shared shared() {
      return new Shared(
          clientPeriod(),
          (int) number(),
          id(),
          id(),
          id(),
          new Breakdowns(presentText(), presentText(), presentText()),
          text(),
          text(),
          text(),
          text(),
          block[at++] == 1,
          number(),
          number());
    }

    private Insight row(Shared shared) {
      String campaignId = id();
      LocalDate firstDay = shared.clientPeriod().period().start().plusDays(number());
      LocalDate lastDay = firstDay.plusDays(number());
      String campaignName = text();
      BigDecimal spend = block[at++] == 0 ? null : decimal();
      Long impressions = block[at++] == 0 ? null : Long.valueOf(number());
      Long clicks = block[at++] == 0 ? null : Long.valueOf(number());
      int count = (int) number();
      List<Integer> series = new ArrayList<>(count);
      List<BigDecimal> amounts = new ArrayList<>(count);
      int before = 0;
      for (int i = 0; i < count; i++) {
        long behind = number();
        before += (int) (behind >> 1);
        series.add(before);
        amounts.add((behind & 1) == 0 ? decimal() : BigDecimal.valueOf(number()));
      }
      Unusual ofRow = unusual;
      unusual = Unusual.NOTHING;
      return new Insight(
          shared.clientPeriod(),
          shared.file(),
          new Insight.RowIds(shared.accountId(), campaignId, shared.adSetId(), shared.adId()),
          shared.breakdowns(),
          firstDay,
          lastDay,
          campaignName,
          shared.currency(),
          shared.attributionSetting(),
          shared.optimizationGoal(),
          shared.newest(),
          new Insight.Delivery(spend, impressions, clicks, ofRow.reach()),
          shared.chargedPerResult(),
          new Insight.Actions(
              shared.arraysPresent(),
              shared.windowsPresent(),
              series,
              amounts,
              ofRow.seriesWithoutAmount()),
          ofRow.deleted(),
          ofRow.loss());
    }

    private long number() {
      long value = 0;
      for (int shift = 0; ; shift += 7) {
        byte next = block[at++];
        value |= (long) (next & 0x7F) << shift;
        if (next >= 0) {
          return value;
        }
      }
    }

    private BigDecimal decimal() {
      long scale = number();
      if ((scale & 1) == 0) {
        return BigDecimal.valueOf(number(), (int) (scale >> 1));
      }
      int length = (int) number();
      BigInteger digits = new BigInteger(block, at, length);
      at += length;
      return new BigDecimal(digits, (int) (scale >> 1));
    }

    private @Nullable String id() {
      int kind = block[at++];
      return kind == 2 ? Long.toString(number()) : kind == 1 ? presentText() : null;
    }

    private String presentText() {
      String text = text();
      if (text == null) {
        throw new IllegalStateException("a block lacks a text that is always there");
      }
      return text;
    }

    private @Nullable String text() {
      long position = number();
      if (position == 0) {
        return null;
      }
      if (position > 1) {
        return texts.get((int) position - 2);
      }
      int length = (int) number();
      String text = new String(block, at, length, StandardCharsets.UTF_8);
      at += length;
      texts.add(text);
      return text;
    }
  }
}
