package com.campaignconversions.clients;

import java.io.Serializable;

/** One client in one period: what is judged together and becomes visible together. */
public record ClientPeriod(String clientId, Period period)
    implements Comparable<ClientPeriod>, Serializable {

  @Override
  public int compareTo(ClientPeriod other) {
    int byClient = clientId.compareTo(other.clientId);
    return byClient != 0 ? byClient : period.compareTo(other.period);
  }

  @Override
  public String toString() {
    return clientId + " " + period.id();
  }
}
