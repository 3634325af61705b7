/**
 * The Quarkus application, one package per feature.
 *
 * <p>This root package holds only the command line. Features reach one another through their services, never through
 * tables or repositories, and only in the directions that the architecture test names.
 */
package org.rollcall.backend;
