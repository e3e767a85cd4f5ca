package profilegateway.graphql.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import profilegateway.access.Caller;
import profilegateway.graphql.lanes.Lane.Arrival;
import profilegateway.testing.LogLines;

/**
 * A plan answers byte for byte as the engine does, and all else that can be seen of an operation is the same too: what is asked
 * of the source, its cost, the audit, the events, and how long the answer is fresh.
 */
@ExtendWith(VertxExtension.class)
class BothLanesTest {
  private static final int OPERATIONS = Integer.getInteger("plan.operations", 2000);
  private static final long SEED = Long.getLong("plan.seed", 20260101);
  private static final int SETTINGS = 3;
  private static final int SHOWN = 5;

  @SuppressWarnings("NullAway.Init") // before all tests
  private static Vertx vertx;

  private final List<Lane> plans = new ArrayList<>();
  private final List<Lane> engines = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private List<String> bugs = List.of();
  private int failed;
  private int byPlan;
  private int withErrors;

  @BeforeAll
  static void open(Vertx opened) {
    vertx = opened;
  }

  @Test
  void bothAnswerTheSame() throws Exception {
    for (int setting = 0; setting < SETTINGS; setting++) {
      plans.add(new Lane(vertx, setting, true));
      engines.add(new Lane(vertx, setting, false));
    }
    try (LogLines lines = LogLines.open()) {
      for (int number = 0; number < OPERATIONS; number++) {
        judge(number);
      }
      bugs = lines.all().stream()
          .filter(line -> line.startsWith("ERROR PlanExecution"))
          .toList();
    }
    System.out.printf(
        "plan: %d operations (seed %d), %d by plan, %d with errors%n",
        OPERATIONS, SEED, byPlan, withErrors);
    int loaded = plans.stream().mapToInt(Lane::readByDataLoader).sum();
    int notLoaded = Stream.concat(plans.stream(), engines.stream())
        .mapToInt(Lane::readOtherwise)
        .sum();
    System.out.printf(
        "plan: %d lookups by plans were read through a DataLoader, %d by engines; %d in another way%n",
        loaded, engines.stream().mapToInt(Lane::readByDataLoader).sum(), notLoaded);
    System.out.printf("plan: %d passed, %d failed%n", OPERATIONS - failed, failed);

    assertThat(wrong).isEmpty();
    assertThat(bugs).as("of plans").isEmpty();
    assertThat(loaded).as("read through a DataLoader").isGreaterThan(OPERATIONS / 3);
    assertThat(notLoaded).as("read without a DataLoader").isZero();
    assertThat(byPlan).as("executed by plans").isGreaterThan(OPERATIONS / 3);
    assertThat(withErrors).as("with errors").isGreaterThan(OPERATIONS / 10);
  }

  private void judge(int number) throws Exception {
    Dice dice = new Dice(SEED * 1_000_003 + number);
    int setting = dice.below(SETTINGS);
    DrawnRequest request = DrawnRequests.of(dice);
    Caller caller = DrawnCaller.of(dice);
    DrawnProfiles profiles = new DrawnProfiles(dice, dice.oneIn(3) ? 8 : 0);
    Arrival arrival = dice.oneIn(400)
        ? dice.of(Arrival.BUG, Arrival.BUG_AT_ONCE)
        : dice.of(Arrival.AT_ONCE, Arrival.LATE);
    Lane engine = engines.get(setting);
    Lane plan = plans.get(setting);
    List<String> due = engine.execute(request, caller, profiles, arrival);
    List<String> seen = plan.execute(request, caller, profiles, arrival);
    byPlan += plan.byPlan() ? 1 : 0;
    withErrors += due.get(due.size() - 1).contains("\"errors\"") ? 1 : 0;
    if (engine.byPlan() || !seen.equals(due)) {
      failed++;
      if (wrong.size() < SHOWN) {
        wrong.add("operation %d, %s\n%s\n%s\ndue:\n%s\nseen:\n%s"
            .formatted(
                number,
                caller,
                request.document(),
                request.variables(),
                String.join("\n", due),
                String.join("\n", seen)));
      }
    }
  }
}
