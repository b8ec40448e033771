package com.campaignconversions.records;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.util.SerializableUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordCoderTest {

  enum Colour {
    RED,
    GREEN
  }

  record Inner(String text, int number) {}

  record EveryKind(
      String text,
      int small,
      Integer smallObject,
      long large,
      Long largeObject,
      double fraction,
      Double fractionObject,
      boolean truth,
      Boolean truthObject,
      BigDecimal decimal,
      LocalDate day,
      Instant instant,
      Colour colour,
      Inner inner,
      List<Inner> inners,
      List<List<String>> nested) {}

  record Optional(
      @Nullable String text,
      @Nullable BigDecimal decimal,
      @Nullable LocalDate day,
      @Nullable Inner inner,
      List<@Nullable BigDecimal> decimals,
      @Nullable List<@Nullable Inner> inners) {}

  record Amount(BigDecimal value) {}

  @SuppressWarnings("ArrayRecordComponent")
  record Bytes(byte[] bytes) {}

  record WithMap(Map<String, String> map) {}

  @SuppressWarnings("ArrayRecordComponent")
  record WithArray(int[] numbers) {}

  private static <T extends Record> T throughBytes(T value, Class<T> type) throws CoderException {
    RecordCoder<T> coder = RecordCoder.of(type);
    return CoderUtils.decodeFromByteArray(coder, CoderUtils.encodeToByteArray(coder, value));
  }

  private static byte[] bytes(Record value) throws CoderException {
    @SuppressWarnings("unchecked")
    RecordCoder<Record> coder = (RecordCoder<Record>) RecordCoder.of(value.getClass());
    return CoderUtils.encodeToByteArray(coder, value);
  }

  @Test
  void bringsBackEveryKindOfComponent() throws CoderException {
    EveryKind value =
        new EveryKind(
            "Wysłano 🍷\0",
            -1,
            Integer.MAX_VALUE,
            Long.MIN_VALUE,
            7L,
            -0.1,
            Double.NaN,
            true,
            false,
            new BigDecimal("29324.84"),
            LocalDate.of(1969, 12, 31),
            Instant.parse("1969-12-31T23:59:59.999999999Z"),
            Colour.GREEN,
            new Inner("", 0),
            List.of(new Inner("a", 1), new Inner("b", 2)),
            List.of(List.of(), List.of("x", "y")));

    assertThat(throughBytes(value, EveryKind.class), is(value));
  }

  @Test
  void bringsBackWhatIsNull() throws CoderException {
    Optional nothing = new Optional(null, null, null, null, Arrays.asList(null, null), null);
    Optional something =
        new Optional(
            "",
            BigDecimal.ONE,
            LocalDate.EPOCH,
            new Inner("a", 1),
            Arrays.asList(BigDecimal.TEN, null),
            Arrays.asList(null, new Inner("b", 2)));

    assertThat(throughBytes(nothing, Optional.class), is(nothing));
    assertThat(throughBytes(something, Optional.class), is(something));
  }

  @Test
  void doesNotTakeNullWhereItWasNotPromised() {
    assertThrows(
        CoderException.class,
        () -> {
          @SuppressWarnings("NullAway")
          Inner without = new Inner(null, 1);
          bytes(without);
        });
  }

  @Test
  void bringsBackBytes() throws CoderException {
    assertThat(
        throughBytes(new Bytes(new byte[] {0, -1, 127}), Bytes.class).bytes(),
        is(new byte[] {0, -1, 127}));
  }

  @Test
  void encodesDecimalsWithoutTheirTrailingZeros() throws CoderException {
    assertThat(
        bytes(new Amount(new BigDecimal("20.00"))), is(bytes(new Amount(new BigDecimal("20")))));
    assertThat(
        bytes(new Amount(new BigDecimal("2E+1"))), is(bytes(new Amount(BigDecimal.valueOf(20)))));
    assertThat(bytes(new Amount(new BigDecimal("0.00"))), is(bytes(new Amount(BigDecimal.ZERO))));
    assertThat(
        throughBytes(new Amount(new BigDecimal("500.00")), Amount.class).value().toString(),
        is("500"));
  }

  @Property(tries = 300)
  void keepsEveryDecimalsValue(@ForAll BigDecimal value) throws CoderException {
    assertThat(throughBytes(new Amount(value), Amount.class).value().compareTo(value), is(0));
  }

  @Test
  void costsTensOfBytes() throws CoderException {
    byte[] encoded = bytes(new ClientPeriod("belmonte", Period.parse("2025-11")));

    assertThat(encoded.length, is(lessThan(30)));
  }

  @Test
  void isAGroupingKey() throws Exception {
    RecordCoder<ClientPeriod> coder = RecordCoder.of(ClientPeriod.class);

    coder.verifyDeterministic();
    assertThat(
        coder.structuralValue(new ClientPeriod("belmonte", Period.parse("2025-11"))),
        is(coder.structuralValue(new ClientPeriod("belmonte", Period.parse("2025-11")))));
    assertThat(
        coder.structuralValue(new ClientPeriod("belmonte", Period.parse("2025-11"))),
        is(not(coder.structuralValue(new ClientPeriod("belmonte", Period.parse("2025-10"))))));
  }

  @Test
  void travelsToWorkers() throws CoderException {
    RecordCoder<Inner> there = SerializableUtils.clone(RecordCoder.of(Inner.class));

    assertThat(there, is(RecordCoder.of(Inner.class)));
    assertThat(
        CoderUtils.decodeFromByteArray(
            there, CoderUtils.encodeToByteArray(there, new Inner("a", 1))),
        is(new Inner("a", 1)));
  }

  @Test
  void servesEveryRecordThroughTheRegistry() throws Exception {
    Coder<ClientPeriod> coder = CoderRegistry.createDefault().getCoder(ClientPeriod.class);

    assertThat(coder, is(instanceOf(RecordCoder.class)));
  }

  @Test
  void refusesAComponentThatItCannotEncode() {
    assertThrows(IllegalArgumentException.class, () -> RecordCoder.of(WithMap.class));
    assertThrows(IllegalArgumentException.class, () -> RecordCoder.of(WithArray.class));
  }
}
