/** How long it takes from the fix that completes a hold-down until the push leaves. */
package org.rollcall.bench.latency;
