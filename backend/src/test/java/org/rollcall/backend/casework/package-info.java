/**
 * Proof that what the procuratorate says of a case, and what the agency answers, is kept and shown as it was said.
 *
 * <p>Nothing here changes what was said: a remark is answered, and stays.
 */
package org.rollcall.backend.casework;
