/** Proves that what other people's apps send is taken, and answered so that they lose nothing. */
package org.rollcall.backend.location.dialect;
