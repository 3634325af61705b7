/** What may be collected of whom: modes, the papers behind them, orders. */
package org.rollcall.backend.collection;
