/**
 * What tests of the backend share: a database of their own.
 *
 * <p>Nothing here touches a developer's data or a server that the tests did not start.
 */
package org.rollcall.backend.testing;
