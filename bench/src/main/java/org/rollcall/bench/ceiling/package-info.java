/**
 * The least that any program does that answers a fix when it is stored: what ours is held against.
 *
 * <p>Frozen. It was written before anything of ours was measured, and is changed for no result: a faster ceiling is a new
 * one, beside this. It does no more than HTTP, JSON, one area lookup and a group commit: no credentials, no rules that
 * change, no standings, no lateness, no alerts, nothing about several nodes.
 */
package org.rollcall.bench.ceiling;
