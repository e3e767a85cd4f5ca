package profilegateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever happens: nobody is told of anybody else, or of what was dropped before or is past its end, nobody asks for what somebody
 * else is asking for already, and everybody is answered in time.
 */
class CacheSimulationTest {
  private static final int SEEDS = Integer.getInteger("cache.seeds", 8);
  private static final int STEPS = Integer.getInteger("cache.steps", 400);

  @ParameterizedTest
  @CsvSource({
    // instances, local, shared, takesAway, hasOutages
    "1, true, false, false, false",
    "1, true, false, true, false",
    "1, true, true, true, false",
    "2, true, true, false, false",
    "3, true, true, true, false",
    "2, false, true, true, false",
    "3, true, true, true, true",
    "1, false, false, true, false",
  })
  void whateverHappensWhatIsToldIsRight(
      int instances, boolean isLocal, boolean isShared, boolean takesAway, boolean hasOutages) {
    Simulation.Kind kind = new Simulation.Kind(instances, isLocal, isShared, takesAway, hasOutages);
    long judged = LongStream.range(0, SEEDS).map(seed -> run(kind, seed)).sum();

    assertThat(judged).as("copies that were told").isGreaterThan((long) SEEDS * STEPS / 10);
  }

  private static int run(Simulation.Kind kind, long seed) {
    try {
      return new Simulation(kind, seed).run(STEPS);
    } catch (AssertionError | RuntimeException wrong) {
      throw new AssertionError("seed " + seed + ": " + wrong.getMessage(), wrong);
    }
  }
}
