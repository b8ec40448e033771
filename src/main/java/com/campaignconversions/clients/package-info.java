/** Clients, periods, and the client period: the unit of publication. */
@NullMarked
package com.campaignconversions.clients;

import org.jspecify.annotations.NullMarked;
