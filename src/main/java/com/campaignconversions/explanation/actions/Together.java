package com.campaignconversions.explanation.actions;

import java.util.List;

/**
 * Action types that move together.
 *
 * @param clients of how many clients all of them do
 * @param of how many have enough of one of them to tell
 */
public record Together(List<String> actionTypes, int clients, int of) {
  public Together {
    actionTypes = List.copyOf(actionTypes);
  }
}
