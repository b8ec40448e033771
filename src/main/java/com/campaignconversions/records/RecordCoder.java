package com.campaignconversions.records;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.coders.BooleanCoder;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.coders.DoubleCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Encodes a record as its components, one after the other, so that an element costs tens of bytes
 * and may be a grouping key.
 *
 * <p>Components are text, numbers, decimals, days, instants, enums, byte arrays, records, or lists
 * of these; one that is annotated {@code @Nullable} costs a byte more. Decimals are encoded without
 * trailing zeros: 20 and 20.00 are the same bytes.
 */
public final class RecordCoder<T extends Record> extends CustomCoder<T> {
  private final Class<T> type;
  private final Coder<String> texts;
  private transient volatile @Nullable Layout layout;

  /** With a coder of its own for every text, those of inner records included. */
  RecordCoder(Class<T> type, Coder<String> texts) {
    this.type = type;
    this.texts = texts;
  }

  /**
   * The coder of one type of record.
   *
   * @throws IllegalArgumentException if a component has a type that no coder here serves
   */
  public static <T extends Record> RecordCoder<T> of(Class<T> type) {
    RecordCoder<T> coder = new RecordCoder<>(type, StringUtf8Coder.of());
    coder.layout();
    return coder;
  }

  @Override
  public void encode(T value, OutputStream out) throws IOException {
    Layout parts = layout();
    for (int i = 0; i < parts.coders.length; i++) {
      parts.coders[i].encode(invoke(parts.accessors[i], value), out);
    }
  }

  @Override
  public T decode(InputStream in) throws IOException {
    Layout parts = layout();
    @Nullable Object[] components = new Object[parts.coders.length];
    for (int i = 0; i < components.length; i++) {
      components[i] = parts.coders[i].decode(in);
    }
    return type.cast(invoke(parts.constructor, components));
  }

  /** Told, because what waits on a collection finds its coder by this type. */
  @Override
  public TypeDescriptor<T> getEncodedTypeDescriptor() {
    return TypeDescriptor.of(type);
  }

  @Override
  public void verifyDeterministic() {
    // Every component coder below is deterministic, decimals being canonical.
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RecordCoder<?> that
        && type.equals(that.type)
        && texts.equals(that.texts);
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }

  private Layout layout() {
    Layout cached = layout;
    if (cached == null) {
      cached = Layout.of(type, texts);
      layout = cached;
    }
    return cached;
  }

  private static Object invoke(MethodHandle handle, @Nullable Object argument) {
    try {
      return handle.invoke(argument);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a record's accessor or constructor failed", e);
    }
  }

  /** How to take a record of one type apart and to put it together. */
  private static final class Layout {
    final MethodHandle constructor;
    final MethodHandle[] accessors;
    final Coder<Object>[] coders;

    Layout(MethodHandle constructor, MethodHandle[] accessors, Coder<Object>[] coders) {
      this.constructor = constructor;
      this.accessors = accessors;
      this.coders = coders;
    }

    static Layout of(Class<? extends Record> type, Coder<String> texts) {
      RecordComponent[] components = type.getRecordComponents();
      MethodHandle[] accessors = new MethodHandle[components.length];
      @SuppressWarnings({"unchecked", "rawtypes"})
      Coder<Object>[] coders = new Coder[components.length];
      try {
        MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
        for (int i = 0; i < components.length; i++) {
          accessors[i] =
              lookup
                  .unreflect(components[i].getAccessor())
                  .asType(MethodType.methodType(Object.class, Object.class));
          coders[i] = coderOf(components[i].getAnnotatedType(), texts);
        }
        Class<?>[] types =
            Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        MethodHandle constructor =
            lookup
                .findConstructor(type, MethodType.methodType(void.class, types))
                .asSpreader(Object[].class, types.length)
                .asType(MethodType.methodType(Object.class, Object.class));
        return new Layout(constructor, accessors, coders);
      } catch (ReflectiveOperationException e) {
        throw new IllegalArgumentException("cannot encode " + type, e);
      }
    }

    @SuppressWarnings("unchecked")
    private static Coder<Object> coderOf(AnnotatedType annotated, Coder<String> texts) {
      Coder<?> coder = coderOfPresent(annotated, texts);
      return (Coder<Object>)
          (annotated.isAnnotationPresent(Nullable.class) ? NullableCoder.of(coder) : coder);
    }

