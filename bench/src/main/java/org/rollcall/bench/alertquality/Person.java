package org.rollcall.bench.alertquality;

import java.util.List;

import org.rollcall.geofence.Area;
import org.rollcall.geofence.WgsCoordinate;

/**
 * Who is simulated.
 *
 * @param seed of everything that is random about the person
 * @param area where the person may be
 * @param home inside, 20 to 500 m from the border
 * @param town whether among buildings
 * @param borderRoad the road out of the village, that weaves over the border; empty for those who live on no such road
 */
record Person(long seed, Area area, WgsCoordinate home, boolean town, List<WgsCoordinate> borderRoad) {}
