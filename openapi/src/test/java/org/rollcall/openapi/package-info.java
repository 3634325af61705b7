/**
 * Proves the contract by itself: its lint, its examples, and that it keeps what was released. Nothing here serves anything.
 */
package org.rollcall.openapi;
