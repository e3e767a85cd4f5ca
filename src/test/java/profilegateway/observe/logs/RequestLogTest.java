package profilegateway.observe.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import profilegateway.config.LoggedRequests;
import profilegateway.http.ClientName;
import profilegateway.http.EndedRequest;
import profilegateway.http.RequestNotes;
import profilegateway.profile.Span;
import profilegateway.testing.LogLines;

class RequestLogTest {
  private final LogLines lines = LogLines.open();
  private final AtomicLong nanos = new AtomicLong();
  private boolean isDrawn;

  @AfterEach
  void close() {
    lines.close();
  }

  @Test
  void whatIsNothingInParticularIsLoggedWhenItIsDrawn() {
    RequestLog log = log(LoggedRequests.SAMPLED);
    log.ended(request(200, Duration.ofSeconds(1)));
    assertThat(told()).isEmpty();

    isDrawn = true;
    log.ended(request(200, Duration.ofMillis(12).plusNanos(345_678)));
    assertThat(told())
        .singleElement()
        .satisfies(line -> assertThat(line).doesNotContainKey("reason").containsEntry("ms", 12.3));
  }

  @Test
  void thereAreTenDrawnLinesASecond() {
    isDrawn = true;
    RequestLog log = log(LoggedRequests.SAMPLED);
    for (int i = 0; i < 1000; i++) {
      log.ended(request(200, Duration.ZERO));
    }
    assertThat(told()).hasSize(10);

    nanos.addAndGet(1_000_000_000);
    log.ended(request(200, Duration.ZERO));
    // Nobody misses the others.
    assertThat(told()).hasSize(11).allMatch(line -> !line.containsKey("left_out"));
  }

  @Test
  void theDrawIsNotForWhoWantsOnlyWhatFailed() {
    isDrawn = true;
    log(LoggedRequests.FAILED).ended(request(200, Duration.ZERO));

    assertThat(told()).isEmpty();
  }

  @Test
  void whatTookMoreThanASecondIsLogged() {
    for (LoggedRequests wanted : LoggedRequests.values()) {
      log(wanted).ended(request(200, Duration.ofSeconds(1).plusNanos(1)));
    }

    assertThat(told()).hasSize(3).allMatch(line -> "slow".equals(line.get("reason")));
  }

  @Test
  void whoLeftAndWhoAskedForWhatIsNotThereDidNotFail() {
    for (int status : new int[] {404, 499, 304, 204}) {
      log(LoggedRequests.FAILED).ended(request(status, Duration.ZERO));
    }
    assertThat(told()).isEmpty();

    for (int status : new int[] {400, 401, 413, 429, 500, 503}) {
      log(LoggedRequests.FAILED).ended(request(status, Duration.ZERO));
    }
    assertThat(told()).hasSize(6);
  }

  @Test
  void anOutageIsAHundredLinesASecondAndACount() {
    RequestLog log = log(LoggedRequests.SAMPLED);
    for (int i = 0; i < 1000; i++) {
      log.ended(request(503, Duration.ZERO));
    }
    assertThat(told()).hasSize(100);

    nanos.addAndGet(1_000_000_000);
    log.ended(request(503, Duration.ZERO));
    assertThat(told())
        .hasSize(101)
        .last()
        .satisfies(line -> assertThat(line).containsEntry("left_out", 900L));
  }

  @Test
  void whoWantsAllGetsAll() {
    RequestLog log = log(LoggedRequests.ALL);
    for (int i = 0; i < 200; i++) {
      log.ended(request(503, Duration.ZERO));
    }

    assertThat(told()).hasSize(200);
  }

  private List<Map<String, Object>> told() {
    return lines.fields(RequestLog.NAME);
  }

  private RequestLog log(LoggedRequests wanted) {
    return new RequestLog(wanted, () -> isDrawn, nanos::get);
  }

  private static EndedRequest request(int status, Duration time) {
    return new EndedRequest(
        "an-id",
        "POST",
        "/graphql",
        status,
        time.toNanos(),
        () -> new ClientName(null, null),
        new RequestNotes(Span.NONE));
  }
}
