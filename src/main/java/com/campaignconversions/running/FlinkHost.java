package com.campaignconversions.running;

import org.apache.flink.client.program.StreamContextEnvironment;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** What Flink says where Flink itself starts this program and not a JVM of its own. */
public record FlinkHost(ReadableConfig configuration, int parallelism) {
  /** Flink's name for programs that a JobManager runs, which must outlive them. */
  private static final String IN_JOB_MANAGER = "embedded";

  /** The client or JobManager that runs this program; null in a JVM of its own. */
  public static @Nullable FlinkHost current() {
    // Asking Flink loads it, and most runs have no use for it.
    if (FlinkHost.class.getClassLoader() == ClassLoader.getSystemClassLoader()) {
      return null;
    }
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    return environment instanceof StreamContextEnvironment
        ? new FlinkHost(environment.getConfiguration(), environment.getParallelism())
        : null;
  }

  /** Whether this is a JobManager: a REST request, a session job or an application cluster. */
  public boolean isJobManager() {
    return IN_JOB_MANAGER.equals(configuration.get(DeploymentOptions.TARGET));
  }

  /** Whether whoever submits waits for the result. */
  boolean isAttached() {
    return configuration.get(DeploymentOptions.ATTACHED);
  }
}
