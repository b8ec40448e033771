package com.campaignconversions.conversions.metrics;

import java.math.BigDecimal;
import java.util.List;

/**
 * An action type that a metric lists, and what one campaign has of it in its whole period.
 *
 * @param array where it was looked for
 * @param fromTaken how many arrays behind the one that the metric is taken from it stands; negative
 *     before it
 * @param choice the types that are one choice of the catalogue: itself, or its {@code sum} group
 * @param type as the catalogue spells it
 * @param ofGoal whether it counts for the campaign's optimization goal; true where goals do not
 *     matter
 * @param taken whether its choice is the one that the campaign's value comes from
 */
public record ListedType(
    String array,
    int fromTaken,
    List<String> choice,
    String type,
    BigDecimal sum,
    boolean ofGoal,
    boolean taken) {}
