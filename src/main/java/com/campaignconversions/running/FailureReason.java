package com.campaignconversions.running;

import com.campaignconversions.database.DatabaseException;
import com.campaignconversions.insights.landed.SourceException;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.flink.util.SerializedThrowable;
import org.jspecify.annotations.Nullable;

/** What is behind an exception of a runner: each wraps what stopped it in types of its own. */
final class FailureReason {
  private FailureReason() {}

  /** What stopped a pipeline, as far as a person can mend it; null where only a developer can. */
  static @Nullable String of(RuntimeException problem) {
    for (Throwable cause : causes(problem)) {
      if (cause instanceof DatabaseException || cause instanceof SourceException) {
        return cause.getMessage();
      }
      if (cause instanceof SQLException database) {
        return DatabaseException.using(database).getMessage();
      }
    }
    return null;
  }

  /** From the outermost inwards; what came from a cluster is unpacked. */
  static Iterable<Throwable> causes(Throwable outermost) {
    return () ->
        new Iterator<>() {
          private @Nullable Throwable next = unpacked(outermost);

          @Override
          public boolean hasNext() {
            return next != null;
          }

          @Override
          public Throwable next() {
            Throwable current = next;
            if (current == null) {
              throw new NoSuchElementException();
            }
            next = unpacked(current.getCause());
            return current;
          }
        };
  }

  private static @Nullable Throwable unpacked(@Nullable Throwable cause) {
    return cause instanceof SerializedThrowable packed
        ? packed.deserializeError(FailureReason.class.getClassLoader())
        : cause;
  }
}
