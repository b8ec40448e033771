/**
 * Whole runs under faults: the process killed, the database restarted or out of disk, connections
 * cut, transactions in each other's way, two runs at once. Each fault strikes at a seeded random
 * byte of what a run sends to its database, while somebody reads all the time.
 */
@NullMarked
package com.campaignconversions.faults;

import org.jspecify.annotations.NullMarked;
