package profilegateway.observe.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import profilegateway.http.ClientName;
import profilegateway.http.EndedRequest;
import profilegateway.http.RequestNotes;
import profilegateway.profile.Span;
import profilegateway.testing.LogLines;
import profilegateway.testing.TestClock;

class RefusedRequestsTest {
  private final LogLines lines = LogLines.open();
  private final TestClock clock = new TestClock();
  private final RefusedRequests audit = new RefusedRequests(clock::nanoTime);

  @AfterEach
  void close() {
    lines.close();
  }

  @Test
  void whatIsNoRefusalOfACallerIsNotTold() {
    for (int status : new int[] {200, 400, 404, 405, 408, 413, 499, 500, 503}) {
      audit.ended(request(status));
    }
    assertThat(told()).isEmpty();

    for (int status : new int[] {401, 403, 429}) {
      audit.ended(request(status));
    }
    assertThat(told()).extracting(line -> line.get("status")).containsExactly(401, 403, 429);
  }

  @Test
  void whoScansIsToldTenTimesASecondAndCounted() {
    for (int i = 0; i < 1000; i++) {
      audit.ended(request(401));
    }
    assertThat(told()).hasSize(10).noneMatch(line -> line.containsKey("left_out"));

    clock.pass(Duration.ofSeconds(1));
    audit.ended(request(401));
    assertThat(told())
        .hasSize(11)
        .last()
        .satisfies(line -> assertThat(line).containsEntry("left_out", 990L));
  }

  private List<Map<String, Object>> told() {
    return lines.fields("profilegateway.audit");
  }

  private static EndedRequest request(int status) {
    return new EndedRequest(
        "an-id",
        "POST",
        "/graphql",
        status,
        1000,
        () -> new ClientName(null, null),
        new RequestNotes(Span.NONE));
  }
}
