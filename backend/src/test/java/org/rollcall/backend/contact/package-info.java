/** Contact and silence. */
package org.rollcall.backend.contact;
