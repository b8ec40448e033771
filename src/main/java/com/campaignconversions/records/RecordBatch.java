package com.campaignconversions.records;

import org.apache.beam.sdk.coders.Coder;

/**
 * Records of one type, as bytes.
 *
 * <p>What one step has made and the next has not taken yet is in memory on DirectRunner, all of it:
 * it makes every bundle of a step before the first of the next. As objects a campaign takes a
 * kilobyte there, packed a tenth of that.
 *
 * @param count how many records
 * @param bytes which only a {@link RecordBatchFormat} of the same type reads
 */
// Nobody compares the bytes, and the parameter is what they mean.
@SuppressWarnings({"ArrayRecordComponent", "UnusedTypeParameter"})
public record RecordBatch<T extends Record>(int count, byte[] bytes) {

  @SuppressWarnings("unchecked") // The bytes are the same whatever they mean.
  public static <T extends Record> Coder<RecordBatch<T>> coder() {
    return (Coder<RecordBatch<T>>) (Coder<?>) RecordCoder.of(RecordBatch.class);
  }
}
