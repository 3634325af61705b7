/**
 * The operator's commands, driven as an operator would: {@code run}, {@code build-tools/postgres.sh}, the container image.
 *
 * <p>No test here touches another server than its own, installs anything, or writes outside {@code target/} and temporary
 * directories.
 */
package org.rollcall.backend.operations;
