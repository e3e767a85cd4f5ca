package profilegateway.cache.copies;

import java.time.Instant;

/**
 * When something was fetched from mParticle.
 *
 * @param at to be shown
 * @param nanos on the monotonic clock of this process, from which its age is told: that holds when the wall clock jumps
 * @param stretch 0.9 to 1.1: by how much the times of what was fetched differ from those that are set, so that copies made
 *     together do not end together. All instances see the same one
 */
public record Fetch(Instant at, long nanos, double stretch) {
  /** As much as times are stretched at least. */
  public static final double LEAST_STRETCH = 0.9;
}
