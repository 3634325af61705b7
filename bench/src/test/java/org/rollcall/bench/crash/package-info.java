/** That what disturbs does disturb: a cut that cuts nothing would find nothing. */
package org.rollcall.bench.crash;
