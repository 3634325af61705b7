/**
 * Serves the API's own description.
 *
 * <p>Nothing here describes anything: the document is the openapi module's, to the byte.
 */
package org.rollcall.backend.contract;
