package com.campaignconversions.records;

import java.util.List;
import org.apache.beam.sdk.coders.CannotProvideCoderException;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviderRegistrar;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Gives every record of a pipeline its {@link RecordCoder}; found through the service loader. */
public final class RecordCoderRegistrar implements CoderProviderRegistrar {

  @Override
  public List<CoderProvider> getCoderProviders() {
    return List.of(
        new CoderProvider() {
          @Override
          @SuppressWarnings("unchecked")
          public <T> Coder<T> coderFor(
              TypeDescriptor<T> type, List<? extends Coder<?>> componentCoders)
              throws CannotProvideCoderException {
            Class<? super T> raw = type.getRawType();
            if (!raw.isRecord()) {
              throw new CannotProvideCoderException(raw + " is no record");
            }
            return (Coder<T>) RecordCoder.of(raw.asSubclass(Record.class));
          }
        });
  }
}
