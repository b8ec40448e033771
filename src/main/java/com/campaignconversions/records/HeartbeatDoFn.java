package com.campaignconversions.records;

import org.apache.beam.sdk.transforms.DoFn;

/**
 * A function that shows that its run lives for as long as a worker holds it ready, also where
 * nobody waits for the run. Whoever extends it says when it did something.
 */
public abstract class HeartbeatDoFn<InputT, OutputT> extends DoFn<InputT, OutputT> {
  private static final long serialVersionUID = 1;

  private final Heartbeat heartbeat;

  protected HeartbeatDoFn(Heartbeat heartbeat) {
    this.heartbeat = heartbeat;
  }

  @Setup
  public final void joinHeartbeat() {
    heartbeat.join();
  }

  @Teardown
  public final void leaveHeartbeat() {
    heartbeat.leave();
  }

  /** Something was done: what takes long must say so every now and then. */
  protected final void moved() {
    heartbeat.moved();
  }
}
