/**
 * Asking Meta's Marketing API: one account's requests, the pages of an answer to their end, reports
 * that Meta makes in its own time, its errors and its limits. What the rows say is of no interest
 * here.
 *
 * <p>Meta's own Java SDK puts the access token into every URL and logs those in debug mode, speaks
 * to no other endpoint than by https, parses pages into trees, and has 13 MB; so requests go out
 * through the JDK's client, and Beam's FluentBackoff spaces attempts, as it does for the database.
 */
@NullMarked
package com.campaignconversions.marketingapi;

import org.jspecify.annotations.NullMarked;
