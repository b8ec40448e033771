package com.campaignconversions.records;

import java.io.Serializable;

/**
 * Shows that a run lives while steps of it stand ready in this JVM, and when it last did something.
 * It travels with the steps of a pipeline and holds no connection.
 */
public interface Heartbeat extends Serializable {
  /** A step stands ready in this JVM. */
  void join();

  /** Something was done in this JVM. */
  void moved();

  /** A step that joined is gone from this JVM. */
  void leave();
}