    private static Coder<?> coderOfPresent(AnnotatedType annotated, Coder<String> texts) {
      if (annotated instanceof AnnotatedParameterizedType parameterized
          && parameterized.getType() instanceof java.lang.reflect.ParameterizedType generic
          && generic.getRawType() == List.class) {
        return ListCoder.of(coderOf(parameterized.getAnnotatedActualTypeArguments()[0], texts));
      }
      Type type = annotated.getType();
      if (type == String.class) {
        return texts;
      } else if (type == int.class || type == Integer.class) {
        return VarIntCoder.of();
      } else if (type == long.class || type == Long.class) {
        return VarLongCoder.of();
      } else if (type == double.class || type == Double.class) {
        return DoubleCoder.of();
      } else if (type == boolean.class || type == Boolean.class) {
        return BooleanCoder.of();
      } else if (type == BigDecimal.class) {
        return new CanonicalDecimalCoder();
      } else if (type == LocalDate.class) {
        return new DayCoder();
      } else if (type == Instant.class) {
        return new InstantCoder();
      } else if (type == byte[].class) {
        return ByteArrayCoder.of();
      } else if (type instanceof Class<?> enumeration && enumeration.isEnum()) {
        return new EnumCoder(enumeration);
      } else if (type instanceof Class<?> record && record.isRecord()) {
        return new RecordCoder<>(record.asSubclass(Record.class), texts);
      }
      throw new IllegalArgumentException("no coder for a record's component of " + type);
    }
  }

  /**
   * A decimal without its trailing zeros: twice its scale and its digits as a number, or once more
   * and their bytes where they are too many for one.
   */
  private static final class CanonicalDecimalCoder extends CustomCoder<BigDecimal> {
    private static final int DIGITS_OF_LONG = 18;

    @Override
    public void encode(BigDecimal value, OutputStream out) throws IOException {
      BigDecimal canonical = value.scale() == 0 ? value : value.stripTrailingZeros();
      canonical = canonical.scale() < 0 ? canonical.setScale(0) : canonical;
      if (canonical.precision() <= DIGITS_OF_LONG) {
        VarLongCoder.of().encode(canonical.scale() * 2L, out);
        // The unscaled value would be made a BigInteger first.
        VarLongCoder.of().encode(canonical.scaleByPowerOfTen(canonical.scale()).longValue(), out);
      } else {
        VarLongCoder.of().encode(canonical.scale() * 2L + 1, out);
        ByteArrayCoder.of().encode(canonical.unscaledValue().toByteArray(), out);
      }
    }

    @Override
    public BigDecimal decode(InputStream in) throws IOException {
      long scale = VarLongCoder.of().decode(in);
      return (scale & 1) == 0
          ? BigDecimal.valueOf(VarLongCoder.of().decode(in), (int) (scale >> 1))
          : new BigDecimal(new BigInteger(ByteArrayCoder.of().decode(in)), (int) (scale >> 1));
    }
  }

  /** Days since 1970-01-01. */
  private static final class DayCoder extends CustomCoder<LocalDate> {
    @Override
    public void encode(LocalDate value, OutputStream out) throws IOException {
      VarLongCoder.of().encode(value.toEpochDay(), out);
    }

    @Override
    public LocalDate decode(InputStream in) throws IOException {
      return LocalDate.ofEpochDay(VarLongCoder.of().decode(in));
    }
  }

  /** Seconds and nanoseconds. */
  private static final class InstantCoder extends CustomCoder<Instant> {
    @Override
    public void encode(Instant value, OutputStream out) throws IOException {
      VarLongCoder.of().encode(value.getEpochSecond(), out);
      VarIntCoder.of().encode(value.getNano(), out);
    }

    @Override
    public Instant decode(InputStream in) throws IOException {
      return Instant.ofEpochSecond(VarLongCoder.of().decode(in), VarIntCoder.of().decode(in));
    }
  }

  /** An enum's constant by its name. */
  private static final class EnumCoder extends CustomCoder<Enum<?>> {
    private final Class<?> type;

    EnumCoder(Class<?> type) {
      this.type = type;
    }

    @Override
    public void encode(Enum<?> value, OutputStream out) throws IOException {
      StringUtf8Coder.of().encode(value.name(), out);
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"})
    public Enum<?> decode(InputStream in) throws IOException {
      return Enum.valueOf((Class) type, StringUtf8Coder.of().decode(in));
    }
  }
}
