package com.campaignconversions.explanation.actions;

/**
 * A source that was not read, or not to its end.
 *
 * @param inPart whether something of it was
 */
public record Unread(String source, String reason, boolean inPart) {}
