/** How the rate of intake changes with how many people there are and how many fixes are stored. */
package org.rollcall.bench.growth;
