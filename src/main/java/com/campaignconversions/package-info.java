/**
 * From Meta ad insights to published, judged conversions. The rooms, each an idea, from top to
 * bottom; every one depends on those below it only:
 *
 * <ul>
 *   <li>{@code launch}: the JVM that the product runs in.
 *   <li>{@code commandline}: the commands a person or a scheduler starts.
 *   <li>{@code audit}: numbers that are stored elsewhere, read to be judged.
 *   <li>{@code running}: one start of the pipeline; {@code results}: what is printed of it.
 *   <li>{@code publishing}: a client period becomes visible whole or not at all.
 *   <li>{@code conversions}: from the rows of a client period to its numbers.
 *   <li>{@code variance}: how numbers spread over campaigns, and the verdict on them.
 *   <li>{@code insights}: from a source, each a file of its own, to packed rows of known client
 *       periods.
 *   <li>{@code database}: JDBC, and what databases spell and do differently.
 *   <li>{@code marketingapi}: asking Meta about one ad account.
 *   <li>{@code job}: what a job file asks for.
 *   <li>{@code clients}: clients, periods, client periods.
 *   <li>{@code records}: how values travel between the steps of a pipeline.
 * </ul>
 *
 * <p>{@link com.campaignconversions.ConversionsPipeline} is the whole flow on one screen.
 */
@NullMarked
package com.campaignconversions;

import org.jspecify.annotations.NullMarked;
