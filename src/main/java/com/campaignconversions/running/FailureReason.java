package com.campaignconversions.running;

import com.campaignconversions.database.DatabaseException;
import com.campaignconversions.insights.graph.PagesException;
import com.campaignconversions.insights.landed.SourceException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.flink.runtime.client.JobCancellationException;
import org.apache.flink.runtime.jobmanager.scheduler.NoResourceAvailableException;
import org.apache.flink.runtime.rest.util.RestClientException;
import org.apache.flink.util.SerializedThrowable;
import org.jspecify.annotations.Nullable;

/** What is behind an exception of a runner: each wraps what stopped it in types of its own. */
final class FailureReason {
  private FailureReason() {}

  /** What stopped a pipeline, as far as a person can mend it; null where only a developer can. */
  static @Nullable String of(RuntimeException problem) {
    for (Throwable cause : causes(problem)) {
      if (cause instanceof DatabaseException
          || cause instanceof SourceException
          || cause instanceof PagesException) {
        return cause.getMessage();
      }
      if (cause instanceof SQLException database) {
        return DatabaseException.using(database).getMessage();
      }
      if (cause instanceof NoResourceAvailableException) {
        return "the Flink cluster has too few free task slots; start more TaskManagers, wait for"
            + " other jobs, or lower --parallelism";
      }
      if (cause instanceof JobCancellationException) {
        return "the job was cancelled on the Flink cluster";
      }
      if (cause instanceof RestClientException || cause instanceof ConnectException) {
        return "the Flink cluster does not answer, or not any more; see whether its JobManager"
            + " lives, and what its log says";
      }
    }
    return null;
  }

  /** What only a developer can mend, in a sentence that says where to begin. */
  static String unexpected(RuntimeException problem) {
    Throwable root = problem;
    for (Throwable cause : causes(problem)) {
      root = cause;
    }
    StackTraceElement[] trace = root.getStackTrace();
    return "an unexpected error, which --verbose tells whole: "
        + root
        + (trace.length == 0
            ? ""
            : " (" + trace[0].getFileName() + ":" + trace[0].getLineNumber() + ")");
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
