/** That the register of processing is obeyed, and that nobody sets what the law leaves no room for. */
package org.rollcall.backend.retention;
