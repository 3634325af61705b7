/**
 * The contract: {@code rollcall.yaml}, its examples, and where to find them on the class path.
 *
 * <p>This package holds no code that serves requests and depends on nothing of ours.
 */
package org.rollcall.openapi;
