/**
 * What it costs to know who asks and what is theirs: on the way of a fix, while many sign in, and in lists of a nation's
 * register. People and units are made in the database by sets, since a million of them over the API takes hours; staff
 * and questions go over the API alone.
 */
package org.rollcall.bench.access;
