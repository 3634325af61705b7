/**
 * The rules between the packages of the application. No test of a feature lives here.
 */
package org.rollcall.backend;
