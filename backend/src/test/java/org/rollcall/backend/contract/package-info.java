/**
 * Holds the application and its contract together.
 *
 * <p>Nothing here tests a feature: each feature's tests do, through {@code testing.Contract}.
 */
package org.rollcall.backend.contract;
