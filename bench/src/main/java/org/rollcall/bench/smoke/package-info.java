/** Whether the whole way works, and roughly how fast: phones, HTTP, judging, the database, the answer. */
package org.rollcall.bench.smoke;
