package com.campaignconversions.records;

/** Of what is no run. */
public enum NoHeartbeat implements Heartbeat {
  NONE;

  @Override
  public void join() {}

  @Override
  public void moved() {}

  @Override
  public void leave() {}
}
