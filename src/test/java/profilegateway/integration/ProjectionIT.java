package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import profilegateway.testing.GraphQlAnswer;
import profilegateway.testing.TestGateway;

/**
 * One operation asks for each person once, in exactly the parts that it selects of that person: judged by what the
 * sandbox saw, against an oracle that shares nothing with the resolvers.
 */
class ProjectionIT {
  private static final int OPERATIONS = Integer.getInteger("projection.operations", 2000);
  private static final long SEED = Long.getLong("projection.seed", 20260101);
  private static final int SHOWN = 5;

  private final ProjectionOracle oracle = new ProjectionOracle();
  private final Set<String> setsOfParts = new TreeSet<>();
  private final List<String> wrong = new ArrayList<>();
  private int failed;
  private int calls;
  private int saved;

  @Test
  void anOperationAsksForEachPersonOnceAndInExactlyThePartsItSelects() {
    OperationGenerator generator = new OperationGenerator(SEED);
    try (TestGateway gateway = TestGateway.start("SANDBOX_GENERATE", "on")) {
      for (int number = 0; number < OPERATIONS; number++) {
        judge(number, generator.next(), gateway);
      }
    }
    System.out.printf(
        "projection: %d operations (seed %d), %d calls for %d people asked for, %d sets of parts%n",
        OPERATIONS, SEED, calls, calls + saved, setsOfParts.size());
    System.out.printf("projection: %d passed, %d failed%n", OPERATIONS - failed, failed);

    assertThat(wrong).isEmpty();
    assertThat(setsOfParts).as("every set of five parts was asked for").hasSize(31);
  }

  private void judge(int number, RandomOperation operation, TestGateway gateway) {
    ProjectionOracle.Cost due = oracle.cost(operation);
    GraphQlAnswer answer =
        gateway.ask(operation.document(), operation.variables(), operation.name());
    List<String> seen = SeenCall.in(gateway.takeJournal());
    calls += seen.size();
    saved += due.saved();
    due.calls().forEach(call -> setsOfParts.add(call.substring(call.indexOf('['))));

    String said = told(answer.upstream());
    String dueToSay = "calls " + due.calls().size() + ", saved " + due.saved() + ", fields "
        + partsOf(due.calls());
    if (!seen.equals(due.calls()) || !said.equals(dueToSay) || answer.body().has("errors")) {
      failed++;
      if (wrong.size() < SHOWN) {
        wrong.add("operation %d\n%s\n%s\ndue:  %s\nseen: %s\ndue to say: %s\nsaid: %s\nerrors: %s"
            .formatted(
                number,
                operation.document(),
                operation.variables(),
                due.calls(),
                seen,
                dueToSay,
                said,
                answer.errors()));
      }
    }
  }

  private static String told(JsonNode upstream) {
    List<String> fields = new ArrayList<>();
    upstream
        .path("fields")
        .forEach(
            parts -> fields.add(SeenCall.texts(parts).stream().sorted().toList().toString()));
    return "calls " + upstream.path("calls") + ", saved " + upstream.path("saved") + ", fields "
        + fields.stream().sorted().toList();
  }

  private static List<String> partsOf(List<String> calls) {
    return calls.stream()
        .map(call -> call.substring(call.indexOf('[')))
        .sorted()
        .toList();
  }
}
